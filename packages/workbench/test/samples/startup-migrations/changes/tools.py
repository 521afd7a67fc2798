import asyncio
import os
import subprocess
import sys
from alembic import command
from app.alembic_config import config
from app.database import Base, SQLModel, connection, engine, metadata
from sqlalchemy import text

ALTER_USERS = "ALTER TABLE users ADD COLUMN age int"


class Queries:
    CREATE_TABLE = "CREATE TABLE users (id int)"


async def startup():
    # ruleid: no-startup-migrations
    metadata.create_all(engine)
    # ruleid: no-startup-migrations
    SQLModel.metadata.create_all(engine)
    # ruleid: no-startup-migrations
    await connection.run_sync(lambda sync: Base.metadata.create_all(sync))
    # ruleid: no-startup-migrations
    command.upgrade(config, "head")
    # ruleid: no-startup-migrations
    await asyncio.to_thread(command.upgrade, config, "head")
    # ok: no-startup-migrations
    command.current(config)
    # ruleid: no-startup-migrations
    subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], check=True)
    # ruleid: no-startup-migrations
    os.system("alembic upgrade head")
    # ruleid: no-startup-migrations
    await asyncio.create_subprocess_exec("alembic", "upgrade", "head")
    # ok: no-startup-migrations
    subprocess.run(["alembic", "current"])
    # ok: no-startup-migrations
    os.system("clear")
    arguments = ["python", "manage.py", "migrate"]
    # ruleid: no-startup-migrations
    subprocess.run(arguments)
    # ruleid: no-startup-migrations
    connection.execute(text("CREATE TABLE IF NOT EXISTS users (id int)"))
    # ruleid: no-startup-migrations
    connection.execute(
        """
        ALTER TABLE users ADD COLUMN name text
        """
    )
    # ruleid: no-startup-migrations
    connection.execute("drop table users")
    # ruleid: no-startup-migrations
    connection.execute(ALTER_USERS)
    # ruleid: no-startup-migrations
    connection.execute(Queries.CREATE_TABLE)
    # ok: no-startup-migrations
    connection.execute("CREATE TEMPORARY TABLE scratch (id int)")
    # ok: no-startup-migrations
    connection.execute("SELECT 'create table' FROM users")
    # ok: no-startup-migrations
    print("CREATE TABLE users")
    # ok: no-startup-migrations
    factory.create_all()
