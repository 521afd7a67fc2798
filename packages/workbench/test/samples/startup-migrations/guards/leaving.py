from app.database import Base, engine
from app.main import app, build, log
from app.settings import settings


@app.on_event("startup")
def create_after_one_line():
    if not settings.RUN_MIGRATIONS: return
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


@app.on_event("startup")
def create_after_some_lines():
    if settings.ENVIRONMENT == "production":
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)

        return build(
            engine,
        )

    statement = """
CREATE
"""
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)
    return statement


@app.on_event("startup")
def create_in_another_branch():
    if not settings.RUN_MIGRATIONS:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
    elif engine:
        # ok: no-startup-migrations
        Base.metadata.create_all(engine)
    else:
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


@app.on_event("startup")
def create_leaving_only_sometimes():
    if not settings.RUN_MIGRATIONS:
        if engine:
            return
        log()
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


@app.on_event("startup")
def create_after_a_condition_on_several_lines():
    if (
        not settings.RUN_MIGRATIONS
        or not settings.HAS_DATABASE
    ):
        return
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


@app.on_event("startup")
def create_after_a_list_on_several_lines():
    if settings.ENVIRONMENT in (
        "production",
        "live",
    ):
        return
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


@app.on_event("startup")
def create_below_another_condition():
    if engine is None: return
    settings.RUN_MIGRATIONS = False
    if engine.closed:
        return
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)
