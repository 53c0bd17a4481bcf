"""People of the caseload on the last day of a month, and whether the latest record of their status counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from evenlode.data.codes import CODE_LISTS
from evenlode.data.months import first_day, last_day, month_ends
from evenlode.data.store import Store
from evenlode.measures.changing import ToChange
from evenlode.measures.counted import Nature
from evenlode.measures.events import day_after
from evenlode.measures.reviews import reviews
from evenlode.measures.statuses import (
    FIRST_ANSWER,
    NOT_RECORDED,
    SECOND_ANSWER,
    beside,
    changes_of,
    long_stays,
    refreshed,
    through_time,
)
from evenlode.measures.whom import Whom, people, tables_of
from evenlode.population.caseload import Attribution, caseload
from evenlode.results import Period, say_day
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, Whole, YesNo, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.SNAPSHOT
_NAMES = {
    "role_status": "role",
    "employment_status": "employment status",
    "accommodation_status": "accommodation status",
}

Role = Literal["paid", "education", "voluntary", "home_parent"]


class Condition(Form):
    """Which status counts.

    table: where it is recorded. recency_months: a record older than this counts as not recorded (MHSDS: 12).

    role_status: `roles` that count; `structured: yes` wants education and voluntary activity to be recorded as
    structured (a paid job is taken as it is). `employment_codes` of employment_status stand in for people with no
    role recorded; with `employment: either` they count beside it. Of several roles on the latest day one is enough.

    employment_status: the `employment_codes` that count.

    accommodation_status: `settled` wants the national indicator to be Y, as the official measure does; `types`
    counts types of accommodation instead. Where two records of the latest day contradict each other, the person
    does not count.
    """

    table: Literal["role_status", "employment_status", "accommodation_status"]
    recency_months: Whole = 12
    roles: tuple[Role, ...] = ()
    structured: YesNo = False
    employment_codes: tuple[Text, ...] = ()
    employment: Literal["where no role is recorded", "either"] = "where no role is recorded"
    settled: Literal["Y"] | None = None
    types: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _fits_its_table(self) -> Condition:
        given = {name for name in ("roles", "employment_codes", "settled", "types") if getattr(self, name)}
        known = {
            "role_status": ({"roles"}, {"roles", "employment_codes"}),
            "employment_status": ({"employment_codes"}, {"employment_codes"}),
            "accommodation_status": ({"settled", "types"}, {"settled", "types"}),
        }
        needed, allowed = known[self.table]
        if not given & needed:
            said = f"it does not say which status of {self.table} counts"
            raise wrong("CFG.MISSING", said, f"Add {' or '.join(sorted(needed))}")
        if given - allowed:
            said = f"{' and '.join(sorted(given - allowed))} cannot be read from {self.table}"
            raise wrong("CFG.UNKNOWN_KEY", said, f"Use {' or '.join(sorted(allowed))}")
        if self.settled and self.types:
            raise wrong("CFG.DEFINITION", "it names settled and types, and one decides", "Keep one of the two")
        _known(self.employment_codes, "employment status")
        _known(self.types, "accommodation type")
        return self


class Stability(Form):
    """A home that lasts: settled on the day, and no sign of a move in the months before it.

    months: no record in them says that the person is not settled, and no stay in hospital of more than
    longest_stay_days ended in them or still lasts.
    """

    months: Whole = 6
    longest_stay_days: Whole = 90


class Parameters(Condition):
    """Which status counts, among whom, and what a missing record does.

    among: only people with this status too are counted ("of those in 5a"); its table and recency are the same where
    it names none. missing: `fail` keeps people without a record in the denominator, `exclude` leaves them out; both
    can be worked out from every outturn. attribution: a person under several providers is shown under each of them
    (and once in every total), or under one: the lead provider if the person is under it, else the first by name.

    review_refreshes: with `yes` a HoNOS cluster review says again, on its own day, what the latest record before it
    says, however old that is. any_record: with `yes` it is enough that one record within reach counts, whatever a
    later one says. whom: in place of the contract's segments, the people of an official measure. stability: for
    accommodation_status, asks for a home that lasts as well.
    """

    among: Condition | None = None
    missing: Literal["fail", "exclude"] = "fail"
    attribution: Attribution = "every provider"
    review_refreshes: YesNo = False
    any_record: YesNo = False
    whom: Whom | None = None
    stability: Stability | None = None

    @model_validator(mode="after")
    def _stability_of_a_home(self) -> Parameters:
        if self.stability and self.table != "accommodation_status":
            said = f"stability is asked of a home, and {self.table} holds none"
            raise wrong("CFG.UNKNOWN_KEY", said, "Leave stability out, or use accommodation_status")
        return self

    @model_validator(mode="before")
    @classmethod
    def _among_the_same(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not isinstance(given.get("among"), dict):
            return given
        same = {name: given[name] for name in ("table", "recency_months") if name in given}
        return {**given, "among": {**same, **given["among"]}}


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The tables a status can come from."""
    return _tables(parameters)


