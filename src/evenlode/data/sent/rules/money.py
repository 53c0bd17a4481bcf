"""Money of a finance return is plain pounds and pence, and below zero only on a line for credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from evenlode.data.sent.form import MoneyLines
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.saying import FIRST, listed, sentence_case, shown
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 80
TOGETHER = False

_PLAIN = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_INCOME = "income"


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """MONEY.FORMAT for the whole file, each row with what is wrong with its amount."""
    lines = sheet.form.money
    if lines is None or not sheet.has(lines.line, lines.amount):
        return
    written = sheet.distinct(lines.amount).rows_where(lambda text: not _PLAIN.fullmatch(text))
    faults = {int(place): said for place in places_of(written) if (said := _faults(sheet, lines, int(place)))}
    if faults:
        told = [f"row {sheet.lines[place]:,} {said}" for place, said in list(faults.items())[:FIRST]]
        more = f"; {len(faults) - FIRST:,} more rows" if len(faults) > FIRST else ""
        message = f"{sentence_case('; '.join(told))}{more}"
        fix = "Plain pounds and pence, e.g. 1234.50; credits on their own line"
        places = np.array(list(faults), dtype=np.int64)
        yield Hit("MONEY.FORMAT", Level.REJECT_RECORD, lines.amount, places, message, fix)


def _faults(sheet: Sheet, lines: MoneyLines, place: int) -> str:
    """What is wrong with one amount, in words; nothing where a minus stands on a line that may have one."""
    text, line = sheet.at(lines.amount, place), sheet.at(lines.line, place)
    said, rule = [], ""
    if "£" in text:
        said.append("currency sign")
    if "," in text:
        said.append("thousands separator")
    if text.startswith(("-", "(")):
        if line.casefold() not in lines.may_be_negative:
            kind = "income" if line.casefold() == _INCOME else "cost"
            said.append(f"negative {kind} not allowed on line {shown(line)}")
            rule = " (MONEY.SIGN)"
        if text.startswith("("):
            said.append("brackets")
    if re.search(r"\.[0-9]{3,}", text):
        said.append("a fraction of a penny")
        rule += " (MONEY.PRECISION)"
    if not said and not _PLAIN.fullmatch(text.removeprefix("-")):
        said.append("no amount")
    return f"{listed(said)}{rule}" if said else ""
