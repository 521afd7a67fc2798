import argparse
from app.database import Base, engine


def main():
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)


if __name__ == "__main__":
    argparse.ArgumentParser().parse_args()
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)
    main()
