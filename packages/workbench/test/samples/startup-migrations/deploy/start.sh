#!/usr/bin/env bash
# ruleid: no-startup-migrations
python manage.py migrate --noinput
# ok: no-startup-migrations
python manage.py collectstatic --noinput
gunicorn shop.wsgi:application
# ok: no-startup-migrations
python manage.py migrate
