"""The table dictionary, found by file: every module of this folder lists its tables."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache

from evenlode.data.sent.form import SentTable


@cache
def sent_tables() -> Mapping[str, SentTable]:
    """Every table that can be sent, by its name, parents before their children."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [table for name in names for table in importlib.import_module(f"{__name__}.{name}").TABLES]
    placed: dict[str, SentTable] = {}
    while len(placed) < len(found):
        ready = [one for one in found if one.name not in placed and all(up.table in placed for up in one.parents)]
        assert ready, "tables are each other's parents"  # noqa: S101 - the dictionary is ours, and a test reads it
        placed.update((one.name, one) for one in ready)
    return placed


@cache
def table_called(name: str) -> SentTable | None:
    """The table that a file's name means: 'MHS501', 'MHS501HospProvSpell_2016-03' and 'mhs501' are all MHS501."""
    said = name.casefold()
    fits = [
        table
        for known, table in sent_tables().items()
        if re.match(rf"{re.escape(known.casefold())}(?![0-9])", said) and _whole(known, said)
    ]
    return max(fits, key=lambda table: len(table.name), default=None)


def _whole(known: str, said: str) -> bool:
    """A name of letters must not go on in letters; a numbered one may, as MHS501HospProvSpell does."""
    rest = said[len(known) :]
    return known[-1].isdigit() or not rest[:1].isalpha()
