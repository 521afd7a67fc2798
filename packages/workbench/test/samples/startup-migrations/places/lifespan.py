from contextlib import asynccontextmanager
from fastapi import FastAPI
from app.database import Base, engine


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with engine.begin() as connection:
        # ruleid: no-startup-migrations
        await connection.run_sync(Base.metadata.create_all)
    yield
    # ok: no-startup-migrations
    Base.metadata.drop_all(engine)


@asynccontextmanager
async def around(app: FastAPI):
    try:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        yield {"ready": True}
    finally:
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)


async def resources(application):
    async with pool():
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        yield
    # ok: no-startup-migrations
    Base.metadata.drop_all(engine)


@asynccontextmanager
async def transaction(session):
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)
    yield session


@asynccontextmanager
async def named_error(app: FastAPI):
    try:
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        yield
    except ValueError:
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)
    except OSError as error:
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)
    # ok: no-startup-migrations
    Base.metadata.drop_all(engine)


@asynccontextmanager
async def one_branch(app: FastAPI):
    def helper():
        yield 1

    if app.debug:
        yield
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)
        return
    with cache():
        # ruleid: no-startup-migrations
        Base.metadata.create_all(engine)
        for each in helper():
            with each:
                state = yield {
                    "each": each,
                }
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)
    async with pool(
        size=1,
    ):
        state = yield {
            "pool": True,
        }
        # ok: no-startup-migrations
        Base.metadata.drop_all(engine)
    # ok: no-startup-migrations
    Base.metadata.drop_all(engine)


def create_app():
    @asynccontextmanager
    async def own(app: FastAPI):
        with pool():
            yield

    app = FastAPI(lifespan=own)
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)
    return app


app = FastAPI(lifespan=resources)
