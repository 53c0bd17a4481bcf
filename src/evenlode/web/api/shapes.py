"""What the API answers: each thing with its fields."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema


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
