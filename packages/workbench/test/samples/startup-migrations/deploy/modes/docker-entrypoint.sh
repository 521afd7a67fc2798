#!/bin/sh
case "$1" in
'web-dev')
    # ok: no-startup-migrations
    ./manage.py migrate
    exec ./manage.py runserver
    ;;
'web')
    # ruleid: no-startup-migrations
    ./manage.py migrate
    exec gunicorn shop.wsgi
    ;;
esac
# ok: no-startup-migrations
if ! python manage.py migrate sessions --check -v0; then
  exit 1
fi
gunicorn shop.wsgi
