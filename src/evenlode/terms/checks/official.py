"""Official measures: each has a name and a code of its own, and stands beside something that the contract knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import Folder


def problems(folder: Folder) -> Iterator[Problem]:
    """Names that are used twice, codes that nothing has, and segments that the contract does not have."""
    codes = [one.code for _, _, one in folder.indicators()]
    codes += [file.form.code for file in folder.standards]
    codes += [one.code for file in folder.proposed for one in file.form.proposed]
    names = [one.indicator for _, _, one in folder.indicators()]
    names += [file.form.standard for file in folder.standards]
    names += [one.indicator for file in folder.proposed for one in file.form.proposed]
    taken = Counter([*codes, *names])
    taken.update(name for file in folder.official for one in file.form.measures for name in (one.benchmark, one.code))
    known = {one.segment for one in folder.population.form.segments} if folder.population else None
    for file in folder.official:
        for place, one in enumerate(file.form.measures):
            at = ("measures", place)
            for field, name in (("benchmark", one.benchmark), ("code", one.code)):
                if taken[name] > 1:
                    said = f"The {field} {name} is used more than once"
                    yield file.problem("CFG.DUPLICATE_NAME", (*at, field), said, "Give it its own")
            for code in one.beside:
                if code not in codes:
                    said = f'"{code}" is no code of the contract to stand beside'
                    yield file.problem("CODE.LIST", (*at, "beside"), said, f"Use {', '.join(sorted(codes))}")
            for segment in one.segments:
                if known is not None and segment not in known:
                    said = f'"{segment}" is no segment of the contract'
                    yield file.problem("CODE.LIST", (*at, "segments"), said, f"Use {', '.join(sorted(known))}")
