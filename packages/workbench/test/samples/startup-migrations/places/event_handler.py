from starlette.applications import Starlette
from alembic import command
from app.alembic_config import config


def upgrade_schema():
    # ruleid: no-startup-migrations
    command.upgrade(config, "head")


def downgrade_schema():
    # ok: no-startup-migrations
    command.downgrade(config, "base")


app = Starlette()
app.add_event_handler("startup", upgrade_schema)
app.add_event_handler("shutdown", downgrade_schema)
