"""The outcomes framework: the outcomes by tier, their points, indicators, dated targets and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evenlode.report.report import Fact, TargetStep
from evenlode.report.tables import Table
from evenlode.report.targets import history, step_on
from evenlode.report.words import how_many, in_units, listed, number, sentence, short_day, trimmed
from evenlode.results import Stage, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm
from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.drawn import Mark, status_mark
from evenlode.web.shown.kept import Kept

TIERS = ("health status achieved or retained", "process of recovery", "sustainability of health")
"""Porter's three tiers in their order; any other tier of a contract follows them."""
OURS = "Outcomes of this contract's own making"

_STAGES = {Stage.BASELINE: "sets the baseline", Stage.PERFORMANCE: "paid on", Stage.MONITORED: "watched only"}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator of an outcome. next_target: the change that is agreed already, in words."""

    slug: str
    code: str
    title: str
    share: str
    stage: str
    target: str
    since: str
    next_target: str
    status: Mark | None


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """One outcome. missing: why it has no indicator; tags: what other frameworks call it; sources: where it is from."""

    number: str
    title: str
    goal: str
    level: str
    points: str
    status: Mark | None
    finding: str
    missing: str
    indicators: tuple[IndicatorLine, ...]
    proposed: tuple[str, ...]
    evidence: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of outcomes, the most important first."""

    title: str
    outcomes: tuple[OutcomeShown, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """The page. as_of: the day on which the terms are shown."""

    title: str
    lede: str
    as_of: str
    tiers: tuple[Tier, ...]
    bonus: str
    tables: tuple[Named, ...]


def framework(contract: Contract, kept: Kept | None, today: date) -> Framework:
    """The framework as in force at the end of the run's year, or today where there is no run."""
    day = kept.year.end if kept else min(max(today, contract.term.start), contract.term.end)
    terms = contract.terms_on(day)
    shown = {form.number: _outcome(form, _of(terms, form), contract, kept, day) for form in contract.outcomes}
    by_tier: dict[str, list[OutcomeShown]] = {}
    for form in contract.outcomes:
        by_tier.setdefault(form.tier.partition(" / ")[0], []).append(shown[form.number])
    order = [*(tier for tier in TIERS if tier in by_tier), *(tier for tier in by_tier if tier not in TIERS)]
    measured = sum(bool(one.indicators) for one in shown.values())
    without = [f"outcome {one.number}" for one in shown.values() if not one.indicators]
    count = len(terms.indicators())
    lede = f"{sentence(how_many(count, 'indicator'))[:-1]} measure {number(measured)} of them."
    if without:
        lede += f" {sentence(listed(without))[:-1]} {'has' if len(without) == 1 else 'have'} none."
    return Framework(
        title=sentence(how_many(len(shown), "outcome"))[:-1] + ", and how each is measured",
        lede=lede,
        as_of=say_day(day),
        tiers=tuple(Tier(_tier_title(tier), tuple(by_tier[tier])) for tier in order),
        bonus=_bonus(terms),
        tables=(Named("targets", _targets(contract, day)),),
    )


def _tier_title(tier: str) -> str:
    return OURS if tier == "ours" else sentence(tier)[:-1]


def _of(terms: Terms, form: OutcomeForm) -> OutcomeTerms:
    return next(one for one in terms.outcomes if one.outcome == form.outcome)


def _outcome(form: OutcomeForm, terms: OutcomeTerms, contract: Contract, kept: Kept | None, day: date) -> OutcomeShown:
    row = next((one for one in kept.report.outcomes if one.number == str(form.number)), None) if kept else None
    return OutcomeShown(
        number=str(form.number),
        title=form.title,
        goal=sentence(form.goal),
        level="" if form.tier == "ours" else sentence(form.tier.partition(" / ")[2] or form.tier)[:-1],
        points=_worth(terms),
        status=status_mark(row.status) if row and row.status else None,
        finding=row.finding if row else "",
        missing=sentence(form.not_measured) if form.not_measured and not terms.indicators else "",
        indicators=tuple(
            _line(one, _form(form, one), kept, day, contract, f"{trimmed(one.weight * 100, 1)}%")
            for one in terms.indicators
        ),
        proposed=form.proposed,
        evidence=_evidence(form),
    )


def _worth(terms: OutcomeTerms) -> str:
    if terms.points is not None:
        return in_units(terms.points, "points")
    if terms.pays:
        return ", ".join(f"{name}: {trimmed(share * 100, 1)}% of the pot" for name, share in terms.pays.items())
    return "no points"


def _form(form: OutcomeForm, terms: IndicatorTerms) -> IndicatorForm:
    return next(one for one in form.indicators if one.indicator == terms.indicator)


def _line(
    terms: IndicatorTerms, form: IndicatorForm, kept: Kept | None, day: date, contract: Contract, share: str
) -> IndicatorLine:
    steps = history(form, day, _titles(contract))
    now = step_on(steps, day)
    later = next((step for step in steps if step.start > day), None)
    page = next((one for one in kept.report.indicators if one.measured.slug == terms.indicator), None) if kept else None
    return IndicatorLine(
        slug=terms.indicator,
        code=terms.code,
        title=terms.title,
        share=share,
        stage=_STAGES[terms.stage],
        target=now.said if now else (form.status_rule or "none"),
        since=f"since {short_day(now.start)}{_by(now)}" if now else "",
        next_target=f"{later.said} from {short_day(later.start)}{_by(later)}" if later else "",
        status=status_mark(page.status) if page else None,
    )


def _by(step: TargetStep) -> str:
    return f", {step.variation}" if step.variation else ""


def _titles(contract: Contract) -> dict[str, str]:
    return {one.variation: one.title for one in contract.variations.variations}


def _evidence(form: OutcomeForm) -> tuple[Fact, ...]:
    printed = form.titles_as_printed.entries if form.titles_as_printed else ()
    return (
        Fact("Where it is from", form.reference),
        *(Fact(f"As printed, {day.year}", f"“{entry.value}” ({entry.reference})") for day, entry in printed),
        *(Fact(f"{tag.framework} {tag.code or ''}".strip(), tag.about) for tag in form.tags),
    )


def _bonus(terms: Terms) -> str:
    if not terms.bonus_points:
        return ""
    return f"{in_units(terms.bonus_points, 'points')} more are paid only where every outcome is achieved."


def _targets(contract: Contract, day: date) -> Table:
    """Every dated target of every indicator, with the variation that set it."""
    rows = []
    for outcome in contract.outcomes:
        for form in outcome.indicators:
            for step in history(form, day, _titles(contract)):
                until = short_day(step.until) if step.until else "open"
                source = f"{'Published' if step.is_published else 'Illustrative'}: {step.source}"
                dates = (short_day(step.start), until)
                rows.append((form.code, form.title, step.said, *dates, step.variation or "", source))
    columns = ("Indicator", "What it counts", "Target", "From", "To", "Variation", "Where it is from")
    return Table("Every dated target", columns, tuple(rows))
