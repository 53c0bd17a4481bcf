"""Exchanged: what of a contract and its results open standards can hold between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evenlode.money import Pence

PAYERS = ("commissioner", "funder")
"""The roles of those who pay; every other role provides."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party by its slug; its role is the contract's own word."""

    id: str
    name: str
    role: str

    @property
    def pays(self) -> bool:
        """True for a commissioner or funder."""
        return self.role in PAYERS


@dataclass(frozen=True, slots=True)
class Metric:
    """An indicator: what changes for people, what is measured, and its targets in words."""

    id: str
    outcome: str
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Price:
    """What an indicator pays: a price for each outcome where it has one, and the most it can pay in a year; pence."""

    metric: str
    each: Pence | None
    most: Pence
    said: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """The most that a payer gives for the outcomes of a contract year, in pence."""

    organisation: str
    start: date
    end: date
    most: Pence


@dataclass(frozen=True, slots=True)
class Result:
    """An indicator's contract year: its status word, how many were counted and how many did well, and the sentence."""

    metric: str
    start: date
    end: date
    status: str
    counted: int | None
    did_well: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Paid:
    """An outcome payment from one payer to the lead provider for a contract year, in pence."""

    metric: str
    start: date
    end: date
    payer: str
    recipient: str
    amount: Pence


@dataclass(frozen=True, slots=True)
class Amendment:
    """A variation: its number, the day it takes effect, what it changes and why."""

    id: str
    day: date
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A contract and its results. value: all annual values together, in pence. Aliases where it is INVENTED."""

    id: str
    title: str
    summary: str
    currency: str
    start: date
    end: date
    value: Pence
    organisations: tuple[Organisation, ...]
    metrics: tuple[Metric, ...] = ()
    prices: tuple[Price, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    results: tuple[Result, ...] = ()
    payments: tuple[Paid, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    def name_of(self, organisation: str) -> str:
        """The name of an organisation by its slug."""
        return next((one.name for one in self.organisations if one.id == organisation), organisation)

    @property
    def providers(self) -> tuple[Organisation, ...]:
        """Those who provide, in the order of the contract."""
        return tuple(one for one in self.organisations if not one.pays)
