from starlette.applications import Starlette
from app.database import metadata, engine


def create_app():
    return Starlette(routes=[], on_startup=[prepare, warm_cache])


def prepare():
    # ruleid: no-startup-migrations
    metadata.create_all(engine)


def warm_cache():
    print("warm")


def unused():
    # ok: no-startup-migrations
    metadata.create_all(engine)