def needs(parameters: Parameters) -> tuple[str, ...]:
    """The tables that its options cannot do without."""
    stays = ("hospital_spells",) if parameters.stability else ()
    reviewed = ("honos_cluster_assessments",) if parameters.review_refreshes else ()
    return (*stays, *reviewed, *tables_of(parameters.whom))


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person, provider and segment, cut where the answer changes; see evenlode.measures.counted."""
    import ibis

    if parameters.whom:
        counted = people(store, definition, parameters.whom, span)
    else:
        counted = caseload(store, segments, definition, span, parameters.attribution)
    again = parameters.review_refreshes
    parts = _parts(store, parameters, "own", again)
    if parameters.among:
        parts.update(_parts(store, parameters.among, "among", again))
    if parameters.stability:
        parts.update(_signs_of_moving(store, parameters, parameters.stability))
    if parameters.any_record:
        parts["ever"] = _ever(store, parameters)
    through = through_time(counted, parts, *month_ends(span))
    if parameters.among:
        through = through.filter(_verdict(store, through, parameters.among, "among")[1])
    recorded, counts = _verdict(store, through, parameters, "own")
    if parameters.any_record:
        counts = through.ever > 0
    if parameters.stability:
        counts = counts & (through.moved == 0) & (through.stayed == 0)
    together = beside(counted, through.select("person", "from_month", "to_month", recorded=recorded, counts=counts))
    return together.select(
        "person",
        "provider",
        "segment",
        "from_month",
        "to_month",
        numerator=together.counts,
        denominator=ibis.literal(True) if parameters.missing == "fail" else together.recorded,
        missing=~together.recorded,
    )


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the records of each table are narrowed down for one month."""
    found = []
    for table in _sent(store, parameters):
        found.append((f"records of {table} that were sent", store.as_sent(table).rows))
        records = records_of(store, parameters, table)
        told = records.filter(records.state != NOT_RECORDED)
        found.append((f"records of {table} after the checks", records))
        found.append(("that say what the status is", told))
        found.append((f"dated on or before {say_day(month.end)}", told.filter(told.day <= month.end)))
    return found


def to_change(store: Store, definition: Definition, parameters: Parameters, days: Period) -> ToChange:
    """A newer record, and a new one before the last one is too old. The day is the last on which that is in reach."""
    name = _NAMES[parameters.table]
    counts = ", ".join(parameters.roles or parameters.types or parameters.employment_codes) or "settled"
    latest = [_latest(store, parameters, table, days) for table in _sent(store, parameters)]
    records = latest[0].union(latest[1]) if len(latest) > 1 else latest[0]
    by_person = records.group_by(unit=records.person).agg(day=records.day.max())
    past = day_after(by_person.day, months=int(parameters.recency_months))
    lasting = f", {parameters.stability.months} months without a sign of a move" if parameters.stability else ""
    return ToChange(
        fails=f"a newer record of the {name} that counts ({counts}){lasting}",
        missing=f"a recorded {name}",
        lapses=f"the {name} recorded again before its last record is too old",
        due=by_person.select("unit", by=day_after(past, days=-1)),
    )


def known_before(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, months: tuple[int, ...]
) -> ibis.Table:
    """(provider, month, worse, missing) of each person at a month's end whose status was known a year before.

    worse: that status did not count. missing: there is no record now.
    """
    import ibis

    span = Period(first_day(months[0] - 12), last_day(months[-1]))
    rows = count(store, definition, parameters, segments, span)
    rows = rows.select("person", "provider", "from_month", "to_month", "numerator", "missing")
    parts = []
    for month in months:
        now = rows.filter(rows.from_month <= month, rows.to_month >= month)
        then = rows.filter(rows.from_month <= month - 12, rows.to_month >= month - 12, ~rows.missing)
        then = then.select("person", "provider", worse=~then.numerator).view()
        both = now.inner_join(then, ["person", "provider"])
        parts.append(both.select("provider", "worse", "missing", month=ibis.literal(month, "int64")))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _latest(store: Store, parameters: Parameters, table: str, days: Period) -> ibis.Table:
    """(person, day) of the records that say what the status is, up to the last of the days."""
    records = records_of(store, parameters, table)
    if parameters.review_refreshes:
        records = refreshed(records, reviews(store))
    return records.filter(records.state != NOT_RECORDED, records.day <= days.end).select("person", "day")


