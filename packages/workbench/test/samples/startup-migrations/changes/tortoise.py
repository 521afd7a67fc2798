from aerich import Command
from tortoise import Tortoise
from tortoise.contrib.fastapi import register_tortoise
from app.settings import app, settings, config

# ruleid: no-startup-migrations
register_tortoise(app, db_url=settings.DATABASE_URL, generate_schemas=True)
# ok: no-startup-migrations
register_tortoise(app, db_url=settings.DATABASE_URL, generate_schemas=False)


async def startup():
    await Tortoise.init(db_url=settings.DATABASE_URL)
    # ruleid: no-startup-migrations
    await Tortoise.generate_schemas()
    runner = Command(tortoise_config=config)
    await runner.init()
    # ruleid: no-startup-migrations
    await runner.upgrade()


async def elsewhere():
    # ok: no-startup-migrations
    await Tortoise.generate_schemas()
