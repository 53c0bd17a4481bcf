"""Days exist, and no scalar is one that YAML would silently change: codes, yes and no, times."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from pydantic_core import PydanticCustomError

from evenlode.data.sent.contract_document import Document, Scalar
from evenlode.data.sent.saying import FIRST, listed
from evenlode.problems import Problem
from evenlode.terms.values import read_day

_ISO_SHAPE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
_TRUTH = ("true", "false")


@dataclass(frozen=True, slots=True)
class _Fault:
    """What would become of one scalar; `quote` is what has to be quoted, `use` what to write instead."""

    scalar: Scalar
    said: str
    use: str = ""
    quote: str = ""


def problems(document: Document) -> Iterator[Problem]:
    """One problem for all of them: CFG.DATE where a day does not exist, else CFG.SCALAR."""
    days = [fault for scalar in document.scalars if (fault := _no_day(scalar))]
    misread = [fault for scalar in document.scalars if (fault := _misread(document, scalar))]
    faults = [*days, *misread]
    if not faults:
        return
    more = f"; {len(faults) - FIRST} more" if len(faults) > FIRST else ""
    message = "; ".join(fault.said for fault in faults[:FIRST]) + more
    quote = list(dict.fromkeys(fault.quote for fault in misread))
    uses = list(dict.fromkeys(fault.use for fault in days))[:FIRST]
    fix = "; ".join([*uses, *([f"quote {listed(quote)}"] if quote else [])])
    first = faults[0].scalar
    lines = tuple(fault.scalar.line for fault in faults[:FIRST]) if len(faults) > 1 else ()
    found = document.problem("CFG.DATE" if days else "CFG.SCALAR", first.path, message, fix[:1].upper() + fix[1:])
    yield replace(found, line=first.line, count=len(faults), first_lines=lines)


def _no_day(scalar: Scalar) -> _Fault | None:
    shape = _ISO_SHAPE.fullmatch(scalar.text)
    if not shape:
        return None
    try:
        read_day(scalar.text)
    except PydanticCustomError as error:
        year, month = int(shape[1]), int(shape[2])
        last = calendar.monthrange(year, month)[1] if year and 1 <= month <= 12 else None
        use = f"Use {year:04d}-{month:02d}-{last:02d}" if last and int(shape[3]) > last else "Use a day that exists"
        return _Fault(scalar, str((error.context or {})["message"]), use=use)
    return None


def _misread(document: Document, scalar: Scalar) -> _Fault | None:
    """What YAML 1.1 would read instead of an unquoted scalar; None where it reads what stands there."""
    read = None if scalar.quoted else _read(scalar.text)
    name = scalar.path[-1] if scalar.path and isinstance(scalar.path[-1], str) else document.said(scalar.path)
    if isinstance(read, bool) and scalar.text.lower() not in _TRUTH:
        return _Fault(scalar, f"{name}: {scalar.text} would be read as {str(read).lower()}", quote="yes/no words")
    if isinstance(read, (int, float)) and ":" in scalar.text:
        return _Fault(scalar, f"{scalar.text} would be read as {read}", quote="times")
    if isinstance(read, int) and not isinstance(read, bool) and not _PLAIN_NUMBER.fullmatch(scalar.text):
        return _Fault(scalar, f'{name}: quote "{scalar.text}" (YAML reads {read})', quote="codes")
    return None


def _read(text: str) -> Any:
    """What a YAML 1.1 loader makes of the scalar alone; None for a day and for what it cannot construct."""
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return None
    return read if isinstance(read, (bool, int, float)) else None