def _known(codes: tuple[str, ...], name: str) -> None:
    strange = [code for code in codes if code not in CODE_LISTS[name].codes]
    if strange:
        fix = f"Use {', '.join(CODE_LISTS[name].codes)}"
        raise wrong("CODE.LIST", f"{' and '.join(strange)} cannot be found in the {name} list", fix)


def _parts(store: Store, condition: Condition, name: str, again: bool) -> dict[str, ibis.Table]:
    """The changes of each table the condition reads, by a name that begins with the one given."""
    return {f"{name}_{table}": _changes(store, condition, table, again) for table in _sent(store, condition)}


def _changes(store: Store, condition: Condition, table: str, again: bool) -> ibis.Table:
    """The changes of one table, worked out once for every definition that asks the same of it."""
    asked = (condition.roles, condition.structured) if table == "role_status" else (condition.employment_codes,)
    key = ("changes", table, condition.recency_months, *asked, condition.settled, condition.types, again)

    def made() -> ibis.Table:
        records = records_of(store, condition, table)
        return changes_of(refreshed(records, reviews(store)) if again else records, condition.recency_months)

    return store.keep(key, made)


def _signs_of_moving(store: Store, parameters: Parameters, stability: Stability) -> dict[str, ibis.Table]:
    """The changes of what a home that lasts must not have: records of not being settled, and long stays."""
    records = records_of(store, parameters, "accommodation_status")
    unsettled = records.filter(records.state == SECOND_ANSWER).mutate(state=FIRST_ANSWER)
    spells = store.table("hospital_spells")
    return {
        "moved": changes_of(unsettled, stability.months),
        "stayed": long_stays(spells, stability.longest_stay_days, stability.months),
    }


def _ever(store: Store, parameters: Parameters) -> ibis.Table:
    """The changes of whether any record within reach counts, of the table that the condition is about."""
    records = records_of(store, parameters, parameters.table)
    counting = records.filter(records.state == yes_of(parameters.table)).mutate(state=FIRST_ANSWER)
    return changes_of(counting, parameters.recency_months)


def _tables(condition: Condition) -> tuple[str, ...]:
    """The tables the condition reads, the one it is about first."""
    if condition.table == "role_status" and condition.employment_codes:
        return ("role_status", "employment_status")
    return (condition.table,)


def _sent(store: Store, condition: Condition) -> tuple[str, ...]:
    """Those of its tables that were sent; the one it is about, without rows, where none was."""
    return tuple(table for table in _tables(condition) if store.has(table)) or (condition.table,)


def records_of(store: Store, condition: Condition, table: str) -> ibis.Table:
    """The table's accepted records as (person, day, state)."""
    import ibis

    rows = store.table(table)
    if table == "role_status":
        says, counts = ibis.literal(True), rows.role.isin(condition.roles)
        if condition.structured:
            counts = counts & ((rows.role == "paid") | (rows.structured == "yes").fill_null(False))
    elif table == "employment_status":
        says = rows.code.notin(CODE_LISTS["employment status"].says_nothing)
        counts = rows.code.isin(condition.employment_codes)
    elif condition.types:
        says, counts = rows.type.notnull(), rows.type.isin(condition.types).fill_null(False)
    else:
        says = rows.settled.notin(CODE_LISTS["settled"].says_nothing).fill_null(False)
        counts = (rows.settled == condition.settled).fill_null(False)
    yes = yes_of(table)
    no = FIRST_ANSWER + SECOND_ANSWER - yes
    return rows.select("person", "day", state=ibis.cases((~says, NOT_RECORDED), (counts, yes), else_=no))


def yes_of(table: str) -> int:
    """The state of a record that counts.

    Roles of one day all hold, so one that counts is enough and is the higher state. Two records of one day that say
    settled and not settled contradict each other, and a contradiction never earns: there the lower one counts.
    """
    return FIRST_ANSWER if table == "accommodation_status" else SECOND_ANSWER


def _verdict(store: Store, through: ibis.Table, condition: Condition, name: str) -> tuple[Any, Any]:
    """Whether the status is recorded, and whether it counts, as expressions over the states through time."""
    import ibis

    tables = _sent(store, condition)
    recorded = [through[f"{name}_{table}"] != NOT_RECORDED for table in tables]
    counts = [through[f"{name}_{table}"] == yes_of(table) for table in tables]
    if len(tables) == 1:
        return recorded[0], counts[0]
    either = counts[0] | counts[1]
    instead = ibis.ifelse(recorded[0], counts[0], counts[1])
    return recorded[0] | recorded[1], either if condition.employment == "either" else instead
