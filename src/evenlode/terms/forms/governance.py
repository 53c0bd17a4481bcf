"""governance/*.yaml: risks, milestones, gates and the quality schedule."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text, Whole


def band(score: int) -> Literal["green", "amber", "red"]:
    """The colour of a risk score: green to 6, amber to 15, red from 16 (business case 2013, appendix 8)."""
    return "green" if score <= 6 else "amber" if score <= 15 else "red"


class RatingForm(Form):
    """Severity times likelihood, each from 1 to 5; `score_as_printed` stands beside the product."""

    severity: Whole = Field(ge=1, le=5)
    likelihood: Whole = Field(ge=1, le=5)
    score_as_printed: Whole | None = None

    @property
    def score(self) -> int:
        """Severity times likelihood."""
        return self.severity * self.likelihood


class RiskForm(Form):
    """One risk before and after mitigation."""

    risk: Slug
    register_: Literal["programme", "provider"] = Field(alias="register")
    number: Whole
    title: Text
    mitigation: Text
    before: RatingForm
    after: RatingForm
    owner: Slug | None = None
    closed: Day | None = None


class MilestoneForm(Form):
    """A step of the plan: what it is for, when it was first planned, what it waits for."""

    milestone: Slug
    title: Text
    purpose: Text
    planned: Day | None = None
    after: tuple[Slug, ...] = ()


class GateForm(Form):
    """A stop or go point: the tests that must be passed and by whom it was decided."""

    gate: Slug
    title: Text
    tests: tuple[Text, ...]
    decides: Text
    planned: Day | None = None


class ExpectationForm(Form):
    """One expectation of the quality schedule."""

    expectation: Slug
    title: Text
    evidence: tuple[Text, ...] = ()


class CommitmentForm(Form):
    """Something a party promised: what, by whom, and what the sources say became of it."""

    commitment: Slug
    title: Text
    party: Slug
    outcome: Text
    reference: Text


class GovernanceForm(Form):
    """A file of governance/: any of its lists."""

    governance: Slug
    title: Text
    reference: Text
    risks: tuple[RiskForm, ...] = ()
    milestones: tuple[MilestoneForm, ...] = ()
    gates: tuple[GateForm, ...] = ()
    expectations: tuple[ExpectationForm, ...] = ()
    commitments: tuple[CommitmentForm, ...] = ()
    notes: tuple[Text, ...] = ()
