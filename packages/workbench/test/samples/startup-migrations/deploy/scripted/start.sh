#!/bin/sh
set -e

# ok: no-startup-migrations
./scripts/check-migrations.sh
if [ "$RUN_MIGRATIONS" = "true" ]; then
  # ok: no-startup-migrations
  ./scripts/migrate.sh
fi
if [ -z "$SKIP_DB_MIGRATIONS" ]; then
  # ruleid: no-startup-migrations
  /app/docker/scripts/migrate.sh
fi
# ruleid: no-startup-migrations
sh scripts/run-migrations.sh
exec node server.js
