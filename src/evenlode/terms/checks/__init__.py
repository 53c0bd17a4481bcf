"""What the files of a contract must agree on: one check a file, found by file, each giving problems."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder

__all__ = ["FileOf", "Folder", "check_folder"]


def check_folder(folder: Folder) -> Iterator[Problem]:
    """Every problem that the checks find. A check sees whatever files could be read, however many those are."""
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        if module != "folder":
            yield from importlib.import_module(f"{__name__}.{module}").problems(folder)
