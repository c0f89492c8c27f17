from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The append-only record of who did what."""

    name = "events"
