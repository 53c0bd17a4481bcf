"""An indicator is judged in one way: by a target, by levels, or by one of the other shapes."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import Folder
from evenlode.terms.settle_shapes import WAYS


def problems(folder: Folder) -> Iterator[Problem]:
    """Indicators that name more than one way, and feedback that states its minimum coverage twice."""
    for file, place, one in folder.indicators():
        ways = [name for name in WAYS if getattr(one, name) is not None]
        if len(ways) > 1:
            said = f"{one.code} is judged by {' and by '.join(ways)}: which one decides?"
            yield file.problem("CFG.JUDGING", ("indicators", place, ways[-1]), said, "Keep one of them")
        if one.feedback and one.minimum_coverage is not None:
            said = f"{one.code} states a response floor and a minimum coverage: which one decides?"
            yield file.problem(
                "CFG.JUDGING", ("indicators", place, "minimum_coverage"), said, "Keep the response floor"
            )
