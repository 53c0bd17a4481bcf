"""The scalars of a contract: days, shares with their %, money, whole numbers and slugs, each read from text."""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from evenlode.money import Pence, parse_pounds

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPOKEN_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def wrong(rule: str, message: str, fix: str) -> PydanticCustomError:
    """A value that cannot be read, with the rule it breaks and what to write instead."""
    return PydanticCustomError("evenlode", "{message}", {"rule": rule, "message": message, "fix": fix})


def read_day(value: Any) -> date:
    """A date from YYYY-MM-DD. Anything else is refused with the reason: '31 September' gets the length of September."""
    if isinstance(value, date):
        return value
    text = str(value)
    iso, spoken = _ISO_DAY.fullmatch(text), _SPOKEN_DAY.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif spoken and spoken[2] in list(calendar.month_name):
        year, month, day = int(spoken[3]), list(calendar.month_name).index(spoken[2]), int(spoken[1])
    else:
        raise wrong("CFG.DATE", f'"{text}" is not a date', "Write year-month-day, for example 2015-10-01")
    if not 1 <= month <= 12 or year == 0:
        raise wrong("CFG.DATE", f'"{text}" is not a date: there is no month {month}', "Write year-month-day")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        name = calendar.month_name[month]
        fix = f"Write {year:04d}-{month:02d}-{days:02d} if the last day of {name} is meant"
        raise wrong("CFG.DATE", f'"{text}" is not a date: {name} has {days} days', fix)
    if not iso:
        raise wrong("CFG.DATE", f'"{text}" is not year-month-day', f"Write {year:04d}-{month:02d}-{day:02d}")
    return date(year, month, day)


def read_share(value: Any) -> Fraction:
    """An exact share from text with its %: '60%' is 3/5, '42.5%' is 17/40."""
    if isinstance(value, Fraction):
        return value
    found = _SHARE.fullmatch(str(value))
    if not found:
        raise wrong("CFG.SHARE", f'"{value}" is not a share', "Write a share with its %, for example 60% or 42.5%")
    return Fraction(found[1]) / 100


def read_line(value: Any) -> Fraction:
    """A line to compare an outturn with: a share with its % ('60%') or a plain number ('12.5'), as an exact ratio."""
    if isinstance(value, Fraction):
        return value
    text = str(value)
    if _SHARE.fullmatch(text):
        return read_share(text)
    if _NUMBER.fullmatch(text):
        return Fraction(text)
    raise wrong("CFG.SHARE", f'"{value}" is neither a share nor a number', "Write a share with its %, for example 60%")


def read_money(value: Any) -> Pence:
    """Pence from '£1,000,000', '1234.50' or '£36m'."""
    if isinstance(value, int):
        return value
    try:
        return parse_pounds(str(value))
    except ValueError as error:
        raise wrong("MONEY.FORMAT", str(error), "Write pounds, for example £1,000,000 or 1234.50") from None


def read_number(value: Any) -> Decimal:
    """An exact decimal number from text; never a float."""
    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        return Decimal(value)
    if not _NUMBER.fullmatch(str(value)):
        raise wrong("CFG.NUMBER", f'"{value}" is not a number', "Write digits, for example 12 or 0.5")
    return Decimal(str(value))


def read_whole(value: Any) -> int:
    """A whole number from text, zero or more."""
    number = read_number(value)
    if number != number.to_integral_value() or number < 0:
        raise wrong("CFG.NUMBER", f'"{value}" is not a whole number', "Write a whole number, for example 30")
    return int(number)


def read_yes_no(value: Any) -> bool:
    """'yes' or 'no'; true and false are not words of a contract."""
    if isinstance(value, bool):
        return value
    if value not in ("yes", "no"):
        raise wrong("CFG.YES_NO", f'"{value}" is neither yes nor no', "Write yes or no")
    return bool(value == "yes")


Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Share = Annotated[
    Fraction, BeforeValidator(read_share), WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?%$"})
]
Line = Annotated[
    Fraction,
    BeforeValidator(read_line),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^-?\d+(\.\d+)?%?$"}),
]
_MONEY_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "examples": ["£1,000,000", "1234.50"]}
Money = Annotated[int, BeforeValidator(read_money), WithJsonSchema(_MONEY_SCHEMA)]
Number = Annotated[Decimal, BeforeValidator(read_number), WithJsonSchema({"type": "number"})]
Whole = Annotated[int, BeforeValidator(read_whole), WithJsonSchema({"type": "integer", "minimum": 0})]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), WithJsonSchema({"enum": ["yes", "no"]})]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
_TEXT_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}
Text = Annotated[str, StringConstraints(min_length=1), WithJsonSchema(_TEXT_SCHEMA)]


def say_share(share: Fraction) -> str:
    """'60%', '42.5%' or '33.33%': the share as a person writes it, at most two decimals."""
    percent = share * 100
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    text = f"{exact.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
    return f"{text}%"
