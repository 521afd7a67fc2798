#!/bin/sh
# ok: no-startup-migrations
npm run migration:run
npm run start:prod
