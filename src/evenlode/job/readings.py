"""The readings job: an indicator's contract year under every other reading, judged and paid beside the one in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from evenlode.job.clock import Clock, Progress, silent
from evenlode.job.measured import Measured
from evenlode.job.provenance import Provenance
from evenlode.job.settled import joined, year_to_settle
from evenlode.job.supplied import SuppliedFigures, supplied_figures
from evenlode.job.workspace import Workspace
from evenlode.money import Pence
from evenlode.payment import judge, pay
from evenlode.problems import Refusal, refuse, stopping
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period, Status
from evenlode.terms.alternatives import SUPPLIED, read_as, segments_as
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import AlternativeForm, IndicatorForm, MeasuredForm
from evenlode.terms.forms.population import SegmentForm
from evenlode.terms.reading import read_contract

IN_FORCE = "in force"


@dataclass(frozen=True, slots=True)
class ReadAs:
    """The indicator under one reading: what it changes, the year's figure, its status, and the money of that year.

    earned: pence that the indicator earns; pays: pence that the whole contract pays, its bonus included. Status and
    money are None for an indicator that is never paid on.
    """

    reading: str
    changes: str
    outturn: Outturn | None
    status: Status | None = None
    earned: Pence | None = None
    pays: Pence | None = None

    @property
    def value(self) -> Fraction | None:
        """The year's figure; None where there is none."""
        return self.outturn.exact if self.outturn else None


@dataclass(frozen=True, slots=True)
class Readings:
    """One contract year of an indicator under the definition in force and under each other reading."""

    code: str
    title: str
    kind: Kind
    year: Period
    in_force: ReadAs
    others: tuple[ReadAs, ...]
    invented: bool

    def points(self, one: ReadAs) -> Fraction | None:
        """By how much a reading moves the figure: percentage points for a share, else the figure's own unit."""
        if one.value is None or self.in_force.value is None:
            return None
        moved = one.value - self.in_force.value
        return moved * 100 if self.kind in (Kind.PROPORTION, Kind.CHANGE) else moved

    def pence(self, one: ReadAs) -> Pence | None:
        """By how much a reading moves what the contract pays, in pence."""
        if one.pays is None or self.in_force.pays is None:
            return None
        return one.pays - self.in_force.pays


