"""`receive`: what arrived becomes submissions of the store, each of them whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from evenlode.data.manifest import NAME, Submission, read_manifest
from evenlode.data.mapping import MappingForm
from evenlode.data.maturity import Quality, together
from evenlode.data.quality import coverage
from evenlode.data.received.archive import ArchiveLimits
from evenlode.data.received.arriving import arrived
from evenlode.data.received.bringing import Intake
from evenlode.data.received.heading import Asked
from evenlode.data.received.keeping import aside
from evenlode.data.received.pseudonyms import KEEP, Pseudonyms
from evenlode.data.received.submitting import Bench, Made, put_in
from evenlode.data.received.taking import Outcome, Taken, take_in
from evenlode.data.sent.limits import Limits
from evenlode.data.sent.manifest import read_period
from evenlode.problems import Problem, Refusal
from evenlode.results import Period

_MOST_WAITING = 256 * 1024 * 1024
"""How many bytes may be written aside before they are put into the store."""


@dataclass(frozen=True, slots=True)
class Received:
    """What became of every submission, in the order in which they were named.

    quality: of each provider whose data items came in now, with the months that came of it in all.
    """

    outcomes: tuple[Outcome, ...]

    quality: tuple[Quality, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every problem of every submission."""
        return [problem for one in self.outcomes for problem in one.problems]

    @property
    def refused(self) -> bool:
        """True where any submission was not taken in."""
        return any(one.state == "refused" for one in self.outcomes)


def receive(
    paths: Sequence[Path],
    store: Path,
    *,
    provider: str | None = None,
    month: str | Period | None = None,
    received_on: date | None = None,
    invented: bool = False,
    lead_provider: str | None = None,
    pseudonyms: Pseudonyms = KEEP,
    copy: bool = True,
    part: bool = False,
    parties: Collection[str] | None = None,
    limits: Limits | None = None,
    archives: ArchiveLimits | None = None,
    mapping: MappingForm | None = None,
    commissioners: Collection[str] = (),
    warehouses: bool = False,
) -> Received:
    """Take what arrived into the store in the folder `store`, which is made where there is none.

    paths: files of one submission, folders and zips (see evenlode.data.received.arriving). provider, month,
    received_on, invented and lead_provider go before what a submission says of itself. copy: keep the files as they
    were sent too. part: the other tables come another time. parties: who may send.
    mapping: how the files are read, where their columns are the provider's own. commissioners: the codes of the
    contract's, so that a submission about nobody of theirs is noticed. warehouses: YAML files among the paths are
    source files of warehouses, which are read with the connections that this computer knows.

    A submission is in the store whole or not at all, whatever stops the work, and the same one again changes nothing.
    Those of one call go in together, many at a time. One that cannot be used is refused and keeps no other out.
    """
    period = read_period(month) if month is not None else None
    asked = Asked(provider, period, received_on, invented, lead_provider, parties)
    intake = Intake(
        asked, pseudonyms, copy, part, limits or Limits(), archives or ArchiveLimits(), mapping, commissioners
    )
    outcomes: list[Outcome] = []
    with aside(store) as making:
        known = {one.submission: one for one in _submissions(store)}
        waiting: list[tuple[int, Made]] = []
        size = 0
        for number, arrival in enumerate(arrived(paths, warehouses)):
            bench = Bench(making / str(number))
            bench.folder.mkdir()
            try:
                taken = take_in(arrival, bench, intake, known)
            except Refusal as refusal:
                taken = Outcome(arrival.name, "refused", problems=refusal.problems)
            if isinstance(taken, Taken):
                outcomes.append(taken.outcome)
                waiting.append((number, taken.made))
                size += taken.made.bench.size
                known[taken.made.submission.submission] = taken.made.submission
            else:
                outcomes.append(taken)
                shutil.rmtree(bench.folder)
            if size > _MOST_WAITING:
                _put_in(store, waiting, outcomes, pseudonyms)
                size = 0
        _put_in(store, waiting, outcomes, pseudonyms)
    return Received(tuple(outcomes), tuple(_quality(outcomes, _submissions(store))))


def _quality(outcomes: Sequence[Outcome], submissions: Sequence[Submission]) -> Iterator[Quality]:
    """Of what was put in, by provider; submissions: all that the store holds now."""
    found = [one.quality for one in outcomes if one.quality and one.state == "received"]
    for provider in sorted({one.provider for one in found}):
        own = [one for one in found if one.provider == provider]
        yield together(own, *coverage(submissions, provider))


def _put_in(store: Path, waiting: list[tuple[int, Made]], outcomes: list[Outcome], pseudonyms: Pseudonyms) -> None:
    """Put what waits into the store, and tell of each what became of it."""
    found = put_in(store, [made for _, made in waiting], pseudonyms) if waiting else []
    for (number, made), became in zip(waiting, found, strict=True):
        shutil.rmtree(made.bench.folder)
        if isinstance(became, Refusal):
            outcomes[number] = replace(outcomes[number], state="refused", problems=became.problems, findings=None)
        elif not became:
            outcomes[number] = replace(outcomes[number], state="there already")
    waiting.clear()


def _submissions(store: Path) -> tuple[Submission, ...]:
    """What the store holds already."""
    return read_manifest(store, names=False)[0].submissions if (store / NAME).is_file() else ()
