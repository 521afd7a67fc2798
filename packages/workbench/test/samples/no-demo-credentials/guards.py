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


def seed_in_the_branch_that_leaves(db, settings):
    if settings.ENVIRONMENT == "production":
        # ruleid: no-demo-credentials
        db.add(User(username="early", password="demo123"))
        return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_deep_in_the_branch_that_leaves(db, settings):
    PASSWORD = "demo123".encode()
    if settings.ENVIRONMENT == "production":
        if db.is_empty():
            # ruleid: no-demo-credentials
            db.add(User(username="early", password=PASSWORD))
        return
    for name in ("ada", "emmy"):
        # ok: no-demo-credentials
        db.add(User(username=name, password=PASSWORD))


def seed_in_the_branch_that_raises(db, settings):
    if not settings.DEMO_MODE:
        # ruleid: no-demo-credentials
        db.create_user("early", "early@example.com", "demo123")
        raise RuntimeError("not here")
    else:
        # ok: no-demo-credentials
        db.create_user("demo", "demo@example.com", "demo123")
    # ok: no-demo-credentials
    return [{"email": "demo@example.com", "password": "demo123"}]


def seed_by_a_flag_of_another_name(db):
    if not enabled:
        logger.info("no accounts: %s", enabled)
        return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_where_a_flag_of_another_name_is_off(db):
    if not enabled:
        # ruleid: no-demo-credentials
        db.add(User(username="early", password="demo123"))
        return


def seed_each(db, settings):
    for name in ("ada", "emmy"):
        if not settings.DEMO_MODE:
            continue
        # ok: no-demo-credentials
        db.add(User(username=name, password="demo123"))
    # ruleid: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_after_one_line(db, settings):
    if not settings.DEMO_MODE: return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_after_a_condition_on_several_lines(db):
    if (
        os.getenv("ENVIRONMENT", "development").lower() == "production"
    ):
        return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_after_a_list_on_several_lines(db):
    if os.getenv("ENVIRONMENT", "development") in (
        "production",
        "live",
    ):
        return
    # ok: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_below_another_condition(db, settings):
    if db.is_empty(): return
    settings.DEMO_MODE = False
    if db.is_full():
        return
    # ruleid: no-demo-credentials
    db.add(User(username="demo", password="demo123"))
