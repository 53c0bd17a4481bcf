"""A job: what is to be done, for whom, how far it is, and when its worker was last alive."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"


class Job(models.Model):
    """One piece of work. given: what it works on, as JSON; found: what came of it; problems: as JSON rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    contract = models.SlugField(max_length=80)
    organisation = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    by = models.CharField(max_length=500)
    given = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    said = models.CharField(max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    alive = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar[list[str]] = ["created"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "created"], name="jobs_next")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"
