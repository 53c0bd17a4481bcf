"""Kinds of work found by file: each has a function `do(work)` and is called by its file's name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from evenlode.job.clock import Progress
from evenlode.job.workspace import Workspace
from evenlode.problems import Problem


@dataclass(frozen=True, slots=True)
class Work:
    """What a job works on. kept: the folder of the web app; given: as the page gave it; by: who started it;
    contract: its slug."""

    workspace: Workspace
    kept: Path
    given: Mapping[str, Any]
    by: str
    role: str
    organisation: str
    progress: Progress
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it. found: facts for the page, as JSON values; refused: nothing was stored because of problems."""

    found: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: bool = False


@cache
def kinds() -> dict[str, Callable[[Work], Done]]:
    """Every kind of work by its name."""
    names = [found.name for found in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}").do for name in names}
