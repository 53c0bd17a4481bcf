"""Comes from: where a figure comes from, in words: its source, its measure, who counts, and which definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenlode.report.report import Fact
from evenlode.report.said import COMES_FROM, segment_name
from evenlode.report.words import listed, sentence, short_day, unique
from evenlode.results import Outturn, Polarity, Source
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm

_SUPPLIED = "supplied"
_ANNUAL = {
    "sum": "the sum of its periods",
    "last": "the last period stands for it",
    "mean of snapshots": "the mean of its snapshots",
    "recount": "everything in it counted afresh",
}


def comes_from(
    form: IndicatorForm | StandardForm,
    definition: Definition | None,
    own: Sequence[Outturn],
    judged: Outturn | None,
    *,
    replay: bool,
) -> tuple[Fact, ...]:
    """The facts, in the order in which a reader asks for them. own: the outturns; judged: the one of the year."""
    better = "Higher" if form.polarity is Polarity.HIGHER_IS_BETTER else "Lower"
    found = [
        Fact("Source", COMES_FROM[Source.PUBLISHED_STATUS] if replay else _sources(own)),
        Fact("Measure", _measure(definition)),
        Fact("Who counts", _who_counts(form)),
        Fact("Periods", f"By {form.period}; for the year, {_ANNUAL[form.annual]}"),
        Fact("Better", f"{better} is better"),
        Fact("Definition", _version(definition, judged)),
        Fact("Printed in", f"{form.reference[:1].upper()}{form.reference[1:]}"),
    ]
    if judged is not None and judged.as_known_on is not None:
        found.append(Fact("As known on", short_day(judged.as_known_on)))
    return tuple(found)


def _sources(own: Sequence[Outturn]) -> str:
    found = unique(COMES_FROM[one.source] for one in own)
    return "; ".join(found) if found else "No figure has been supplied or counted"


def _measure(definition: Definition | None) -> str:
    """The measure's name with its parameters, as the contract writes them."""
    if definition is None:
        return "No definition is in force at the end of the year"
    parameters = [f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in definition.parameters.items()]
    name = "A figure supplied from outside" if definition.measure == _SUPPLIED else definition.measure.replace("_", " ")
    return sentence("; ".join([name, *parameters])).rstrip(".")


def _plain(value: object) -> str:
    """A parameter as a person writes it: a list with 'and', yes and no, a mapping as its parts."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name.replace('_', ' ')} {_plain(item)}" for name, item in value.items())
    if isinstance(value, (list, tuple)):
        return listed([str(item) for item in value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _who_counts(form: IndicatorForm | StandardForm) -> str:
    who = f"People in {listed([segment_name(one) for one in form.segments])}" if form.segments else "Everybody in scope"
    return f"{who}, under the care of the lead provider" if form.provider == "lead provider" else who


def _version(definition: Definition | None, judged: Outturn | None) -> str:
    if definition is None:
        return "None"
    said = f"Version {definition.version}, in force from {short_day(definition.in_force.start)}"
    if judged is not None and judged.definition and judged.definition != definition.version:
        said += f"; the figure names version {judged.definition}"
    return said
