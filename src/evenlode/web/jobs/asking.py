"""What pages ask of jobs: to start one, to find one's own, to start one again, and to cancel one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from evenlode.web.access import Desk, NotYours
from evenlode.web.jobs.models import Job, State
from evenlode.web.people.roles import Duty, Role

DUTY_OF = {
    "calculate": Duty.CALCULATE,
    "close": Duty.CLOSE_MONTH,
    "finance_return": Duty.SUBMIT_RETURN,
    "receive": Duty.LOAD_DATA,
    "stress": Duty.SIMULATE,
}
"""The duty that each kind of job takes, to start it, to start it again and to cancel it."""
MAY_BE_CANCELLED = ("calculate", "stress")
"""Kinds that say often enough how far they are to end soon; any other one can be cancelled while it waits."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A job as its page shows it. problems: rows of rule, level, file, row, field, message, fix, count."""

    number: UUID
    kind: str
    title: str
    state: str
    by: str
    said: str
    done: int
    of: int
    created: datetime
    ended: datetime | None
    found: Mapping[str, Any]
    problems: tuple[Mapping[str, Any], ...]

    @property
    def can_stop(self) -> bool:
        """True where cancelling it would have an effect."""
        return self.state == State.WAITING or (self.state == State.RUNNING and self.kind in MAY_BE_CANCELLED)

    @property
    def is_over(self) -> bool:
        """True where nothing more happens by itself."""
        return self.state not in (State.WAITING, State.RUNNING)


def start(desk: Desk, kind: str, title: str, given: Mapping[str, Any]) -> UUID:
    """Put a job in the queue and in the audit trail; its number. Raises NotAllowed without the duty of its kind."""
    desk.require(DUTY_OF[kind])
    job = Job.objects.create(
        kind=kind,
        title=title,
        contract=desk.contract.slug,
        organisation=_organisation(desk),
        role=desk.role.value,
        by=desk.signature,
        given={**given, "today": desk.today.isoformat()},
    )
    desk.record(f"job: {title}", str(job.pk))
    number: UUID = job.pk
    return number


def find(desk: Desk, number: UUID) -> Seen:
    """A job of the desk's own organisation; NotYours for any other."""
    return _seen(_own(desk, number))


def listed(desk: Desk, kind: str, most: int = 20) -> list[Seen]:
    """The organisation's jobs of a kind, the newest first."""
    return [_seen(job) for job in _all_own(desk).filter(kind=kind).order_by("-created")[:most]]


def again(desk: Desk, number: UUID) -> UUID:
    """Start an interrupted, cancelled or failed job again, with what it was given; the number of the new one."""
    job = _own(desk, number)
    if job.state not in (State.INTERRUPTED, State.FAILED, State.CANCELLED):
        raise NotYours("nothing to start again")
    return start(desk, job.kind, job.title, {name: value for name, value in job.given.items() if name != "today"})


def cancel(desk: Desk, number: UUID) -> bool:
    """Cancel a job that waits or runs; its worker stops at its next word. False where it is over, or cannot stop."""
    job = _own(desk, number)
    desk.require(DUTY_OF[job.kind])
    states = [State.WAITING] + ([State.RUNNING] if job.kind in MAY_BE_CANCELLED else [])
    said = f"{desk.person.name} cancelled it. Nothing was half-stored."
    mine = Job.objects.filter(pk=job.pk, state__in=states)
    if not mine.update(state=State.CANCELLED, said=said, ended=timezone.now()):
        return False
    desk.record(f"job cancelled: {job.title}", str(job.pk))
    return True


def _own(desk: Desk, number: UUID) -> Job:
    job = _all_own(desk).filter(pk=number).first()
    if job is None:
        raise NotYours("no such job")
    return job


def _all_own(desk: Desk) -> Any:
    """The jobs that a desk may see: its organisation's, and of those the ones that its role started.

    What a job found can say which rows were left out; an auditor sees jobs of everybody on the commissioner's side.
    """
    own = Job.objects.filter(contract=desk.contract.slug)
    if desk.role is Role.AUDITOR:
        return own.filter(role=Role.ANALYST.value)
    return own.filter(organisation=_organisation(desk))


def _organisation(desk: Desk) -> str:
    return desk.organisation.party or desk.organisation.name


def _seen(job: Job) -> Seen:
    return Seen(
        number=job.pk,
        kind=job.kind,
        title=job.title,
        state=job.state,
        by=job.by.split(" <")[0],
        said=job.said,
        done=job.done,
        of=job.of,
        created=job.created,
        ended=job.ended,
        found=job.found,
        problems=tuple(job.problems),
    )
