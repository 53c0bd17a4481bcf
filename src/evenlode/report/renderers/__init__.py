"""Renderers, one file each, found by name: a module here with SUFFIX and render(report) makes one file of a report."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Protocol, cast

from evenlode.report.report import Report


class Renderer(Protocol):
    """What a module of this folder offers: the file's suffix, and the report as that file's bytes."""

    SUFFIX: str

    @staticmethod
    def render(report: Report) -> bytes:
        """The whole file. The same report gives the same bytes."""
        ...


def renderers() -> dict[str, Renderer]:
    """Suffix to renderer, for every module in this folder."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [cast(Renderer, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {module.SUFFIX: module for module in modules}
