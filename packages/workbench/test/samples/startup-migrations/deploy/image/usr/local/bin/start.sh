#!/bin/sh
# ruleid: no-startup-migrations
python manage.py migrate
exec gunicorn config.wsgi
