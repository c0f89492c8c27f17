from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from events.triggers import install_after_migrate, remove_before_migrate


class EventsConfig(AppConfig):
    """The append-only record of who did what."""

    name = "events"

    def ready(self) -> None:
        """Keep the triggers off while migrations run and on at all other times."""
        pre_migrate.connect(remove_before_migrate, sender=self)
        post_migrate.connect(install_after_migrate, sender=self)
