import os
from app.database import Base, engine, inspector
from app.settings import ENVIRONMENT, RUN_MIGRATIONS, settings

wanted = os.getenv("RUN_STARTUP_MIGRATIONS", "false") == "true"
ALWAYS_MIGRATE = True


def startup():
    if os.getenv("RUN_STARTUP_MIGRATIONS") == "true":
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    else:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if settings.RUN_MIGRATIONS:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if RUN_MIGRATIONS and engine:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if settings.SEED_ON_STARTUP:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if wanted:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if settings.DEBUG:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    else:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if ENVIRONMENT == "development":
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if ENVIRONMENT != "production":
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if not settings.DEBUG:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if not settings.RUN_MIGRATIONS:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if ENVIRONMENT == "production":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if True:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if "true" == "true":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if ALWAYS_MIGRATE:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if settings.DATABASE_URL:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if engine.dialect.name == "sqlite":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if not inspector.has_table("users"):
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if os.getenv("VERCEL"):
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    if settings.RUN_MIGRATIONS:
        print("a sibling is no guard")
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


def create_app():
    if not settings.RUN_MIGRATIONS:
        return None
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


def on_startup():
    if ENVIRONMENT == "production":
        return
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


def startup_event():
    if settings.RUN_MIGRATIONS:
        return
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


async def app_startup():
    async with engine.begin() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(7)")
        # ok: no-startup-migrations
        await connection.run_sync(Base.metadata.create_all)


if settings.RUN_MIGRATIONS:
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


if settings.UPDATE_ALEMBIC:
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


if settings.ALEMBIC_CONFIG:
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


def make_app(run_migrations: bool = False):
    if run_migrations:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)


def get_app(run_migrations: bool, debug: bool = True):
    if debug:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    if run_migrations:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
