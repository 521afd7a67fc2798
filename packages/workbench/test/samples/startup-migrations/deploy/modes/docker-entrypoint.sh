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
