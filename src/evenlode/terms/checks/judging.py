"""An indicator is judged in one way: by a target, by levels or by a status rule."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import Folder


def problems(folder: Folder) -> Iterator[Problem]:
    """Indicators that name more than one way."""
    for file, place, one in folder.indicators():
        ways = [name for name in ("target", "levels", "status_rule") if getattr(one, name) is not None]
        if len(ways) > 1:
            said = f"{one.code} is judged by {' and by '.join(ways)}: which one decides?"
            yield file.problem("CFG.JUDGING", ("indicators", place, ways[-1]), said, "Keep one of them")
