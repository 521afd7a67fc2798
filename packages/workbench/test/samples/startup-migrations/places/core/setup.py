from app.database import init_database


async def lifespan(app):
    # ruleid: no-startup-migrations
    await init_database()
    yield
