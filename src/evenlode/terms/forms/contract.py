"""contract.yaml: who the parties are, how long it runs, what it is worth, what is at risk and how it is judged."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.forms.close import CloseForm
from evenlode.terms.forms.flows import CapitationForm, FlowForm, UpliftForm
from evenlode.terms.forms.gain_share import GainShareForm
from evenlode.terms.forms.signals import SignalsForm
from evenlode.terms.values import Day, Money, Number, Share, Slug, Text, Whole, wrong

Role = Literal["commissioner", "funder", "lead provider", "partner"]
Destination = Literal["to_reinvestment", "share_within_outcome", "hold"]


class PartyForm(Form):
    """A party to the contract. `alias` is the fictional name shown whenever figures are invented."""

    party: Slug
    name: Text
    alias: Text
    role: Role
    code: Text | None = None
    note: Text | None = None


class AliasForm(Form):
    """The fictional name of the contract, shown whenever figures are invented."""

    contract: Slug
    title: Text


class TermForm(Form):
    """When the contract runs. `end_as_printed` keeps what a source prints where that is not a day."""

    start: Day
    end: Day
    extension_years: Whole = 0
    end_as_printed: Text | None = None
    breaks: tuple[Text, ...] = ()
    change_mechanism: Text | None = None
    note: Text | None = None


class PotYearForm(Form):
    """The pot of a contract year: an amount, or a share of the annual value in force on the year's first day."""

    amount: Money | None = None
    share_of_annual_value: Share | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> PotYearForm:
        if (self.amount is None) == (self.share_of_annual_value is None):
            raise wrong("CFG.POT", "a year's pot is an amount or a share of the annual value, and just one", "Keep one")
        return self


class PotForm(Form):
    """The incentive pot. `divided_by` points, or the per cent of the pot that each outcome's level pays: never both.

    advance: the share of the pot that is paid in twelfths at the start of each month, and clawed back where it is
    not earned.
    """

    basis: Literal["withheld", "additional"]
    divided_by: Literal["points", "pot_percent"]
    years: Dated[PotYearForm]
    advance: Dated[Share] | None = None
    funders: dict[Slug, Share] = {}


class BonusForm(Form):
    """Points paid only when every outcome is achieved and assessable.

    feedback: an indicator, of feedback or engagement, that must be achieved as well. also: what the source says
    beside it, without a measure.
    """

    points: Dated[Number]
    condition: Literal["all outcomes achieved"] = "all outcomes achieved"
    feedback: Slug | None = None
    also: Text | None = None


class DataQualityGateForm(Form):
    """A data-quality gate: an indicator that must be achieved before the rest of the pot is paid in full.

    pays: the share of what is earned that is paid all the same, nothing where it is left out; otherwise: where the rest
    of it goes.
    """

    indicator: Slug
    pays: Share | None = None
    otherwise: Literal["to_reinvestment", "hold"] = "to_reinvestment"


class JudgingForm(Form):
    """The rules of judging that hold for every indicator unless it says otherwise."""

    judging_day: Literal["last day of the period", "by month"] = "last day of the period"
    partial: Literal["half of its periods", "lowest level", "never"] = "half of its periods"
    outcome_achieved: Literal["all", "weighted", "headline"] = "all"
    outcome_achieved_weight: Share | None = None
    not_assessable: Destination = "to_reinvestment"
    not_measured: Destination = "to_reinvestment"
    baseline_pays: Literal["nothing", "complete data"] = "nothing"
    minimum_denominator: Whole = 30
    minimum_coverage: Share | None = None
    data_quality_gates: Dated[tuple[DataQualityGateForm, ...]] | None = None
    reinvestment: Text | None = None


class WatchedForm(Form):
    """What is watched beside the indicators, never judged and never paid on.

    chart_rules: the named rule set of the control charts, with or without leaving out moving ranges that are far too
    long. seen_within_months: somebody on the caseload whom nobody has seen for so long counts as parked, and who that
    is is told by group; not watched where it is left out.
    """

    chart_rules: Literal["plot-the-dots", "making-data-count-workbook"] = "plot-the-dots"
    seen_within_months: Whole | None = None


class ContractForm(Form):
    """The file contract.yaml. `illustrative` names fields of this file that are ours, each with its reason."""

    contract: Slug
    title: Text
    alias: AliasForm
    reference: Text
    summary: Text | None = None
    currency: Literal["GBP"]
    parties: tuple[PartyForm, ...]
    term: TermForm
    annual_value: Dated[Money]
    pot: PotForm
    bonus: BonusForm | None = None
    judging: JudgingForm = JudgingForm()
    gain_share: GainShareForm | None = None
    capitation: CapitationForm | None = None
    uplifts: Dated[UpliftForm] | None = None
    flows: tuple[FlowForm, ...] = ()
    watched: WatchedForm = WatchedForm()
    close: CloseForm | None = None
    signals: Dated[SignalsForm] | None = None
    illustrative: dict[Text, Text] = {}
