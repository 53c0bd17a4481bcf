"""outcomes/*.yaml and standards/*.yaml: an outcome with its indicators, or one local quality standard."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from evenlode.results import Grain, Kind, Polarity, Stage
from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.forms.shapes import BetterOfForm, FeedbackForm, LinearForm, ReportingForm, UnitPriceForm
from evenlode.terms.values import Day, Line, Number, Share, Slug, Text, Whole, wrong

Annual = Literal["sum", "last", "mean of snapshots", "recount"]


class DefinitionForm(Form):
    """Which measure counts the rows, with which parameters. Parameters are checked by the measure itself."""

    measure: Text
    with_: dict[str, Any] = Field(default={}, alias="with")


class BenchmarkForm(Form):
    """An official measure that stands beside an indicator, labelled as different; never judged, never paid on."""

    publication: Text
    measure_id: Text
    level: Text
    label: Text
    differs: Text
    unit: Literal["per cent", "count", "days"] = "per cent"


class AlternativeForm(Form):
    """Another reading of an indicator: its name, and what it changes of the definition that is in force.

    with: parameters that are added or replaced; without: parameters that are left out. measure: another measure, whose
    parameters are then those under `with` alone. segments, provider, annual: in place of the indicator's own. age_to:
    the last age that counts, in place of the population's. A version whose figure is supplied stays as it is.
    """

    reading: Text
    with_: dict[str, Any] = Field(default={}, alias="with")
    without: tuple[Text, ...] = ()
    measure: Text | None = None
    segments: tuple[Text, ...] | None = None
    provider: Literal["all", "lead provider"] | None = None
    annual: Annual | None = None
    age_to: Whole | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> AlternativeForm:
        if not self.model_fields_set - {"reading"}:
            raise wrong("CFG.DEFINITION", "the reading changes nothing", "Say under with: what it reads differently")
        return self


class MeasuredForm(Form):
    """What an indicator and a local quality standard have in common.

    `measure` with `with` is the definition from the first day; `definition` is the same thing dated. `readings` says
    in words how the printed ones are read, `alternatives` how else they could be, so that each can be worked out.
    """

    code: Text
    title: Text
    reference: Text
    measure: Text | None = None
    with_: dict[str, Any] = Field(default={}, alias="with")
    definition: Dated[DefinitionForm] | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    kind: Kind = Kind.PROPORTION
    period: Grain = Grain.MONTH
    annual: Annual = "recount"
    segments: tuple[Text, ...] = ()
    provider: Literal["all", "lead provider"] = "all"
    polarity: Polarity = Polarity.HIGHER_IS_BETTER
    minimum_denominator: Whole | None = None
    minimum_coverage: Share | None = None
    benchmarks: tuple[BenchmarkForm, ...] = ()
    note: Text | None = None
    readings: tuple[Text, ...] = ()
    alternatives: tuple[AlternativeForm, ...] = ()
    illustrative: dict[Text, Text] = {}

    @model_validator(mode="after")
    def _one_definition(self) -> MeasuredForm:
        if (self.measure is None) == (self.definition is None):
            raise wrong(
                "CFG.DEFINITION", "it needs a measure, or a dated definition, and just one", "Keep one of the two"
            )
        return self


class IndicatorForm(MeasuredForm):
    """One indicator of an outcome: how it is measured, judged and weighted, all of it dated.

    It is judged in one way: target, levels, status_rule, linear, better_of, unit_price, reporting or
    percentile_ladder (the least percentile of each step, with the share of the indicator's money that it pays).
    """

    indicator: Slug
    weight: Dated[Share] | None = None
    stage: Dated[Stage]
    target: Dated[Line] | None = None
    levels: Dated[dict[Slug, Line]] | None = None
    level_pays: Dated[dict[Slug, Share]] | None = None
    status_rule: Literal["any improvement"] | None = None
    linear: Dated[LinearForm] | None = None
    better_of: Dated[BetterOfForm] | None = None
    unit_price: Dated[UnitPriceForm] | None = None
    reporting: Dated[ReportingForm] | None = None
    percentile_ladder: Dated[dict[Whole, Share]] | None = None
    feedback: FeedbackForm | None = None


class TagForm(Form):
    """Where a national or international framework says the same thing."""

    framework: Text
    code: Text | None = None
    about: Text


class OutcomeForm(Form):
    """One outcome a file. With no indicator in force it says why, in `not_measured`, and is never achieved."""

    outcome: Slug
    number: Whole
    title: Text
    titles_as_printed: Dated[Text] | None = None
    goal: Text
    tier: Text
    reference: Text
    points: Dated[Number] | None = None
    pays: Dated[dict[Slug, Share]] | None = None
    headline: Slug | None = None
    not_measured: Text | None = None
    indicators: tuple[IndicatorForm, ...] = ()
    proposed: tuple[Text, ...] = ()
    tags: tuple[TagForm, ...] = ()
    illustrative: dict[Text, Text] = {}


class StandardForm(MeasuredForm):
    """One local quality standard: watched and reported, never paid on. No threshold means none was printed."""

    standard: Slug
    threshold: Dated[Line] | None = None
    as_printed: tuple[Text, ...] = ()
