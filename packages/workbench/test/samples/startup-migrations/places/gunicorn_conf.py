import subprocess

bind = "0.0.0.0:8000"


def on_starting(server):
    # ruleid: no-startup-migrations
    subprocess.run(["alembic", "upgrade", "head"], check=True)


def when_ready(server):
    # ruleid: no-startup-migrations
    subprocess.run("python manage.py migrate", shell=True)


def post_fork(server, worker):
    # ruleid: no-startup-migrations
    subprocess.check_call(["flask", "db", "upgrade"])


def worker_exit(server, worker):
    # ok: no-startup-migrations
    subprocess.run(["alembic", "upgrade", "head"])
