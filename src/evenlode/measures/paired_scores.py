"""Pairs: every score of a person with the score it is compared with, and the days on which it is the latest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.instruments import Scoring
from evenlode.measures.scored import scored
from evenlode.population.eligible import LONG_AGO
from evenlode.population.under_care import is_told, openings

if TYPE_CHECKING:
    import ibis

Baseline = Literal["first", "previous"]
"""The first valid score of the same referral, or the one just before the follow-up."""

_NEVER = LONG_AGO - timedelta(days=1)
"""Stands for the day of the score before a first one: earlier than any first day."""

_FIRST = ("first_day", "first_points", "first_per")


def pairs(store: Store, rule: Scoring, baseline: Baseline) -> ibis.Table:
    """Rows (person, day, until, points, per, first_day, first_points, first_per), worked out once and kept.

    One row for each person and day with a valid score, of several that day the one of the later assessment by name.
    It is the person's latest from `day` until the day before `until`. The columns of `first` are the score it is
    compared with, null where there is none:

    - for a score with a referral: the first one of the same provider and referral, or the previous one of them;
    - for a score without: the person's first one, or their previous one, on or after the day on which the opening
      began that they then have with that provider; of several open ones the one that began first. Where the store
      holds neither referrals nor a caseload, any earlier score will do.
    """
    return store.keep(("pairs", rule, baseline), lambda: _pairs(store, scored(store, rule), baseline))


def _pairs(store: Store, scores: ibis.Table, baseline: Baseline) -> ibis.Table:
    latest = _latest(_in_referral(scores, baseline))
    with_referral = latest.filter(latest.referral != "")
    without = _in_opening(store, latest, latest.filter(latest.referral == ""), baseline)
    columns = ("person", "day", "until", "points", "per", *_FIRST)
    return with_referral.select(*columns).union(without.select(*columns))


def _in_referral(scores: ibis.Table, baseline: Baseline) -> ibis.Table:
    """Each score with the one of its own referral that it is compared with; of one day the later assessment's."""
    import ibis

    same = ("person", "provider", "referral")
    number = ibis.row_number().over(group_by=(*same, "day"), order_by=ibis.desc("assessment"))
    once = scores.mutate(number=number).filter(lambda rows: rows.number == 0)
    order = ibis.window(group_by=same, order_by="day")
    before = {name: _before(once[name], baseline).over(order) for name in ("day", "points", "per")}
    return once.mutate(**{f"first_{name}": value for name, value in before.items()})


def _before(column: Any, baseline: Baseline) -> Any:
    return column.first() if baseline == "first" else column.lag()


def _latest(scores: ibis.Table) -> ibis.Table:
    """One score a person and day, with the person's days of a score before and after it."""
    import ibis

    by_name = (ibis.desc("assessment"), "provider", "referral")
    number = ibis.row_number().over(group_by=("person", "day"), order_by=by_name)
    once = scores.mutate(number=number).filter(lambda rows: rows.number == 0)
    order = ibis.window(group_by="person", order_by="day")
    until, last_day = once.day.lead().over(order), once.day.lag().over(order)
    return once.mutate(until=until.fill_null(FAR_AWAY), last_day=last_day.fill_null(_NEVER))


def _in_opening(store: Store, latest: ibis.Table, scores: ibis.Table, baseline: Baseline) -> ibis.Table:
    """Scores without a referral, with the one they are compared with: the first on or after an opening's first day.

    A day of a score is the first on or after a given day where that day lies after the score before it.
    """
    import ibis

    since = scores.select("person", "day", since=ibis.literal(LONG_AGO))
    if is_told(store):
        held = openings(store)
        open_then = [scores.day >= held.from_day, scores.day <= held.to_day]
        found = scores.inner_join(held, ["person", "provider", *open_then])
        since = found.group_by("person", "day").agg(since=found.from_day.min())
    rows = scores.drop(*_FIRST).left_join(since, ["person", "day"], rname="{name}_since")
    other = latest.select("person", "last_day", **{f"first_{name}": latest[name] for name in ("day", "points", "per")})
    if baseline == "first":
        is_it = [rows.since <= other.first_day, rows.since > other.last_day]
    else:
        is_it = [rows.last_day == other.first_day, rows.since <= other.first_day]
    return rows.left_join(other, ["person", *is_it], rname="{name}_other")
