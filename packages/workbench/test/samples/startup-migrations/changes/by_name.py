import asyncio
from starlette.applications import Starlette
from app.database import apply_migration, connection, init_database, init_db_pool, run_migrations, seed_catalogue
from app import tables
from pytorch_lightning import seed_everything


async def startup():
    # ruleid: no-startup-migrations
    init_database()
    # ruleid: no-startup-migrations
    await asyncio.to_thread(run_migrations)
    # ruleid: no-startup-migrations
    tables.create_tables()
    # ruleid: no-startup-migrations
    apply_migration()
    # ruleid: no-startup-migrations
    seed_catalogue()
    # ok: no-startup-migrations
    init_db_pool()
    # ok: no-startup-migrations
    seed_everything(42)


def handler():
    # ok: no-startup-migrations
    init_database()


# ruleid: no-startup-migrations
app = Starlette(on_startup=[startup, run_migrations])
