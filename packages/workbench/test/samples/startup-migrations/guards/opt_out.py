import os
from app.database import Base, engine
from app.settings import settings


def startup():
    if os.getenv("RUN_MIGRATIONS") != "false":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if os.getenv("RUN_MIGRATIONS", "true") == "true":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if not settings.SKIP_MIGRATIONS:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)


def create_app():
    if settings.SKIP_MIGRATIONS:
        return None
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


if os.environ.get("DISABLE_MIGRATIONS") != "1":
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


def build_app(run_migrations: bool = True):
    if run_migrations:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)


def make_lifespan(create_tables_on_start=True):
    @asynccontextmanager
    async def lifespan(app):
        if create_tables_on_start:
            # ruleid: no-startup-migrations
            await create_tables()
        yield

    return lifespan


async def create_tables():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
