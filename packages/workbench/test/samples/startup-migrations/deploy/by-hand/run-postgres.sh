#!/bin/sh
# Brings a database up on the machine in front of it.
docker run -d -p 5432:5432 --name school-db postgres
sleep 15
# ok: no-startup-migrations
uv run manage.py migrate
uv run manage.py runserver
