"""What the finance chapter is made from: the case with its envelope, and the open book with what lies ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evenlode.finance.case import Case
from evenlode.finance.commitments import Commitment
from evenlode.finance.demand.flows import Month, Service
from evenlode.finance.demand.measured import Measured
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.fan import Fan
from evenlode.finance.money_risk import DeficitRisk
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.tables import Book
from evenlode.finance.thousands import Thousands
from evenlode.finance.tornado import Bar
from evenlode.money import Pence
from evenlode.results import Period
from evenlode.statistics import Chart


@dataclass(frozen=True, slots=True)
class CasePart:
    """What a contract folder declares of money. case is None, and the rest empty, where it has no such table."""

    title: str
    case: Case | None = None
    bars: tuple[Bar, ...] = ()
    drawn: Fan | None = None
    years: tuple[EnvelopeYear, ...] = ()
    by_contract_year: Mapping[Period, Thousands | None] = field(default_factory=dict)
    promised: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Eligible:
    """People on a provider's own caseload at the end of a month, and how many of them are eligible under the Care Act.

    not_known: those of whom the record does not say.
    """

    provider: str
    month: str
    people: int
    eligible: int
    not_known: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Demand and capacity: measured flows with a chart each, the service as it is today, and the months ahead.

    service is None and ahead empty where what comes cannot be worked out; why says the reason.
    """

    measured: Measured
    charts: Mapping[str, Chart]
    service: Service | None = None
    ahead: tuple[Month, ...] = ()
    why: str = ""
    eligible: tuple[Eligible, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenBook:
    """The open book and what was drawn from it. names: providers as the page calls them; aliases where invented.

    inflation: by which cash loses worth in a year; assumed: the ranges behind the risk, in words; envelopes: by
    financial year, in pence.
    """

    book: Book
    returns: Sequence[FinanceReturn]
    names: Mapping[str, str]
    inflation: Fraction
    risk: tuple[DeficitRisk, ...] = ()
    assumed: str = ""
    envelopes: Mapping[str, Pence] = field(default_factory=dict)
    looked: Looked | None = None
