from app.database import Base, engine
from fastapi import FastAPI

# ruleid: no-startup-migrations
Base.metadata.create_all(bind=engine)

app = FastAPI()

with engine.begin() as connection:
    # ruleid: no-startup-migrations
    connection.execute("CREATE TABLE IF NOT EXISTS notes (id int)")


def reset():
    # ok: no-startup-migrations
    Base.metadata.drop_all(bind=engine)


@app.get("/health")
def health():
    return {"ok": True}


metadata = Base.metadata
# ok: no-startup-migrations
tables = metadata.tables
