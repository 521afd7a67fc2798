"""A helper of the same file is reported where the start-up calls it."""

from contextlib import asynccontextmanager

import uvicorn
from alembic import command

from project.database import Base, engine


async def prepare_schema():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


def upgrade():
    command.upgrade(config, "head")


@asynccontextmanager
async def lifespan(app):
    # ruleid: no-startup-migrations
    await prepare_schema()
    yield


def create_app():
    # ruleid: no-startup-migrations
    upgrade()
    return App(lifespan=lifespan)


def main():
    # ruleid: no-startup-migrations
    upgrade()
    uvicorn.run("app:app")


# ok: no-startup-migrations
app = create_app()

if __name__ == "__main__":
    main()
