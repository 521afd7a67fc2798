import os
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
application = get_wsgi_application()
# ruleid: no-startup-migrations
call_command("migrate", interactive=False)
# ok: no-startup-migrations
call_command("collectstatic", interactive=False)
