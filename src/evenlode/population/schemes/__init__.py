"""Segmentation schemes, found by file: each puts one person into one of its categories, and several can be compared."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Mapping
from datetime import date
from typing import cast

from evenlode.population.schemes.known import NOT_KNOWN, Known, Scheme
from evenlode.problems import refuse

__all__ = ["NOT_KNOWN", "Known", "Scheme", "in_schemes", "scheme", "scheme_names"]

_NO_SCHEMES = ("known", "compared")


def scheme_names(on: date | None = None) -> tuple[str, ...]:
    """The names of the schemes, in order; with a day, of those that existed on it."""
    files = sorted(one.name for one in pkgutil.iter_modules(__path__) if one.name not in _NO_SCHEMES)
    return tuple(name.replace("_", "-") for name in files if on is None or on >= _module(name).SINCE)


def scheme(name: str) -> Scheme:
    """The scheme of this name; a Refusal that offers the nearest ones."""
    if name not in scheme_names():
        near = difflib.get_close_matches(name, scheme_names(), n=1)
        fix = f"Did you mean {near[0]}?" if near else f"Use one of {', '.join(scheme_names())}"
        raise refuse("CODE.LIST", f'"{name}" is no segmentation scheme', fix)
    return _module(name.replace("-", "_"))


def in_schemes(one: Known, mappings: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, str]:
    """The category of one person in every scheme. mappings: what a user loaded, by scheme; see `Scheme.category`."""
    given = mappings or {}
    return {name: scheme(name).category(one, given.get(name, {})) for name in scheme_names()}


def _module(name: str) -> Scheme:
    return cast(Scheme, importlib.import_module(f"{__name__}.{name}"))
