"""The judging shapes, one a file, found by name: each has a function `judge` from Asked to Answer.

A shape that judges the return and not its figure says NEEDS_FIGURE = False, and is asked whatever the figure is.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from evenlode.payment.asked import Answer, Asked
from evenlode.problems import refuse

Shape = Callable[[Asked], Answer]


@cache
def find(name: str) -> Shape:
    """The shape with this name. Raises Refusal, with the names there are, where no file has it."""
    if name not in names():
        message = f'"{name}" is no judging shape'
        raise refuse("CFG.SHAPE", message, f"Use one of: {', '.join(names())}", field="shape")
    shape: Shape = import_module(f"{__name__}.{name}").judge
    return shape


@cache
def needs_figure(name: str) -> bool:
    """True where the shape judges a figure, so that one which cannot be seen or is too small is not assessable."""
    find(name)
    return bool(getattr(import_module(f"{__name__}.{name}"), "NEEDS_FIGURE", True))


@cache
def names() -> tuple[str, ...]:
    """Every shape there is, in order of name."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
