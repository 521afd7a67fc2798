import os
import sys
from app.database import Base, engine, upgrade_to_head
from app.settings import ENVIRONMENT, settings

wanted = os.getenv("RUN_STARTUP_MIGRATIONS") == "true"


def create_app():
    if ENVIRONMENT == "production":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        return None
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)
    try:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    finally:
        print("done")


def create_application():
    if not wanted:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        return None
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


def startup():
    with engine.begin():
        if not settings.RUN_MIGRATIONS:
            raise RuntimeError("run the migrations first")
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


def on_startup():
    if ENVIRONMENT == "production":
        print("the release step has migrated")
    elif engine.dialect.name == "sqlite":
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    else:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)


def app_startup():
    if settings.SKIP_MIGRATIONS:
        print("skipped")
        return
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


if not settings.RUN_MIGRATIONS:
    sys.exit("nothing to do")
# ok: no-startup-migrations
Base.metadata.create_all(engine)
