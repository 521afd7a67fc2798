from django.apps import AppConfig
from django.core.management import call_command


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        # ruleid: no-startup-migrations
        call_command("migrate")
        # ok: no-startup-migrations
        call_command("check")

    def unrelated(self):
        # ok: no-startup-migrations
        call_command("migrate")


class StockConfig(Checks, AppConfig):
    def ready(self):
        # ruleid: no-startup-migrations
        call_command("migrate", "--noinput")


class Plain:
    def ready(self):
        # ok: no-startup-migrations
        call_command("migrate")
