from app.database import Base, engine

# ok: no-startup-migrations
Base.metadata.create_all(engine)
