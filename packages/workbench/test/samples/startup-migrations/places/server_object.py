import subprocess
import uvicorn
from app.database import init_db


async def main():
    # ruleid: no-startup-migrations
    await init_db()
    server = uvicorn.Server(uvicorn.Config("app.main:app"))
    await server.serve()


def serve():
    # ruleid: no-startup-migrations
    subprocess.run("alembic upgrade head".split(), check=True)
    uvicorn.run("app.main:app")


try:
    # ruleid: no-startup-migrations
    init_db()
except RuntimeError:
    pass


@click.command()
def create():
    # ok: no-startup-migrations
    init_db()
