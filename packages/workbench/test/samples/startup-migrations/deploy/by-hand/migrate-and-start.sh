#!/bin/sh
# ruleid: no-startup-migrations
alembic upgrade head
exec uvicorn app.main:app
