"""A finance return as a value: one provider, one financial year, and every cell that was filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from evenlode.money import Pence


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled cell. value: pence, a count, thousandths of an FTE, an exact share as 'a/b', or words, as text."""

    sheet: str
    row: str
    column: str
    value: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Where the cell stands."""
        return (self.sheet, self.row, self.column)


@dataclass(frozen=True)
class FinanceReturn:
    """What one provider returned for one financial year. A cell that was left blank is not there."""

    provider: str
    year: str
    invented: bool
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        """Index the cells once."""
        object.__setattr__(self, "_cells", MappingProxyType({one.key: one.value for one in self.entries}))

    def text(self, sheet: str, row: str, column: str = "amount") -> str:
        """The cell as it was kept; empty where it was left blank."""
        cells: MappingProxyType[tuple[str, str, str], str] = self.__dict__["_cells"]
        return cells.get((sheet, row, column), "")

    def pence(self, sheet: str, row: str, column: str = "amount") -> Pence:
        """An amount; nothing where it was left blank."""
        return int(self.text(sheet, row, column) or 0)

    def count(self, sheet: str, row: str, column: str) -> int | None:
        """A count; None where it was left blank."""
        found = self.text(sheet, row, column)
        return int(found) if found else None

    def share(self, row: str) -> Fraction:
        """A share of the apportionment; zero where it was left blank."""
        return Fraction(self.text("Apportionment", row, "value") or 0)

    def sum(self, sheet: str, *columns: str) -> Pence:
        """Every amount of some columns of a sheet, added up."""
        return sum(int(one.value) for one in self.entries if one.sheet == sheet and one.column in columns)

    def rows(self, sheet: str) -> tuple[str, ...]:
        """The rows of a sheet that hold anything, in order."""
        return tuple(dict.fromkeys(one.row for one in self.entries if one.sheet == sheet))

    @property
    def income(self) -> Pence:
        """Income for the contract, without what is beside it."""
        return self.sum("Income", "amount") - self.pence("Income", "section-75")

    @property
    def direct_cost(self) -> Pence:
        """Direct cost of every service."""
        return self.sum("Direct cost", "pay", "non-pay")

    @property
    def sub_contracts(self) -> Pence:
        """Paid to partners."""
        return self.sum("Sub-contracts", "paid")

    @property
    def overhead(self) -> Pence:
        """Overhead and pool charged, as stated among the totals."""
        return self.pence("Position", "total-overhead")

    @property
    def result(self) -> Pence:
        """Surplus, or deficit as a negative amount."""
        return self.income - self.direct_cost - self.sub_contracts - self.overhead

    def service_cost(self, service: str) -> Pence:
        """Direct cost of one service."""
        return self.pence("Direct cost", service, "pay") + self.pence("Direct cost", service, "non-pay")


def in_order(returns: Iterable[FinanceReturn]) -> list[FinanceReturn]:
    """By provider and year."""
    return sorted(returns, key=lambda one: (one.provider, one.year))
