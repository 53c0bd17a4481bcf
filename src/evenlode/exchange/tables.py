"""What was read from an exchange file as tables: one CSV for each sort of thing, amounts in pounds and pence."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date

from evenlode.exchange.exchanged import Exchanged
from evenlode.money import pounds_plain

_LISTS = ("organisations", "metrics", "prices", "commitments", "results", "payments", "amendments")
_MONEY = {"value", "each", "most", "amount"}


def tables(given: Exchanged) -> Mapping[str, str]:
    """The text of each CSV by its name; the contract itself is one row, and a list with nothing in it has no file."""
    found = {"contract.csv": _csv([given], [one.name for one in fields(Exchanged) if one.name not in _LISTS])}
    for name in _LISTS:
        rows = getattr(given, name)
        if rows:
            found[f"{name}.csv"] = _csv(rows, [one.name for one in fields(rows[0])])
    return found


def _csv(rows: Iterable[object], columns: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(name, getattr(row, name)) for name in columns] for row in rows)
    return out.getvalue()


def _cell(name: str, value: object) -> str:
    """Amounts in pounds; text that a spreadsheet would take for a formula behind an apostrophe."""
    if value is None:
        return ""
    if name in _MONEY and isinstance(value, int):
        return pounds_plain(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not isinstance(value, int) else text
