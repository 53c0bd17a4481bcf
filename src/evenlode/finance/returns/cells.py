"""One cell of a finance return: a number or words to what the return keeps, or why it cannot be read."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from evenlode.finance.returns.form import Sort

_LONGEST_WORDS = 120
_MOST = Decimal(10) ** 12
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){8,}")
_MONEY_LIKE = re.compile(r"£?\s*-?\s*£?[\d, ]+(\.\d+)?\s*[km]?")

Wrong = tuple[str, str, str]
"""Rule, message and fix."""


def read_cell(value: object, sort: Sort) -> str | Wrong | None:
    """What a finance return keeps of a cell: pence, a count, thousandths of an FTE, a share as a fraction, or words.

    None for a blank cell; rule, message and fix where it cannot be read. What is wrong is never repeated at length,
    since a cell can hold what it should not.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if sort is Sort.WORDS:
        return _words(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _why_no_number(value, sort)
    number = Decimal(repr(value))
    if not number.is_finite() or abs(number) >= _MOST:
        return "VALUE.RANGE", "the number is larger than any figure of a finance return", "Correct it"
    if number < 0 and sort is not Sort.SIGNED:
        return "VALUE.NEGATIVE", f"{_name(sort)} is negative", "Type it as a positive number, or zero"
    return _kept(number, sort)


def _kept(number: Decimal, sort: Sort) -> str | Wrong:
    if sort is Sort.SHARE:
        if number > 1:
            return "VALUE.RANGE", "the share is more than the whole", "Type it with its %, for example 12.5%"
        return str(Fraction(number))
    places = {Sort.MONEY: 2, Sort.SIGNED: 2, Sort.FTE: 3, Sort.COUNT: 0}[sort]
    scaled = number.scaleb(places)
    if scaled != scaled.to_integral_value():
        rounded = number.quantize(Decimal(1).scaleb(-places))
        if abs(number - rounded) > Decimal("1e-9"):  # more than a spreadsheet's own arithmetic leaves behind
            what = {0: "is not whole", 2: "has fractions of a penny", 3: "has more than three decimals"}[places]
            return "VALUE.NUMBER", f"{_name(sort)} {what}", f"Round it to {places or 'no'} decimals"
        scaled = rounded.scaleb(places)
    return str(int(scaled))


def _words(value: object) -> str | Wrong:
    text = str(value).strip()
    if len(text) > _LONGEST_WORDS:
        return "VALUE.LONG", f"the text has more than {_LONGEST_WORDS} letters", "Shorten it"
    if _LONG_NUMBER.search(text):
        return "VALUE.PERSON", "the text holds a long number, which may be a person's", "Take it out"
    return text


def _why_no_number(value: object, sort: Sort) -> Wrong:
    if isinstance(value, bool):
        return "VALUE.CELL", "the cell holds true or false", "Type the figure"
    if not isinstance(value, str):
        return "VALUE.CELL", "the cell holds a date or a time", "Set the cell to Number, and type the figure again"
    if value.startswith("#"):
        return "VALUE.CELL", f"the cell holds the error {value[:10]}", "Type the figure"
    if _MONEY_LIKE.fullmatch(value.strip()):
        return "VALUE.NUMBER", f"{_name(sort)} is typed as text", "Type digits alone, without £, commas or spaces"
    return "VALUE.NUMBER", "the cell holds text, and a number belongs there", "Type the figure, or clear the cell"


def _name(sort: Sort) -> str:
    return {
        Sort.MONEY: "the amount",
        Sort.SIGNED: "the amount",
        Sort.FTE: "the FTE",
        Sort.COUNT: "the count",
        Sort.SHARE: "the share",
        Sort.WORDS: "the text",
    }[sort]
