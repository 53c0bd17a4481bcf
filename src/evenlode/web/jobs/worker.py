"""The worker: takes the next job, keeps saying that it is alive, and marks jobs whose worker no longer is."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from evenlode.job.workspace import Workspace
from evenlode.problems import Problem, Refusal
from evenlode.web.failing import place_of
from evenlode.web.jobs.kinds import Work, kinds
from evenlode.web.jobs.models import Job, State

BEAT = 5.0
"""Seconds between two signs of life."""
DEAD_AFTER = 30.0
"""Seconds without one after which a worker counts as gone."""
MOST_PROBLEMS = 500


class Cancelled(Exception):  # noqa: N818 - nothing went wrong: somebody wanted it so
    """The job is no longer the worker's own: somebody cancelled it, or it was taken for interrupted."""


def run_forever(until: Callable[[], bool] = lambda: False, pause: float = 1.0) -> None:
    """Take one job after another until told to stop."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    while not until():
        close_old_connections()
        mark_interrupted()
        if not run_next(name):
            time.sleep(pause)


def run_next(worker: str) -> bool:
    """Do the oldest job that waits; False where none does."""
    job = _claim(worker)
    if job is None:
        return False
    with _alive(job):
        _do(job)
    return True


def mark_interrupted() -> int:
    """Mark every job whose worker has not been heard of; how many."""
    long_ago = timezone.now() - timedelta(seconds=DEAD_AFTER)
    said = "The worker stopped in the middle. Nothing was half-stored."
    left = Job.objects.filter(state=State.RUNNING, alive__lt=long_ago)
    marked: int = left.update(state=State.INTERRUPTED, said=said, ended=timezone.now())
    return marked


def _claim(worker: str) -> Job | None:
    """The next job, which nobody else gets: the change from waiting to running counts for one worker alone."""
    while True:
        job = Job.objects.filter(state=State.WAITING).order_by("created").first()
        if job is None:
            return None
        now = timezone.now()
        mine = Job.objects.filter(pk=job.pk, state=State.WAITING)
        if mine.update(state=State.RUNNING, worker=worker, alive=now):
            job.refresh_from_db()
            return job


def _do(job: Job) -> None:
    """Do the work, and keep what came of it. The text of an error of ours is never kept: it can hold a value."""
    work = Work(
        workspace=Workspace(settings.WORKSPACE),
        kept=Path(settings.KEPT),
        given=job.given,
        by=job.by,
        role=job.role,
        organisation=job.organisation,
        contract=job.contract,
        progress=_progress(job),
    )
    try:
        done = kinds()[job.kind](work)
        _end(job, State.REFUSED if done.refused else State.DONE, found=dict(done.found), problems=done.problems)
    except Cancelled:
        return  # how it stands is written already
    except Refusal as refusal:
        _end(job, State.REFUSED, problems=refusal.problems)
    except Exception as error:
        _end(job, State.FAILED, said=f"A fault in Evenlode: {place_of(error)}")


def _progress(job: Job) -> Callable[..., None]:
    """What the work says how far it is with. It raises Cancelled, and so ends the work, where nobody wants it now."""
    last = [0.0]

    def say(said: str, done: int = 0, of: int = 0) -> None:
        if done and time.monotonic() - last[0] < 1:
            return  # a step with many parts is written once a second
        last[0] = time.monotonic()
        own = Job.objects.filter(pk=job.pk, state=State.RUNNING)
        if not own.update(said=said[:300], done=done, of=of, alive=timezone.now()):
            raise Cancelled

    return say


def _end(
    job: Job,
    state: str,
    *,
    said: str = "",
    found: dict[str, object] | None = None,
    problems: tuple[Problem, ...] | list[Problem] = (),
) -> None:
    Job.objects.filter(pk=job.pk, state=State.RUNNING).update(
        state=state,
        said=said,
        found=found or {},
        problems=[_row(one) for one in problems[:MOST_PROBLEMS]],
        ended=timezone.now(),
    )


def _row(one: Problem) -> dict[str, object]:
    return {
        "rule": one.rule,
        "level": one.level.value,
        "file": Path(one.file).name if one.file.startswith(("/", "\\")) else one.file,
        "row": one.line,
        "field": one.field,
        "message": one.message,
        "fix": one.fix,
        "count": one.count,
    }


@contextmanager
def _alive(job: Job) -> Iterator[None]:
    """Says every few seconds that the worker lives, from a thread and a connection of its own."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            Job.objects.filter(pk=job.pk, state=State.RUNNING).update(alive=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name="alive", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def main() -> None:
    """Run as the process beside the server; it ends when the server that started it has gone."""
    parent = os.getppid()
    run_forever(until=lambda: os.getppid() != parent)
