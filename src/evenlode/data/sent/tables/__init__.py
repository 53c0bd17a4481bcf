"""The table dictionary, found by file: every module of this folder lists its tables."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache

from evenlode.data.sent.form import SentTable

_NEAR = 3
"""How many tables are named where a name is none of them."""


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


def nearest_tables(name: str) -> str:
    """What to write in place of a name that is no table's: the few tables that it may mean, else how to list them.

    Of a file's name its ending and a date do not count. A table is meant by its name, or by what its rows are.
    """
    said = re.sub(r"([_ -]\d{4}.*)?(\.\w+)?$", "", name.casefold())
    meant: dict[str, list[str]] = {}
    for known, table in sent_tables().items():
        meant.setdefault(known.casefold(), []).append(known)
        meant.setdefault(table.row.casefold(), []).append(known)
    words = difflib.get_close_matches(said, meant, n=_NEAR, cutoff=0.7)
    near = list(dict.fromkeys(table for word in words for table in meant[word]))[:_NEAR]
    if near:
        return f"Did you mean {', '.join(near[:-1])}{' or ' if near[1:] else ''}{near[-1]}?"
    return f"Use one of the {len(sent_tables())} tables, for example MHS501; `evenlode validate --tables` lists them"


def _whole(known: str, said: str) -> bool:
    """A name of letters must not go on in letters; a numbered one may, as MHS501HospProvSpell does."""
    rest = said[len(known) :]
    return known[-1].isdigit() or not rest[:1].isalpha()
