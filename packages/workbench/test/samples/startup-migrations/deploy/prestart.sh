#!/usr/bin/env bash
# ok: no-startup-migrations
alembic upgrade head
python app/initial_data.py
