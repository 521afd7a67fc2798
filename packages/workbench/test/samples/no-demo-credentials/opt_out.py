import os


def seed(db):
    if os.getenv("DEMO_MODE") != "false":
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if os.getenv("DEMO_MODE", "true") == "true":
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))
    if settings.DEMO_MODE is not False:
        # ruleid: no-demo-credentials
        db.add(User(username="demo", password="demo123"))


def seed_early(db):
    if os.getenv("DEMO_MODE") == "false":
        return
    # ruleid: no-demo-credentials
    db.add(User(username="demo", password="demo123"))


def seed_in_the_branch_that_leaves(db):
    if os.getenv("DEMO_MODE") == "false":
        db.add(User(username="early", password=os.environ["EARLY_PASSWORD"]))
        return
    # ruleid: no-demo-credentials
    db.add(User(username="demo", password="demo123"))
