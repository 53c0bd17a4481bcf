"""One cell at a time: text to a count, a figure, a day or a word. What cannot be read is a finding, never a guess."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from pydantic_core import PydanticCustomError

from evenlode.data.supplied.csv_rows import RawRow
from evenlode.data.supplied.findings import Findings, nearest, quoted
from evenlode.results import Kind
from evenlode.terms.values import read_day

W = TypeVar("W", bound=StrEnum)

SUPPRESSED = "*"
"""Stands for a figure that is known to somebody and not told. Never zero."""

_LONGEST_COUNT = 9
_COUNT = re.compile(r"[0-9]+")
_FIGURE = re.compile(r"(?P<number>-?[0-9]{1,15}(\.[0-9]{1,40})?)(?P<percent>%?)")
_SHARES = (Kind.PROPORTION, Kind.CHANGE)
_FORMULA_LIKE = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_MAY_BE_NEGATIVE = (Kind.CHANGE, Kind.MEAN, Kind.SUPPLIED_VALUE)


class Cells:
    """The cells of one row, each cast by name. `right` turns False once any of them could not be read."""

    def __init__(self, row: RawRow, findings: Findings) -> None:
        self.row = row
        self.findings = findings
        self.right = True

    def text(self, column: str) -> str:
        """The cell without spaces around it; empty where the column is not there. The opposite of `written`."""
        text = self.row.cells.get(column, "").strip()
        return text[1:] if _GUARDED.match(text) else text

    def has(self, column: str) -> bool:
        """True where the file has the column at all."""
        return column in self.row.cells

    def wrong(self, rule: str, column: str, message: str, fix: str) -> None:
        """Note what is wrong with the cell."""
        self.right = False
        self.findings.add(rule, message, fix, line=self.row.line, field=self.row.place(column))

    def count(self, column: str) -> int | None:
        """A whole number of people or events; None for a blank or a * cell."""
        text = self.text(column)
        if text in ("", SUPPRESSED):
            return None
        if _COUNT.fullmatch(text) and len(text) <= _LONGEST_COUNT:
            return int(text)
        rule, message, fix = _why_no_count(text)
        self.wrong(rule, column, message, fix)
        return None

    def figure(self, column: str, kind: Kind) -> str | None:
        """A figure as exact decimal text: a share of 1 where the kind is a share (60% is 0.60), else in its unit."""
        text = self.text(column)
        if text in ("", SUPPRESSED):
            return None
        found = _FIGURE.fullmatch(text)
        if not found:
            fix = "Write digits and a point alone, for example 12.5; no thousands separators, no units"
            self.wrong("VALUE.NUMBER", column, f"{quoted(text)} is not a figure", fix)
            return None
        if found["percent"] and kind not in _SHARES:
            message = f"{quoted(text)} is a per cent, and the indicator is a {kind}"
            self.wrong("VALUE.NUMBER", column, message, f"Write the {kind} in its own unit, without %")
            return None
        number = _hundredth(found["number"]) if found["percent"] else found["number"]
        if kind in _SHARES and abs(Fraction(number)) > 1:
            message = f"{quoted(text)} is more than the whole"
            self.wrong(
                "VALUE.RANGE", column, message, "Write a share with its %, for example 60%, or as part of 1: 0.6"
            )
            return None
        if number.startswith("-") and kind not in _MAY_BE_NEGATIVE:
            self.wrong("VALUE.RANGE", column, f"{quoted(text)} is negative", f"A {kind} is zero or more; correct it")
            return None
        return number

    def day(self, column: str) -> date | None:
        """A day written year-month-day."""
        text = self.text(column)
        if not text:
            self.wrong("DATE.FORMAT", column, "the day is blank", "Write year-month-day, for example 2017-10-01")
            return None
        try:
            return read_day(text)
        except PydanticCustomError as error:
            context = error.context or {}
            message, fix = str(context["message"]).replace(f'"{text}"', quoted(text), 1), str(context["fix"])
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                self.wrong("DATE.INVALID", column, message, fix)
            else:
                excel = "; in Excel, format the column as yyyy-mm-dd before saving"
                self.wrong("DATE.FORMAT", column, message, fix + excel)
            return None

    def word(self, column: str, words: type[W]) -> W | None:
        """One of a fixed list of words."""
        text = self.text(column)
        try:
            return words(text)
        except ValueError:
            known = [word.value for word in words]
            meant = nearest(text.lower(), known)
            fix = f"Did you mean {meant}?" if meant else f"Write one of: {', '.join(known)}"
            self.wrong("CODE.LIST", column, f"{quoted(text)} is no {column.replace('_', ' ')}", fix)
            return None

    def yes(self, column: str) -> bool:
        """True for yes, False for no and for a blank cell."""
        text = self.text(column).lower()
        if text not in ("yes", "no", ""):
            self.wrong("CODE.LIST", column, f"{quoted(text)} is neither yes nor no", "Write yes or no")
        return text == "yes"


def _hundredth(number: str) -> str:
    """The number divided by a hundred, exactly: '60' is '0.60'."""
    with localcontext(prec=60):
        return f"{Decimal(number).scaleb(-2):f}"


def _why_no_count(text: str) -> tuple[str, str, str]:
    """Rule, message and fix for text that is no count."""
    said = quoted(text)
    if text.endswith("%"):
        return "VALUE.NUMBER", f"{said} is a share, and this column counts people or events", "Type the number itself"
    if re.fullmatch(r"-[0-9.,]+", text):
        return "VALUE.RANGE", f"{said} is negative", "A count is zero or more; correct it"
    if re.fullmatch(r"[0-9]{1,3}([, ][0-9]{3}){1,2}", text):
        return "VALUE.NUMBER", f"{said} has a thousands separator", f"Write {re.sub('[, ]', '', text)}"
    if re.fullmatch(r"[0-9]+\.0*", text):
        return "VALUE.NUMBER", f"{said} is not written as a whole number", f"Write {text.split('.')[0]}"
    if re.fullmatch(r"[0-9]*\.[0-9]+", text):
        return "VALUE.NUMBER", f"{said} is not a whole number", "Count whole people or events"
    if _COUNT.fullmatch(text):
        return "VALUE.RANGE", "the number is longer than any count of people", "Correct it; never send identifiers here"
    fix = "Write a whole number; leave the cell blank where nothing is supplied, * where the figure is suppressed"
    return "VALUE.NUMBER", f"{said} is not a number", fix


def written(text: str) -> str:
    """The text as a cell of a CSV that goes out: a spreadsheet never takes it for a formula. `Cells.text` undoes it."""
    return f"'{text}" if _FORMULA_LIKE.match(text) else text
