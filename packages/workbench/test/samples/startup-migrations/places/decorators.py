from fastapi import FastAPI
from app.database import Base, engine

app = FastAPI()


@app.on_event("startup")
async def prepare():
    async with engine.begin() as connection:
        # ruleid: no-startup-migrations
        await connection.run_sync(Base.metadata.create_all)


@app.on_event("shutdown")
async def tidy():
    async with engine.begin() as connection:
        # ok: no-startup-migrations
        await connection.run_sync(Base.metadata.drop_all)


@app.before_serving
async def before():
    # ruleid: no-startup-migrations
    Base.metadata.create_all(engine)


@app.post("/admin/tables")
async def tables():
    # ok: no-startup-migrations
    Base.metadata.create_all(engine)
