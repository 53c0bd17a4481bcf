"""The segmentation schemes, and what each asks of a person and of whoever uses it."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

from evenlode.population.schemes import scheme, scheme_names
from tools.markdown import page, table

INTRO = (
    "A scheme divides people into segments by what is known of them on a day: HoNOS cluster, primary diagnosis, age. "
    "The contract names one; the others can be put beside it (`evenlode segments`). One file in "
    "`src/evenlode/population/schemes` is one scheme, found by its name. A scheme that needs a mapping divides nobody "
    "until a user loads it."
)


def pages() -> dict[str, str]:
    """schemes.md."""
    rows = [
        [f"`{name}`", *_told(name), scheme(name).SINCE.isoformat(), "yes" if scheme(name).NEEDS_MAPPING else "no"]
        for name in scheme_names()
    ]
    head = ["scheme", "how it divides people", "category", "since", "needs a mapping"]
    return {
        "schemes.md": page("Segmentation schemes", "the files of evenlode.population.schemes", INTRO, table(head, rows))
    }


def _told(name: str) -> Iterator[str]:
    module = importlib.import_module(f"evenlode.population.schemes.{name.replace('-', '_')}")
    yield inspect.getdoc(module) or ""
    yield inspect.getdoc(module.category) or ""
