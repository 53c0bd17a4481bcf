"""Mappings, found by file: which column of the store each column that was sent becomes, one file a kind of table."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from evenlode.data.received.mapping import Mapped


@cache
def mappings() -> tuple[Mapped, ...]:
    """Every mapping, in the order of files and of what stands in each."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(one for name in names for one in importlib.import_module(f"{__name__}.{name}").MAPPED)
