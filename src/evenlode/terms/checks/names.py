"""Names that point somewhere: parties, segments, indicators and options exist, and nothing is named twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.form import Form
from evenlode.terms.forms.outcome import MeasuredForm
from evenlode.terms.yaml_text import Path


def problems(folder: Folder) -> Iterator[Problem]:
    """Names without a bearer, bearers with the same name, and an outcome without indicators that does not say why."""
    yield from _contract(folder)
    yield from _twice(folder)
    yield from _segments(folder)
    yield from _published(folder)
    yield from _switches(folder)
    yield from _signatories(folder)
    yield from _judging(folder)
    for file in folder.outcomes:
        if not file.form.indicators and not file.form.not_measured:
            said = "The outcome has no indicator and does not say why"
            yield file.problem("CFG.MISSING", ("outcome",), said, "Add indicators:, or not_measured: with the reason")
        if file.form.headline and file.form.headline not in {one.indicator for one in file.form.indicators}:
            yield unknown(file, ("headline",), file.form.headline, (one.indicator for one in file.form.indicators))
    for owner in _with_illustrative(folder):
        yield from owner


def _contract(folder: Folder) -> Iterator[Problem]:
    file = folder.contract
    if file is None:
        return
    form = file.form
    leads = [party.party for party in form.parties if party.role == "lead provider"]
    if len(leads) != 1:
        said = f"A contract has one lead provider; this one has {len(leads)}"
        yield file.problem("CFG.PARTY", ("parties",), said, "Give one party the role: lead provider")
    parties = [party.party for party in form.parties]
    for funder in form.pot.funders:
        if funder not in parties:
            yield unknown(file, ("pot", "funders", funder), funder, parties)
    if form.pot.funders and sum(form.pot.funders.values()) != 1:
        yield file.problem(
            "CFG.WEIGHTS", ("pot", "funders"), "The funders' shares do not add to 100%", "Correct a share"
        )
    if form.term.end < form.term.start:
        yield file.problem(
            "CFG.DATE", ("term", "end"), "The contract ends before it starts", "Correct one of the two days"
        )


def _twice(folder: Folder) -> Iterator[Problem]:
    measured: list[tuple[FileOf[Form], Path, str, str]] = [
        (file, ("indicators", place), one.indicator, one.code) for file, place, one in folder.indicators()
    ]
    measured += [(file, (), file.form.standard, file.form.code) for file in folder.standards]
    for names, word in (
        (Counter(slug for *_, slug, _ in measured), "name"),
        (Counter(code for *_, code in measured), "code"),
    ):
        for file, path, slug, code in measured:
            if names[slug if word == "name" else code] > 1:
                said = f"The {word} {slug if word == 'name' else code} is used by more than one indicator or standard"
                yield file.problem("CFG.DUPLICATE_NAME", path or ("standard",), said, "Give each its own")
    numbers = Counter(file.form.number for file in folder.outcomes)
    for outcome in folder.outcomes:
        if numbers[outcome.form.number] > 1:
            said = f"Two outcomes have the number {outcome.form.number}"
            yield outcome.problem("CFG.DUPLICATE_NAME", ("number",), said, "Number each outcome once")


def _segments(folder: Folder) -> Iterator[Problem]:
    if folder.population is None:
        return
    known = {segment.segment for segment in folder.population.form.segments}
    used: list[tuple[FileOf[Form], Path, MeasuredForm]] = [
        (file, ("indicators", place), one) for file, place, one in folder.indicators()
    ]
    used += [(file, (), file.form) for file in folder.standards]
    for file, path, one in used:
        for place, segment in enumerate(one.segments):
            if segment not in known:
                yield unknown(file, (*path, "segments", place), segment, known)


def _published(folder: Folder) -> Iterator[Problem]:
    known = {one.indicator for _, _, one in folder.indicators()}
    for file in folder.published:
        for place, row in enumerate(file.form.judgements):
            if row.indicator not in known:
                yield unknown(file, ("judgements", place, "indicator"), row.indicator, known)


def _switches(folder: Folder) -> Iterator[Problem]:
    file = folder.population
    for place, switch in enumerate(file.form.switches if file else ()):
        for day, entry in switch.choice.entries:
            if file and entry.value not in switch.options:
                path = ("switches", place, "choice", day.isoformat())
                yield unknown(file, path, entry.value, switch.options)


def _signatories(folder: Folder) -> Iterator[Problem]:
    if folder.contract is None or folder.variations is None:
        return
    parties = {party.party for party in folder.contract.form.parties}
    numbers = Counter(one.variation for one in folder.variations.form.variations)
    for place, one in enumerate(folder.variations.form.variations):
        path: Path = ("variations", place)
        if numbers[one.variation] > 1:
            said = f"Two variations have the number {one.variation}"
            yield folder.variations.problem("CFG.DUPLICATE_NAME", (*path, "variation"), said, "Number each once")
        for which, signatory in enumerate(one.signatories):
            if signatory.party not in parties:
                yield unknown(folder.variations, (*path, "signatories", which, "party"), signatory.party, parties)


def _judging(folder: Folder) -> Iterator[Problem]:
    """The indicators that a gate or the bonus waits for."""
    file = folder.contract
    if file is None:
        return
    known = {one.indicator for _, _, one in folder.indicators()}
    gates = file.form.judging.data_quality_gates
    for day, entry in gates.entries if gates else ():
        for place, gate in enumerate(entry.value):
            if gate.indicator not in known:
                path = ("judging", "data_quality_gates", day.isoformat(), place, "indicator")
                yield unknown(file, path, gate.indicator, known)
    feedback = file.form.bonus.feedback if file.form.bonus else None
    if feedback and feedback not in known:
        yield unknown(file, ("bonus", "feedback"), feedback, known)


def _with_illustrative(folder: Folder) -> Iterator[Iterator[Problem]]:
    """A field called illustrative names fields that exist beside it."""
    for file in (folder.contract, folder.population):
        if file:
            yield _illustrative(file, file.form, (), file.form.illustrative)
    for outcome in folder.outcomes:
        yield _illustrative(outcome, outcome.form, (), outcome.form.illustrative)
        for place, one in enumerate(outcome.form.indicators):
            yield _illustrative(outcome, one, ("indicators", place), one.illustrative)
    for standard in folder.standards:
        yield _illustrative(standard, standard.form, (), standard.form.illustrative)


def _illustrative(file: FileOf[Form], form: Form, path: Path, named: Iterable[str]) -> Iterator[Problem]:
    for name in named:
        inside: object = form
        for step in name.split("."):
            known = _parts(inside)
            if step not in known:
                yield unknown(file, (*path, "illustrative", name), name, known)
                break
            inside = known[step]


def _parts(inside: object) -> dict[str, object]:
    """What a form or a mapping holds, by the names written on disk."""
    if isinstance(inside, Form):
        return {info.alias or name: getattr(inside, name) for name, info in type(inside).model_fields.items()}
    return dict(inside) if isinstance(inside, dict) else {}


def unknown(file: FileOf[Form], path: Path, name: str, known: Iterable[str]) -> Problem:
    """A name that points nowhere, with the nearest one that does, or some of those that do."""
    import difflib

    offered = sorted(known)
    near = difflib.get_close_matches(name, offered, n=1)
    fix = f'Did you mean "{near[0]}"?' if near else f"Use one of {', '.join(offered[:6])}" if offered else "Delete it"
    return file.problem("CODE.LIST", path, f'"{name}" is not known here', fix)