def readings(
    folder: Path,
    workspace: Workspace,
    name: str,
    *,
    period: Period | None = None,
    store: str | Path | None = None,
    as_known_on: date | None = None,
    threads: int | None = None,
    progress: Progress = silent,
) -> Readings:
    """Measure, judge and pay one contract year once more for every other reading of one indicator or standard.

    Everything else stays as it is, so a difference in money is what the reading alone is worth in that year. name: a
    slug or code, of a proposed indicator too. Raises a Refusal for an indicator without another reading, for a
    supplied figure, and with every problem of the contract or of the data.
    """
    clock = Clock(progress)
    contract = clock.step("Reading the contract", lambda: read_contract(folder)).taking_up([name])
    form = contract.indicator(name)
    if not form.alternatives:
        said = f"{form.code} names no other reading"
        raise refuse("CFG.MISSING", said, "Add alternatives: under it, each with its name and what it changes")
    slug = str(getattr(form, "indicator", None) or getattr(form, "standard", None))
    supplied = supplied_figures(workspace, as_known_on)
    is_paid_on = isinstance(form, IndicatorForm)
    found = _measured(
        contract,
        slug,
        form.alternatives,
        lambda known: _year(contract, slug, form, period, known, supplied),
        is_paid_on,
        store or workspace.store,
        as_known_on,
        threads,
        clock,
    )

    def worked_out(reading: str, changes: str, own: Sequence[Outturn]) -> ReadAs:
        rest = [one for one in found.usual.outturns if one.indicator != slug]
        whole = Measured((*rest, *own), (), found.usual.provenance)
        return _read_as(contract, slug, found.year, reading, changes, joined(whole, supplied), is_paid_on)

    in_force = worked_out(IN_FORCE, "", [one for one in found.usual.outturns if one.indicator == slug])
    return Readings(
        code=form.code,
        title=form.title,
        kind=form.kind,
        year=found.year,
        in_force=in_force,
        others=tuple(worked_out(other.reading, _said(other), own) for other, own in found.others),
        invented=found.usual.provenance.with_supplied(supplied.invented).is_invented,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The year, the outturns as the contract stands, and those of the one indicator under each other reading."""

    year: Period
    usual: Measured
    others: tuple[tuple[AlternativeForm, Sequence[Outturn]], ...]


def _measured(
    contract: Contract,
    slug: str,
    others: Sequence[AlternativeForm],
    year_of: Callable[[Measured], Period],
    is_paid_on: bool,
    url: str | Path,
    as_known_on: date | None,
    threads: int | None,
    clock: Clock,
) -> _Found:
    """Everything that the year's payment needs, up to its last day; the indicator alone where no money hangs on it."""
    from evenlode.data.checks import check
    from evenlode.data.planned import planned
    from evenlode.data.questions import Question
    from evenlode.data.store import open_store
    from evenlode.measures import measure, tables_read
    from evenlode.outturn import outturns
    from evenlode.population.segments import assign_segments, refuse_unknown_segments

    opened = clock.step("Opening the data", lambda: open_store(url, threads=threads, as_known_on=as_known_on))
    with planned(opened) as store:
        provenance = Provenance(data_to=store.data_to.isoformat(), invented="yes" if store.invented else "no")
        year = year_of(Measured((), (), provenance))
        span = Period(contract.term.start, max(contract.term.start, min(store.data_to, year.end)))
        known_on = as_known_on or store.data_to
        definitions = contract.definitions(span)
        own = [one for one in definitions if one.indicator == slug]
        needed = definitions if is_paid_on else own
        read = [*needed, *(read_as(one, other) for one in own for other in others)]
        findings = clock.step("Checking the data", lambda: check(store, span, tables_read(read)))
        if stopping(findings):
            raise Refusal(findings)
        refuse_unknown_segments(store, contract.population.segments)

        def figures(of: Sequence[Definition], segments: tuple[SegmentForm, ...]) -> list[Outturn]:
            counted = measure(store, of, Question(assign_segments, (segments,)), span)
            return list(outturns(counted, of, contract.years(), span, known_on))

        def under(other: AlternativeForm) -> list[Outturn]:
            changed = [read_as(one, other) for one in own]
            return figures(changed, segments_as(contract.population.segments, other))

        usual = clock.step("Measuring", lambda: figures(needed, contract.population.segments))
        found = tuple((other, clock.step(f"Reading: {other.reading}", partial(under, other))) for other in others)
        return _Found(year, Measured(tuple(usual), tuple(findings), provenance), found)


def _year(
    contract: Contract,
    slug: str,
    form: MeasuredForm,
    period: Period | None,
    known: Measured,
    supplied: SuppliedFigures,
) -> Period:
    """The year to read again. A Refusal where the indicator is not in force in it, or its figure is supplied."""
    year = year_to_settle(contract, period, known, supplied)
    versions = [one for one in contract.definitions(year) if one.indicator == slug]
    if not versions:
        raise refuse("PERIOD.OUTSIDE", f"{form.code} is not in force in {year}", "Choose another contract year")
    if all(read_as(one, other).measure == SUPPLIED for one in versions for other in form.alternatives):
        said = f"{form.code} is supplied in {year}, so no rows can be read in another way"
        raise refuse("CFG.MEASURE", said, "Choose another contract year, or ask whoever supplies the figure")
    return year


def _read_as(
    contract: Contract,
    slug: str,
    year: Period,
    reading: str,
    changes: str,
    outturns: Sequence[Outturn],
    is_paid_on: bool,
) -> ReadAs:
    own = (
        one
        for one in outturns
        if (one.indicator, one.grain, one.period) == (slug, Grain.CONTRACT_YEAR, year)
        and (one.provider, one.segment, one.stratum) == (EVERYONE, EVERYONE, EVERYONE)
    )
    outturn = next(own, None)
    if not is_paid_on:
        return ReadAs(reading, changes, outturn)
    terms = contract.terms_on(year.end)
    judgements = judge(outturns, terms)
    payment = pay(judgements, terms)
    judged = (one.status for one in judgements if one.indicator == slug and one.provider == EVERYONE)
    return ReadAs(
        reading,
        changes,
        outturn,
        status=next(judged, None),
        earned=sum(line.earned for line in payment.lines if line.indicator == slug),
        pays=payment.earned,
    )


def _said(other: AlternativeForm) -> str:
    """What the reading changes, as it is written."""
    said = [f"{name}: {_text(value)}" for name, value in other.with_.items()]
    said += [f"without {name}" for name in other.without]
    for name in ("measure", "provider", "annual", "age_to"):
        if (value := getattr(other, name)) is not None:
            said.append(f"{name}: {value}")
    if other.segments is not None:
        said.append(f"segments: {_text(other.segments) or 'everybody'}")
    return "; ".join(said)


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
