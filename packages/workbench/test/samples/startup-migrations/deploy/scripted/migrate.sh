#!/bin/sh
# ok: no-startup-migrations
./scripts/migrate.sh
