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
