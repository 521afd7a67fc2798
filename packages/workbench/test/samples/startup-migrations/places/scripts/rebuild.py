from app.database import Base, engine

# ok: no-startup-migrations
Base.metadata.drop_all(engine)
# ok: no-startup-migrations
Base.metadata.create_all(engine)
