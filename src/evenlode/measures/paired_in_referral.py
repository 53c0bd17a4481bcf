"""Community referrals long enough for two scores, and whether the latest score was better than the first by enough."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.instruments import Scoring
from evenlode.instruments.pairing import ADULT_FROM, CONTACTS_NEEDED, DAYS_OPEN_NEEDED, FIRST_DAY, TEAMS
from evenlode.measures import paired_change
from evenlode.measures.contacts import ATTENDED, DIRECT
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after, placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.measures.scored import completions, scored
from evenlode.population.caseload import only_provider
from evenlode.results import Period, Polarity
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Day, Number, Text, Whole

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT
_SAME = ("provider", "referral")


class Parameters(Form):
    """The national pairing rule: which score, which referrals, and what is an improvement.

    tool, score, coding: as for paired_change; which way is better is the instrument's. by: the least improvement that
    counts, in the score's unit.

    A referral counts in a period where it was received from received_from on, by one of the teams, of somebody who
    was then an adult, was not rejected, has so many direct `contacts` by the end of the period, and either was closed
    inside it or is open at its end for open_days or more. It counts once, as it stands last in the period.

    Its baseline is the first score of the referral, which must be valid; its follow-up the latest later valid one by
    the end of the last month of the period in which the referral counts. Without both it is missing: eligible, and
    not in the denominator.
    """

    tool: Text
    score: Text = "total"
    coding: Text | None = None
    by: Number = Decimal(0)
    teams: tuple[Text, ...] = TEAMS
    received_from: Day = FIRST_DAY
    contacts: Whole = CONTACTS_NEEDED
    open_days: Whole = DAYS_OPEN_NEEDED

    @model_validator(mode="after")
    def _can_be_scored(self) -> Parameters:
        paired_change.Parameters(tool=self.tool, score=self.score, coding=self.coding)
        return self

    def rule(self) -> Scoring:
        """How the figure is scored."""
        return paired_change.Parameters(tool=self.tool, score=self.score, coding=self.coding).rule()


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table without which nobody's change can be told."""
    return ("scores",)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables that say which referrals count."""
    return ("referrals", "contacts", "people")


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each referral and month at whose end it counts; its rank is the month."""
    rule = parameters.rule()
    rows = _by_month(_counting(store, definition, parameters)[-1][1], parameters, store.data_to)
    rows = rows.filter(rows.day.between(span.start, span.end))
    valid = store.keep(("valid_scores", rule), lambda: scored(store, rule))
    first, later = _baselines(store, rule, valid), _later(valid)
    rows = rows.left_join(first, list(_SAME), rname="{name}_of_first")
    latest = [rows.provider == later.provider, rows.referral == later.referral]
    within = [later.last_month <= rows.month, rows.month < later.until_month, later.last_day > rows.first_day]
    rows = rows.left_join(later, [*latest, *within], rname="{name}_of_last")
    is_pair = (rows.first_points.notnull() & rows.last_points.notnull()).fill_null(False)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.provider + " " + rows.referral,
        from_month=rows.month,
        to_month=rows.month,
        numerator=is_pair & _is_improved(rows, parameters, rule).fill_null(False),
        denominator=is_pair,
        missing=~is_pair,
        rank=rows.month,
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the referrals are narrowed down to those that count."""
    found = _counting(store, definition, parameters)
    here = _by_month(found[-1][1], parameters, store.data_to)
    here = here.filter(here.day.between(month.start, month.end))
    return [*sent_rows(store, "referrals", "referrals"), *found, ("closed in the month, or open for long enough", here)]


def _counting(store: Store, definition: Definition, parameters: Parameters) -> Narrowed:
    """The referrals after each condition that no period changes, with the day of the last contact needed."""
    import ibis

    referrals = store.table("referrals")
    left = referrals.filter(referrals.received_day >= parameters.received_from, referrals.rejected_day.isnull())
    found: Narrowed = [("received late enough and not rejected", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = left.filter(left.team_type.isin(parameters.teams))
    found.append(("to a team that counts", left))
    people = store.table("people").group_by("person").agg(born=lambda rows: rows.birth_month.max())
    known = left.inner_join(people, "person")
    left = known.filter(known.received_day >= day_after(known.born, months=12 * ADULT_FROM))
    found.append(("of adults", left))
    contacts = store.table("contacts")
    direct = contacts.filter(contacts.attendance.isin(ATTENDED), contacts.mechanism.isin(DIRECT).fill_null(False))
    place = ibis.row_number().over(group_by=_SAME, order_by=("day", "contact"))
    numbered = direct.select(*_SAME, "day", place=place)
    enough = numbered.filter(numbered.place == max(int(parameters.contacts), 1) - 1)
    left = left.inner_join(enough.select(*_SAME, enough_day="day"), list(_SAME))
    left = left.select("person", *_SAME, "received_day", "closed_day", "enough_day")
    return [*found, ("with enough contacts", left)]


def _by_month(rows: ibis.Table, parameters: Parameters, data_to: date) -> ibis.Table:
    """The referrals with each month in which they count, and the day of it that decides."""
    import ibis

    last = ibis.literal(data_to)
    long_open = day_after(rows.received_day, days=int(parameters.open_days))
    rows = rows.mutate(
        from_month=ibis.greatest(month_of(long_open), month_of(rows.enough_day)),
        closed_month=month_of(rows.closed_day.fill_null(last)) + rows.closed_day.isnull().cast("int64"),
    )
    one = rows.select("person", *_SAME, "closed_day", "enough_day", month=rows.closed_month)
    closed = one.filter(one.closed_day.notnull(), one.closed_day <= last, month_of(one.enough_day) <= one.month)
    closed = closed.select("person", *_SAME, "month", day=closed.closed_day)
    whole = rows.filter(rows.from_month < rows.closed_month)
    months = ibis.range(whole.from_month, whole.closed_month).unnest()
    opened = whole.select("person", *_SAME, month=months.cast("int64"))
    opened = opened.mutate(day=_last_day(opened.month))
    return closed.union(opened.filter(opened.day <= last).select(closed.columns))


def _last_day(month: Any) -> Any:
    """The last day of a month by its number."""
    import ibis

    after = month + 1
    begins = ibis.date((after // 12).cast("int64"), (after % 12 + 1).cast("int64"), ibis.literal(1, "int64"))
    return day_after(begins, days=-1)


def _baselines(store: Store, rule: Scoring, valid: ibis.Table) -> ibis.Table:
    """(provider, referral, first_day, first_points, first_per); without points where the first form is not valid."""
    import ibis

    forms = completions(store, rule.instrument).select(*_SAME, "day", "assessment").distinct()
    place = ibis.row_number().over(group_by=_SAME, order_by=("day", "assessment"))
    first = forms.mutate(place=place).filter(lambda rows: rows.place == 0).drop("place")
    figures = valid.select(*_SAME, "day", "assessment", "points", "per")
    both = first.left_join(figures, [*_SAME, "day", "assessment"], rname="{name}_valid")
    named = both.filter(both.referral != "")
    return named.select(*_SAME, first_day="day", first_points="points", first_per="per")


def _later(valid: ibis.Table) -> ibis.Table:
    """(provider, referral, last_month, until_month, last_day, last_points, last_per): from when to when it is last."""
    import ibis

    dated = valid.mutate(last_month=lambda rows: month_of(rows.day))
    order = (ibis.desc("day"), "assessment")
    place = ibis.row_number().over(group_by=(*_SAME, "last_month"), order_by=order)
    once = dated.mutate(place=place).filter(lambda rows: rows.place == 0)
    until = once.last_month.lead().over(group_by=_SAME, order_by="last_month").fill_null(12 * 9999)
    return once.select(*_SAME, "last_month", until_month=until, last_day="day", last_points="points", last_per="per")


def _is_improved(rows: ibis.Table, parameters: Parameters, rule: Scoring) -> Any:
    """True where the latest is better by enough; both are brought to one denominator, so that nothing is rounded."""
    before, after = rows.first_points * rows.last_per, rows.last_points * rows.first_per
    better = after - before if rule.polarity is Polarity.HIGHER_IS_BETTER else before - after
    needed, unit = Fraction(parameters.by), rows.last_per * rows.first_per
    return better > 0 if needed == 0 else better * needed.denominator >= unit * needed.numerator
