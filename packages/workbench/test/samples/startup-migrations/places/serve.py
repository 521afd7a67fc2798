import uvicorn
from alembic import command
from app.alembic_config import config


def main():
    # ruleid: no-startup-migrations
    command.upgrade(config, "head")
    uvicorn.run("app.main:app", host="0.0.0.0")


def migrate_only():
    # ok: no-startup-migrations
    command.upgrade(config, "head")


if __name__ == "__main__":
    main()
