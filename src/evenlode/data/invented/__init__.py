"""Invented people and what is sent of them: nobody's data, worth measuring, with the right answers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evenlode.data.invented.making import (
    PEOPLE,
    V5_FROM,
    V6_FROM,
    YEARS,
    Invented,
    plan_of,
    receive_invented,
    write_invented,
)

if TYPE_CHECKING:
    from evenlode.terms.contract import Contract

__all__ = ["PEOPLE", "V5_FROM", "V6_FROM", "YEARS", "Invented", "invent", "invent_submissions", "receive_invented"]


def invent_submissions(
    contract: Contract,
    to: Path,
    people: int = PEOPLE,
    seed: int = 1,
    clean: bool = False,
    noise: Iterable[str] | None = None,
    years: int = YEARS,
    v5_from: int = V5_FROM,
    v6_from: int = V6_FROM,
    say: Callable[[str], None] = lambda step: None,
) -> Invented:
    """Write what every provider of the contract would send, month by month, and truth.csv, into the folder `to`.

    people: everybody over the years. clean: no noise at all; noise: only these switches (see
    evenlode.data.invented.noise), without it all but the breaks. years: how many of the contract, from the first on.
    v5_from, v6_from: the months (numbers of evenlode.data.months) from which on these versions are sent.

    Magnitudes are assumptions, not anybody's figures. The same arguments give the same bytes. Raises a Refusal where
    the folder holds anything but an earlier set of invented submissions, and for arguments that mean nothing.
    """
    return write_invented(plan_of(contract, people, seed, clean, noise, years, v5_from, v6_from), contract, to, say)


def invent(
    contract: Contract,
    to: Path,
    people: int = 2000,
    seed: int = 1,
    clean: bool = False,
    noise: Iterable[str] | None = None,
    years: int = 4,
) -> None:
    """A store of invented rows in the folder `to`: submissions that were received, and are not kept themselves.

    An earlier store of invented rows is replaced, all at once; anything else is left as it is, with a Refusal.
    """
    plan = plan_of(contract, people, seed, clean, noise, years)
    with TemporaryDirectory(prefix="evenlode-") as folder:
        receive_invented(write_invented(plan, contract, Path(folder) / "invented"), to)
