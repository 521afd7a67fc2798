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


app = FastAPI(lifespan=resources)
