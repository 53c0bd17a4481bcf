"""What the stress bench assumes is assumed of indicators and segments that the contract has."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import Folder
from evenlode.terms.checks.names import unknown


def problems(folder: Folder) -> Iterator[Problem]:
    """Assumptions about an indicator or a segment that nobody knows."""
    indicators = {one.indicator for _, _, one in folder.indicators()} | {one.form.standard for one in folder.standards}
    segments = {one.segment for one in folder.population.form.segments} if folder.population else set()
    for file in folder.stress:
        for place, one in enumerate(file.form.assumed):
            if one.indicator not in indicators:
                yield unknown(file, ("assumed", place, "indicator"), one.indicator, indicators)
            for segment in one.segments:
                if folder.population and segment not in segments:
                    yield unknown(file, ("assumed", place, "segments", segment), segment, segments)
