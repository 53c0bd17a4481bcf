"""What the API answers and takes: each thing with its fields."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict


class PartyOut(Schema):
    """A party to the contract."""

    party: str
    name: str
    role: str


class IndicatorOut(Schema):
    """An indicator: its slug, code and title, and how often it is counted."""

    indicator: str
    code: str
    title: str
    period: str


class OutcomeOut(Schema):
    """An outcome with its indicators."""

    outcome: str
    number: int
    title: str
    indicators: list[IndicatorOut]


class ContractOut(Schema):
    """The contract as it stands: sha256 is of its files."""

    title: str
    sha256: str
    start: date
    end: date
    last_day: date
    invented: bool
    parties: list[PartyOut]
    outcomes: list[OutcomeOut]


class OutturnOut(Schema):
    """What was measured or supplied: counts, never rounded. provider and segment: 'all' for everybody."""

    indicator: str
    definition: str
    kind: str
    grain: str
    start: date
    end: date
    provider: str
    segment: str
    stratum: str
    numerator: int | None
    denominator: int | None
    value: str | None
    eligible: int | None
    missing: int | None
    source: str


class OutturnsOut(Schema):
    """Outturns of the newest run, with the run they are of and how many fit altogether."""

    run: str
    invented: bool
    total: int
    outturns: list[OutturnOut]


class StatementOut(Schema):
    """A recorded statement: number names it."""

    number: int
    year: str
    version: int
    state: str
    sha256: str


class FindingOut(Schema):
    """Something found in a submission; row and field are for its provider alone."""

    file: str
    row: int | None
    field: str | None
    level: str
    rule: str
    message: str
    fix: str
    count: int


class LoadOut(Schema):
    """A submission sent here, and what was found in it."""

    number: str
    title: str
    state: str
    created: datetime
    findings: list[FindingOut]


class ReturnOut(Schema):
    """A finance return in force: number names it; state: received, queried, answered or accepted."""

    number: int
    provider: str
    year: str
    version: int
    received: date
    state: str


class CellOut(Schema):
    """A filled cell of a finance return."""

    sheet: str
    row: str
    column: str
    value: str


class StepOut(Schema):
    """A step that was taken with a finance return."""

    entry: int
    step: str
    by: str
    on: date
    said: str


class WholeReturnOut(ReturnOut):
    """A finance return with its cells and what was done with it."""

    cells: list[CellOut]
    steps: list[StepOut]


class In(Schema):
    """What is sent here. A field that is not known is refused, so that nobody believes that it did something."""

    model_config = ConfigDict(extra="forbid")


class StepIn(In):
    """A step with a finance return; said: the question or the answer."""

    step: Literal["query", "answer", "accept"]
    said: str = ""


class StressIn(In):
    """A run of the bench. year: the first day of a contract year; figures: a run's name, or empty."""

    year: date
    years: int = 10_000
    seed: int = 2013
    figures: str = ""


class ConfirmIn(In):
    """A confirmation of the scope. year: the first day of a contract year."""

    year: date


class NoteIn(In):
    """A note on the figure of an indicator from start to end."""

    indicator: str
    start: date
    end: date
    said: str


class NoteOut(Schema):
    """A note on a figure."""

    entry: int
    indicator: str
    start: date
    end: date
    said: str
    by: str
    on: date


class EntryOut(Schema):
    """The entry of the journal in which it is kept."""

    entry: int


class JobStartedOut(Schema):
    """The job that does it."""

    job: str


class CancelledOut(Schema):
    """Whether it had an effect."""

    cancelled: bool


class JobOut(Schema):
    """A job: how far it is and what came of it."""

    number: str
    title: str
    state: str
    said: str
    done: int
    of: int
    found: dict[str, Any]
    findings: list[FindingOut]


class ChangedOut(Schema):
    """A decision that reads otherwise now than it was confirmed."""

    what: str
    was: str
    now: str


class ConfirmationOut(Schema):
    """Who confirmed the scope of a contract year, and what has changed since."""

    entry: int
    start: date
    end: date
    by: str
    on: date
    changed: list[ChangedOut]
