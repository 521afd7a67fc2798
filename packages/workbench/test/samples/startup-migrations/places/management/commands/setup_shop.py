from django.core.management import call_command

# ok: no-startup-migrations
call_command("migrate")
