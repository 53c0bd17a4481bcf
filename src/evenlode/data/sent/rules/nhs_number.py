"""An NHS number passes the modulus-11 check. It is never told: the last two digits find it at the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.sent.form import Kind
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.sheet import Mask, Sheet
from evenlode.problems import Level

RANK = 40
TOGETHER = False

_FIX = "Correct at source. The number itself is never printed, logged or exported"


def hits(sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
    """ID.NHS_CHECK for numbers that cannot be right, ID.NHS_PLACEHOLDER for one digit ten times."""
    for column in sheet.form.columns:
        if column.kind is Kind.NHS_NUMBER and sheet.has(column.name):
            if _all_pass(sheet.text(column.name)):
                continue
            found = sheet.distinct(column.name)
            wrong = found.rows_where(lambda text: not is_placeholder(text) and not passes(text))
            if wrong.any():
                places = places_of(wrong)
                said = _what_is_wrong(sheet.at(column.name, int(places[0])))
                yield Hit("ID.NHS_CHECK", Level.REJECT_RECORD, column.name, places, said, _FIX)
            placeholder = found.rows_where(is_placeholder)
            if placeholder.any():
                said = "NHS number is a placeholder: the same digit ten times"
                fix = "Leave it blank where it is not known"
                yield Hit("ID.NHS_PLACEHOLDER", Level.WARN, column.name, places_of(placeholder), said, fix)


def passes(text: str) -> bool:
    """True for ten digits whose last one is right: 11 less the sum of the others, weighted 10 to 2, modulo 11."""
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check == int(digits[9])


def _all_pass(column: Any) -> bool:
    """True where every number is ten digits that pass and are not all the same: one look at a column that is right."""
    filled = column.drop_null()
    if not (pc.all(pc.equal(pc.binary_length(filled), 10)).as_py() and pc.all(pc.ascii_is_decimal(filled)).as_py()):
        return not len(filled)
    digits = np.frombuffer(pa.concat_arrays([filled]).cast(pa.binary(10)).buffers()[-1], dtype=np.uint8)
    each = digits[: 10 * len(filled)].reshape(-1, 10).astype(np.int64) - ord("0")
    right = (each @ np.array([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])) % 11 == 0
    return bool((right & (each != each[:, :1]).any(axis=1)).all())


def is_placeholder(text: str) -> bool:
    """True for one digit ten times, which says that nobody knew the number."""
    return bool(re.fullmatch(r"([0-9])\1{9}", _digits(text)))


def _digits(text: str) -> str:
    return re.sub(r"[ -]", "", text)


def _what_is_wrong(text: str) -> str:
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]+", digits):
        return "NHS number holds something other than digits"
    if len(digits) != 10:
        return f"NHS number ending ..{digits[-2:]} has {len(digits):,} digits, not 10"
    return f"NHS number ending ..{digits[-2:]} fails the modulus-11 check"
