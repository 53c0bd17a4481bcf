"""finance/*.yaml: tables of money and percentages as published, with the totals that were printed beside them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from evenlode.terms.form import Form
from evenlode.terms.text_table import TableText
from evenlode.terms.values import Slug, Text

TableKind = Literal[
    "scope",
    "scope moves",
    "envelope",
    "projection",
    "savings levers",
    "HoNOS cluster savings",
    "case studies",
    "assumptions",
    "ranges",
    "investments",
    "contract value",
    "commitments",
    "services",
]

COLUMNS: dict[str, tuple[str, ...]] = {
    "scope": ("service", "estimated spend", "initial scope", "later", "influence", "out", "reason"),
    "scope moves": ("service", "from", "to", "amount", "on", "by"),
    "envelope": ("service", "plan", "envelope"),
    "projection": ("line",),
    "savings levers": ("lever", "HoNOS clusters", "kind"),
    "HoNOS cluster savings": ("HoNOS cluster", "description"),
    "case studies": ("case study", "claim", "low", "high", "adjustment", "adjusted as printed", "printed in"),
    "assumptions": ("assumption", "value", "how known"),
    "ranges": ("assumption", "low", "high", "reason"),
    "investments": ("investment", "paid from savings of HoNOS clusters"),
    "contract value": ("fact", "value", "financial year", "counts as", "printed in"),
    "commitments": ("commitment", "due", "met", "value"),
    "services": ("service", "title", "sort", "outcomes"),
}
"""The columns that each kind of table must have. More may stand beside them."""

YEARLY = ("projection", "savings levers", "HoNOS cluster savings", "investments")
"""Kinds whose other columns are financial years, 2013/14 and on."""

FIGURES: dict[str, tuple[str, ...]] = {
    "scope": ("estimated spend", "initial scope", "later", "influence", "out"),
    "scope moves": ("amount",),
    "envelope": ("plan", "envelope"),
    "case studies": ("low", "high", "adjustment"),
    "commitments": ("value",),
}
"""The columns that hold figures, beside the years of a yearly table."""

SCOPE_COLUMNS = ("initial scope", "later", "influence", "out")
"""Where the spending on a service may lie."""

ASSUMPTIONS = (
    "inflation",
    "population growth",
    "efficiency",
    "efficiency applies to",
    "cap",
    "savings delivered",
    "order of levers",
    "variable cost",
    "stepped cost",
    "step",
)
"""The assumptions of a financial case, by name."""

COUNTS_AS = ("value", "inflator", "growth", "investment", "contribution", "beside", "flat", "not used")
"""What a fact of the contract value is to the envelope through time."""

SERVICE_SORTS = ("own", "placement")
"""What a service of the finance returns is: run by a provider, or bought place by place."""

_YEAR = re.compile(r"(\d{4})/(\d{2})")
_FIGURE = re.compile(r"(?P<sign>-?)(?P<pound>£?)(?P<number>\d[\d,]*(\.\d+)?)(?P<unit>[km%]?)")


class FinanceTableForm(Form):
    """A published table. `rows` is a text table; `totals_as_printed` is never overwritten by a sum, nor the other way.

    kind says what the table is to the financial case; a table without a kind is kept and shown, and nothing is
    computed from it. unit says what the numbers are; notes say what is odd.
    """

    table: Slug
    title: Text
    reference: Text
    kind: TableKind | None = None
    unit: Literal["GBP thousand", "GBP million", "per cent", "mixed"]
    status: Literal["published", "illustrative"] = "published"
    rows: TableText
    totals_as_printed: dict[str, Text] = {}
    notes: tuple[Text, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.rows[0]) if self.rows else ()

    @property
    def years(self) -> tuple[str, ...]:
        """The columns that are financial years, in order."""
        return tuple(column for column in self.columns if is_financial_year(column))


def is_financial_year(text: str) -> bool:
    """True for '2013/14' and its like: the second part is the year after the first."""
    found = _YEAR.fullmatch(text)
    return bool(found) and (int(found[1]) + 1) % 100 == int(found[2]) if found else False


def read_figure(text: str) -> Fraction | None:
    """An exact figure of a finance table; None for a blank cell.

    '29241' and '29,241' are themselves, '5%' is 1/20, '£36m' and '£439k' are thousands of pounds (36000 and 439), and
    so is '£1,500' (3/2). Raises ValueError, with a sentence to act on, for anything else.
    """
    text = text.strip()
    if not text:
        return None
    found = _FIGURE.fullmatch(text)
    if not found or (found["unit"] in ("k", "m") and not found["pound"]) or (found["unit"] == "%" and found["pound"]):
        raise ValueError(f'"{text}" is not a figure: write digits, a share with its %, or pounds such as £439k')
    number = Fraction(found["number"].replace(",", ""))
    if found["unit"] == "%":
        number /= 100
    elif found["pound"]:
        number *= {"m": Fraction(1000), "k": Fraction(1), "": Fraction(1, 1000)}[found["unit"]]
    return -number if found["sign"] else number


def read_clusters(text: str) -> tuple[int, ...]:
    """The HoNOS clusters of a lever, in the order written: '4,5,12-17' or '05>04>03'.

    Raises ValueError, with a sentence to act on, for anything else.
    """
    found: list[int] = []
    for part in re.split(r"[,>]", text):
        ends = re.fullmatch(r"\s*P?(\d{1,2})(?:\s*-\s*P?(\d{1,2}))?\s*", part)
        if not ends or (ends[2] and int(ends[2]) < int(ends[1])):
            raise ValueError(f'"{text}" names no HoNOS clusters: write 4,5,12-17, or 05>04>03 for a chain')
        found.extend(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    if len(set(found)) != len(found):
        raise ValueError(f'"{text}" names a HoNOS cluster twice: name each once')
    return tuple(found)
