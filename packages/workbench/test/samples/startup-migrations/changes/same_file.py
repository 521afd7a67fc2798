import subprocess
from app.database import Base, engine, session, User, settings


async def startup():
    # ruleid: no-startup-migrations
    prepare_schema()
    # ruleid: no-startup-migrations
    await migrate()
    # ok: no-startup-migrations
    init_database()
    # ok: no-startup-migrations
    guarded()
    # ok: no-startup-migrations
    returning()
    # ok: no-startup-migrations
    locked()
    # ruleid: no-startup-migrations
    seed_users()
    # ok: no-startup-migrations
    connect()


def prepare_schema():
    Base.metadata.create_all(engine)


async def migrate():
    try:
        subprocess.run(["alembic", "upgrade", "head"], check=True)
    except OSError:
        pass


def init_database():
    print("nothing to do: migrations run at release")


def guarded():
    if settings.RUN_MIGRATIONS:
        Base.metadata.create_all(engine)


def returning():
    if not settings.RUN_MIGRATIONS:
        return
    Base.metadata.create_all(engine)


def locked():
    session.execute("SELECT pg_advisory_lock(1)")
    Base.metadata.create_all(engine)


def seed_users():
    session.add(User(name="first"))
    session.commit()


def connect():
    engine.connect()


class Server:
    def startup(self):
        # ruleid: no-startup-migrations
        self.upgrade_tables()

    def upgrade_tables(self):
        Base.metadata.create_all(engine)
