"""People whose care was reviewed, and whether the latest score of an instrument by then was better than the first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from evenlode.data.months import last_day, month_of
from evenlode.data.store import Store
from evenlode.instruments import Primitive, Scoring, scorings
from evenlode.instruments.item_list import ClinicalLine, ClinicalText, Side
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.near_line import FromLine
from evenlode.measures.paired_scores import Baseline, pairs
from evenlode.measures.reviews import reviews
from evenlode.measures.scored import completions, scored
from evenlode.population.caseload import only_provider
from evenlode.problems import Refusal, refuse
from evenlode.results import Period, Polarity
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Number, Text, Whole, YesNo, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT
_REVIEWS = "honos_cluster_assessments"


class Parameters(Form):
    """Which score, which two of them make a pair, and what is an improvement.

    An event is a HoNOS cluster review: an assessment with the HoNOS cluster tool on a later day than the person's
    first one with that provider. A person counts once a period, as the latest review in it finds them. Somebody
    who was reviewed without a pair is missing: eligible, and not in the denominator.

    tool: the instrument, by its name in evenlode.instruments. score: the figure of it that is compared; which way is
    better is the instrument's, never said here. items: only these items of the figure, all of which must be valid; a
    figure that was sent added up is then of no use. items_at_or_above: not the figure but how many of its items are at
    this number or above is compared, so that fewer are better where lower is; a figure that was sent added up is of no
    use then either. coding: what the number of an item means, needed where the
    instrument has reversed items: `endorsed`, the box that was ticked, or `scored`, with reversed items already
    turned round. minimum_valid, prorate: a missing rule of the contract's own in place of the instrument's; prorate
    makes a sum up for its missing items by their mean.

    within_months: the follow-up is the person's latest valid score up to the day of the review and less than so many
    months before it. baseline: `first`, the first valid score of the follow-up's referral, or `previous`, the one
    just before it. min_gap_days: two scores that lie less than so many days apart are no pair.

    by: the least improvement that counts, in the score's unit; 0 for any at all. first: the pairs that are counted,
    by their first score, for example `at or above 10`; the others are left out altogether. last: what the follow-up
    must be as well, for example `below 10`.
    """

    tool: Text
    score: Text = "total"
    items: tuple[Text, ...] = ()
    items_at_or_above: Whole | None = None
    coding: Text | None = None
    minimum_valid: Whole | None = None
    prorate: YesNo = False
    within_months: Whole = 12
    baseline: Baseline = "first"
    min_gap_days: Whole = 28
    by: Number = Decimal(0)
    first: ClinicalText | None = None
    last: ClinicalText | None = None

    @model_validator(mode="after")
    def _can_be_scored(self) -> Parameters:
        try:
            rule = self.rule()
        except Refusal as refused:
            one = refused.problems[0]
            raise wrong(one.rule, one.message, one.fix) from None
        if rule.primitive is Primitive.PROFILE:
            said = f"{self.score} of {self.tool} is no number, so no score is better than another"
            raise wrong("INSTR.FIGURE", said, "Use a figure that is one")
        if not 1 <= rule.minimum_valid <= len(rule.items):
            said = f"{self.score} of {self.tool} has {len(rule.items)} items, it cannot need {self.minimum_valid}"
            raise wrong("INSTR.FIGURE", said, f"Give 1 to {len(rule.items)}")
        return self

    def rule(self) -> Scoring:
        """How the figure is scored. A Refusal where there is no such instrument, figure or coding."""
        figures = {rule.figure: rule for rule in scorings(self.tool, self.coding)}
        if self.score not in figures:
            said = f'{self.tool} has no figure "{self.score}"'
            raise refuse("INSTR.FIGURE", said, f"Use one of {', '.join(figures)}", field="score")
        found = figures[self.score]
        found = _of_items(found, self.items) if self.items else found
        found = found.relaxed(self.minimum_valid, self.prorate)
        return found if self.items_at_or_above is None else found.counting_from(self.items_at_or_above)


def _of_items(rule: Scoring, items: tuple[str, ...]) -> Scoring:
    """The figure over some of its items. A Refusal where it has no such item."""
    own = {one.item: one for one in rule.items}
    strange = [item for item in items if item not in own]
    if strange:
        said = f"{rule.figure} of {rule.instrument} has no item {' and '.join(strange)}"
        raise refuse("INSTR.FIGURE", said, f"Use {', '.join(own)}", field="items")
    kept = tuple(own[item] for item in dict.fromkeys(items))
    return replace(rule, figure=f"items {', '.join(items)}", items=kept, minimum_valid=len(kept))


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody's change can be told."""
    return ("scores",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody was reviewed."""
    return (_REVIEWS,)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, day of a review and provider that reviewed; its rank is the number of the day."""
    rows = with_pairs(store, definition, parameters, segments, span)
    a_pair = is_pair(rows, parameters)
    counted, improved = _is_counted(rows, parameters), _is_improved(rows, parameters)
    month = month_of(rows.day)
    return rows.select(
        "person",
        "provider",
        "segment",
        from_month=month,
        to_month=month,
        numerator=a_pair & (counted & improved).fill_null(False),
        denominator=a_pair & counted.fill_null(False),
        missing=~a_pair,
        rank=rows.day.epoch_days().cast("int64"),
    )


def with_pairs(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """The reviews of the span that count, once for every segment, with the follow-up and its first score beside them.

    The columns of the follow-up begin with `last_`, those of its first score with `last_first_`; null without one.
    """
    events = _placed(store, definition, segments)
    events = events.filter(events.day.between(span.start, span.end))
    found = pairs(store, parameters.rule(), parameters.baseline)
    found = found.select("person", **{f"last_{name}": found[name] for name in found.columns if name != "person"})
    latest = [events.day >= found.last_day, events.day < found.last_until]
    return events.left_join(found, ["person", *latest], rname="{name}_of_score")


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the scores are narrowed down to valid ones, and the assessments to the month's reviews."""
    found = [("rows of scores that were sent", store.as_sent("scores").rows)] if store.has("scores") else []
    found += [
        (f"that belong to {parameters.tool}", completions(store, parameters.tool)),
        (f"forms with a valid {parameters.score}", scored(store, parameters.rule())),
    ]
    if store.has(_REVIEWS):
        found.append(("assessments with the HoNOS cluster tool that were sent", store.as_sent(_REVIEWS).rows))
    found += [("after the checks", store.table(_REVIEWS)), ("reviews: later than the first one", reviews(store))]
    here = _by_provider(store, definition)
    here = here.filter(here.day.between(month.start, month.end))
    only = ", by the lead provider" if definition.provider == "lead provider" else ""
    return [*found, (f"in the month{only}", here)]


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A pair of scores, or a later review with a better one, since the latest review of a period decides."""
    score = f"{parameters.score} of {parameters.tool}"
    enough = f"better by {parameters.by:f} or more" if parameters.by else "better"
    line = f" and {parameters.last}" if parameters.last else ""
    apart = f"{parameters.min_gap_days} days or more after the one it is compared with"
    return ToChange(
        fails=f"a later review, with a {score} that is {enough}{line}",
        missing=f"a valid {score}, less than {parameters.within_months} months old at a review and {apart}",
    )


def from_line(store: Store, definition: Definition, parameters: Parameters) -> FromLine | None:
    """How much better each follow-up is than it must be, in whole points; None where any improvement counts."""
    needed = Fraction(parameters.by)
    if not needed:
        return None
    found = pairs(store, parameters.rule(), parameters.baseline)
    found = found.select("person", **{f"last_{name}": found[name] for name in found.columns if name != "person"})
    rows = _by_provider(store, definition)
    rows = rows.inner_join(found, ["person", rows.day >= found.last_day, rows.day < found.last_until])
    rows = rows.filter(is_pair(rows, parameters))
    better, unit = better_by(rows, parameters)
    more = better * needed.denominator - unit * needed.numerator
    told = rows.select("provider", "person", day=rows.last_day, distance=(more // (unit * needed.denominator)))
    once = told.distinct()  # a pair that several reviews found is one
    return FromLine(once.select("provider", "day", distance=once.distance.cast("int64")), 1)


def known_before(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, months: tuple[int, ...]
) -> ibis.Table:
    """(provider, month, worse, missing) of each person reviewed in the year that ends with a month, once.

    worse: their first HoNOS total was above that of half of all people. missing: the last review of the year found no
    pair of scores.
    """
    (honos,) = (rule for rule in scorings("honos") if rule.figure == "total")
    firsts = scored(store, honos)
    firsts = firsts.mutate(total=firsts.points / firsts.per)
    by_day = firsts.group_by("person", "day").agg(total=firsts.total.max())
    order = by_day.day.min().over(group_by="person")
    first = by_day.mutate(first_day=order).filter(lambda rows: rows.day == rows.first_day)
    worse = first.mutate(worse=first.total > first.total.median().as_scalar())
    found = pairs(store, parameters.rule(), parameters.baseline)
    found = found.select("person", **{f"last_{name}": found[name] for name in found.columns if name != "person"})
    rows = _by_provider(store, definition)
    rows = rows.left_join(found, ["person", rows.day >= found.last_day, rows.day < found.last_until], rname="{name}_s")
    month = month_of(rows.day)
    rows = rows.mutate(missing=~is_pair(rows, parameters), month=months[-1] - (months[-1] - month) // 12 * 12)
    rows = rows.filter(rows.month.isin(months), rows.day <= last_day(months[-1]))
    score = rows.day.epoch_days().cast("int64") * 2 + rows.missing.cast("int64")
    last = rows.group_by("person", "provider", "month").agg(missing=score.max() % 2 == 1)
    both = last.inner_join(worse.select("person", "worse"), "person")
    return both.select("provider", "month", "worse", "missing")


def _by_provider(store: Store, definition: Definition) -> ibis.Table:
    rows, only = reviews(store), only_provider(store, definition)
    return rows if only is None else rows.filter(rows.provider == only)


def _placed(store: Store, definition: Definition, segments: ibis.Table) -> ibis.Table:
    """The reviews that count, each once for every segment of the day, shared by all definitions about the same."""
    key = ("placed_reviews", segments.op(), definition.segments, only_provider(store, definition))

    def found() -> ibis.Table:
        rows = _by_provider(store, definition)
        return placed(store, definition, segments, rows.mutate(unit=rows.person))

    return store.keep(key, found)


def is_pair(rows: ibis.Table, parameters: Parameters) -> Any:
    """True where a follow-up is recent enough and its first score early enough."""
    import ibis

    recent = rows.last_day > day_after(rows.day, months=-int(parameters.within_months))
    gap = ibis.interval(days=int(parameters.min_gap_days))
    apart = ((rows.last_first_day + gap).cast("date") <= rows.last_day) & (rows.last_first_day < rows.last_day)
    return (recent & apart).fill_null(False)


def _is_counted(rows: ibis.Table, parameters: Parameters) -> Any:
    """True where the first score is one of those that the definition is about."""
    import ibis

    if parameters.first is None:
        return ibis.literal(True)
    return holds(parameters.first, rows.last_first_points, rows.last_first_per)


def _is_improved(rows: ibis.Table, parameters: Parameters) -> Any:
    """True where the follow-up is better by enough, and on the right side of its line.

    A score is points / per. Both scores are brought to one denominator, so that nothing is divided or rounded.
    """
    better, unit = better_by(rows, parameters)
    needed = Fraction(parameters.by)
    enough = better > 0 if needed == 0 else better * needed.denominator >= unit * needed.numerator
    return enough if parameters.last is None else enough & holds(parameters.last, rows.last_points, rows.last_per)


def better_by(rows: ibis.Table, parameters: Parameters) -> tuple[Any, Any]:
    """By how much the follow-up is better, and the unit it is counted in."""
    before, after = rows.last_first_points * rows.last_per, rows.last_points * rows.last_first_per
    is_higher_better = parameters.rule().polarity is Polarity.HIGHER_IS_BETTER
    return after - before if is_higher_better else before - after, rows.last_per * rows.last_first_per


def holds(line: ClinicalLine, points: Any, per: Any) -> Any:
    """Whether a score, points / per, is on the side of the line that it names."""
    score, at = points * line.at.denominator, per * line.at.numerator
    match line.side:
        case Side.AT_OR_ABOVE:
            return score >= at
        case Side.ABOVE:
            return score > at
        case Side.AT_OR_BELOW:
            return score <= at
        case Side.BELOW:
            return score < at
