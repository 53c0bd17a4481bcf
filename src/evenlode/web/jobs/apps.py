"""The Django app of jobs."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background jobs."""

    name = "evenlode.web.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
