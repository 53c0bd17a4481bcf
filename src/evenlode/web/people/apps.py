"""The Django app of people."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, organisations and memberships."""

    name = "evenlode.web.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks of a production."""
        from evenlode.web import checks  # noqa: F401 - importing it registers them
