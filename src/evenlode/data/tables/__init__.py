"""The table dictionary, found by file: which tables the store may hold, and what each column means."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from evenlode.data.tables.form import Column, TableForm

__all__ = ["TABLES", "Column", "TableForm"]


def _found() -> dict[str, TableForm]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "form")
    return {form.name: form for name in names for form in importlib.import_module(f"{__name__}.{name}").TABLES}


TABLES: Mapping[str, TableForm] = _found()
