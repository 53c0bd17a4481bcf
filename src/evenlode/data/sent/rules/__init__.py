"""The rules that rows must keep, found by file: every module of this folder is one rule, causes before effects.

A module says its RANK, whether rows break it TOGETHER, and has `hits(sheet, manifest, sound)`. A rule of single rows
sees them all; a rule of rows together only counts those that are `sound` alone, so that a cause hides its effects.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Protocol, cast

from evenlode.data.sent.hits import Hit
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.sheet import Mask, Sheet


class SentRule(Protocol):
    """What every module here gives."""

    RANK: int
    TOGETHER: bool

    def hits(self, sheet: Sheet, manifest: Manifest, sound: Mask) -> Iterator[Hit]:
        """What breaks the rule in a sheet; nothing where the sheet has none of the columns that it is about."""
        ...


@cache
def sent_rules() -> tuple[SentRule, ...]:
    """Every rule, causes before effects."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [cast(SentRule, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda rule: rule.RANK))
