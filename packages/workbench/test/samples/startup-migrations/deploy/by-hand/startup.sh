#!/bin/sh
docker version
# ruleid: no-startup-migrations
npm run migration:run
npm run start:prod
