from flask import Flask
from app.database import db


def create_app():
    app = Flask(__name__)
    db.init_app(app)
    with app.app_context():
        # ruleid: no-startup-migrations
        db.create_all()

    @app.cli.command("create-tables")
    def create_tables_command():
        # ok: no-startup-migrations
        db.create_all()

    @app.before_first_request
    def first():
        # ruleid: no-startup-migrations
        db.create_all()

    return app


async def startup():
    # ruleid: no-startup-migrations
    db.create_all()


def startup_costs():
    # ok: no-startup-migrations
    db.create_all()
