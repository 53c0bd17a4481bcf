"""People of the caseload on the last day of a month with a recent reading, and whether it is the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from evenlode.data.months import month_ends
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.referrals import sent_rows
from evenlode.measures.statuses import FIRST_ANSWER, NOT_RECORDED, SECOND_ANSWER, beside, changes_of, through_time
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Day, Number, Whole, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT

Smoking = Literal["current", "former", "never"]

SMOKING: tuple[Smoking, ...] = ("current", "former", "never")


class Parameters(Form):
    """Which reading is looked at, which value counts, and what a missing one does.

    check: bmi or smoking. over: for bmi, a reading of more than this; the number itself does not count. values: for
    smoking, the answers that count. A bmi that is no number and any other answer about smoking tell nothing and are
    not recorded. The latest reading decides; of several on that day one that counts is enough.

    recency_months: an older reading counts as not recorded. missing: `exclude` leaves people without a reading out of
    the denominator, `fail` keeps them in; both can be worked out from every outturn. attribution: a person under
    several providers is shown under each of them (and once in every total), or under one: the lead provider if the
    person is under it, else the first by name.

    baseline: for an indicator of the kind `change`, the first day of the contract year whose share is taken off.
    """

    check: Literal["bmi", "smoking"]
    over: Number | None = None
    values: tuple[Smoking, ...] = ()
    recency_months: Whole = 12
    missing: Literal["fail", "exclude"] = "exclude"
    attribution: Attribution = "every provider"
    baseline: Day | None = None

    @model_validator(mode="after")
    def _fits_its_check(self) -> Parameters:
        needed, other = ("over", "values") if self.check == "bmi" else ("values", "over")
        if getattr(self, needed) in (None, ()):
            raise wrong("CFG.MISSING", f"it does not say which {self.check} counts", f"Add {needed}")
        if getattr(self, other) not in (None, ()):
            raise wrong("CFG.UNKNOWN_KEY", f"{other} cannot be asked of {self.check}", f"Use {needed}")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the readings are in."""
    return ("physical_health",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    import ibis

    people = caseload(store, segments, definition, span, parameters.attribution)
    changes = changes_of(_readings(store, parameters), int(parameters.recency_months))
    together = beside(people, through_time(people, {"state": changes}, *month_ends(span)))
    recorded = together.state != NOT_RECORDED
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=together.state == SECOND_ANSWER,
        denominator=ibis.literal(True) if parameters.missing == "fail" else recorded,
        missing=~recorded,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the records are narrowed down to the readings that tell something."""
    rows = store.table("physical_health")
    readings = _readings(store, parameters)
    told = readings.filter(readings.state != NOT_RECORDED)
    return [
        *sent_rows(store, "physical_health", "records of physical_health"),
        ("records of physical_health after the checks", rows),
        (f"readings of {parameters.check}", readings),
        ("that can be read", told),
        (f"dated on or before {say_day(month.end)}", told.filter(told.day <= month.end)),
    ]


def _readings(store: Store, parameters: Parameters) -> ibis.Table:
    """The readings as (person, day, state)."""
    import ibis

    rows = store.table("physical_health")
    rows = rows.filter(rows.check == parameters.check)
    says: Any
    if parameters.over is not None:
        number = rows.value.try_cast("decimal(12, 3)")
        says, counts = number.notnull(), (number > parameters.over).fill_null(False)
    else:
        says, counts = rows.value.isin(SMOKING), rows.value.isin(parameters.values)
    state = ibis.cases((~says, NOT_RECORDED), (counts, SECOND_ANSWER), else_=FIRST_ANSWER)
    return rows.select("person", "day", state=state)
