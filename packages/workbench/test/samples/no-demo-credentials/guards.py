import os
import sys

enabled = os.getenv("DEMO_MODE") == "true"


def seed(db, settings):
    if settings.DEMO_MODE:
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    else:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if os.getenv("IS_DEMO_APP", "false").lower() == "true":
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if os.environ.get("ENVIRONMENT") != "production":
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if settings.DEBUG and not db.users():
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if enabled:
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if config.get("DEMO_MODE") == "true":
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if not settings.DEMO_MODE:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    else:
        # ok: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if True:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if "true" == "true":
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if settings.FIRST_LOGIN:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if os.getenv("DATABASE_URL"):
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if settings.DEMO_MODE or settings.SIGN_UP:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    # ok: no-demo-credentials
    password = "demo123" if settings.DEMO_MODE else None
    # ruleid: no-demo-credentials
    db.add(User(username="demo", password="demo123"))
    return password


def seed_early_return(db):
    if not os.getenv("DEMO_MODE"):
        return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_after_raise(db, settings):
    # ruleid: no-demo-credentials
    db.add(User(username="early", password="demo123"))
    if settings.ENVIRONMENT == "production":
        raise RuntimeError("not here")
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_local(db, url):
    if not url or ("localhost" not in url and "127.0.0.1" not in url):
        sys.exit(1)
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


demo_unless_zero = int(os.getenv("DEMO_MODE", "1")) == 1
demo_by_number = int(os.getenv("DEMO_MODE", "0")) == 1


def seed_by_number(db):
    if demo_by_number:
        # ok: no-demo-credentials
        db.add(User(username="ada", password="lovelace-1815"))


def seed_unless_zero(db):
    if demo_unless_zero:
        # ruleid: no-demo-credentials
        db.add(User(username="ada", password="lovelace-1815"))
