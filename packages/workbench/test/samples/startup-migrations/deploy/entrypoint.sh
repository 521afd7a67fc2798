#!/bin/sh
set -e
# alembic upgrade head is explained below
# ok: no-startup-migrations
echo "alembic upgrade head"
# ruleid: no-startup-migrations
uv run alembic upgrade head
# ruleid: no-startup-migrations
python scripts/seed_catalogue.py || echo "seeded already"
if [ "$RUN_MIGRATIONS" = "true" ]; then
  # ok: no-startup-migrations
  python manage.py migrate
fi
if [ "$APP_ENV" = "development" ]; then
  # ok: no-startup-migrations
  npx drizzle-kit push
else
  # ruleid: no-startup-migrations
  npx drizzle-kit migrate
fi
if [ "$RUN_MIGRATIONS" != "false" ]; then
  # ruleid: no-startup-migrations
  flask db upgrade
fi
# ok: no-startup-migrations
alembic current
exec "$@"
