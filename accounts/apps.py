from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who you are and where you work."""

    name = "accounts"
