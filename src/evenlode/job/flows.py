"""Flows: what the rows say of referrals, first contacts, discharges, stocks and spells, by month and provider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from evenlode.data.months import first_day, last_day, last_month_end_by, month_number, month_of
from evenlode.data.rules import FAR_AWAY
from evenlode.data.store import Store
from evenlode.finance.demand.measured import Measured
from evenlode.finance.years import name_of
from evenlode.problems import refuse
from evenlode.report.finance import Eligible

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class FlowMonth:
    """One provider in one month. Flows are those of the month, waiting and caseload those at its end.

    referrals: accepted ones; taken_on: first attended direct contacts of a referral; left_unseen: closed before one;
    discharges: closed after one. A row of a partner's caseload is taken on on its first day. contacts, admissions and
    bed_days are None where such rows were not sent.
    """

    provider: str
    month: date
    referrals: int
    contacts: int | None
    taken_on: int
    left_unseen: int
    discharges: int
    waiting: int
    caseload: int
    admissions: int | None
    bed_days: int | None


FLOW_COLUMNS: Mapping[str, Callable[[FlowMonth], int | None]] = {
    "referrals": lambda one: one.referrals,
    "contacts": lambda one: one.contacts,
    "taken on": lambda one: one.taken_on,
    "left unseen": lambda one: one.left_unseen,
    "discharges": lambda one: one.discharges,
    "waiting": lambda one: one.waiting,
    "caseload": lambda one: one.caseload,
    "admissions": lambda one: one.admissions,
    "bed days": lambda one: one.bed_days,
}
"""The columns of `evenlode.finance.demand.measured` that rows can fill."""


def tells_flows(store: Store) -> bool:
    """True where somebody sent referrals with contacts, or a partner's caseload."""
    return store.has("partner_caseload") or (store.has("referrals") and store.has("contacts"))


def flows_of(store: Store) -> tuple[FlowMonth, ...]:
    """Every whole month of the data, by provider and month.

    A referral from before the data whose first contact is not in them is taken as seen: it came before anybody could
    say. Raises a Refusal where nobody sent referrals with contacts, nor a partner's caseload.
    """
    if not tells_flows(store):
        fix = "Receive referrals with contacts, or a partner's caseload"
        raise refuse("FLOW.ROWS", "no rows say who came, who was seen and who left", fix)
    openings = store.fetch(_openings(store))
    first, last = _span(store, openings)
    counts: dict[tuple[str, str, int], int] = defaultdict(int)
    for row in openings:
        for name, month in _steps(row, first, last):
            counts[row["provider"], name, month] += row["openings"]
    for row in store.fetch(_contacts(store)):
        counts[row["provider"], "contacts", row["month"]] += row["contacts"]
    for row in store.fetch(_spells(store)):
        for name, month, count in _in_bed(row, first, last):
            counts[row["provider"], name, month] += count
    has = {
        "contacts": store.has("contacts") or store.has("partner_contacts"),
        "admissions": store.has("hospital_spells"),
    }
    providers = sorted({row["provider"] for row in openings})
    return tuple(_month(counts, provider, month, has) for provider in providers for month in range(first, last + 1))


def _openings(store: Store) -> ibis.Table:
    """(provider, came, seen, gone, openings): how many came, were first seen and left in which months."""
    import ibis

    from evenlode.measures.contacts import first_contacts

    referrals, caseload = store.table("referrals"), store.table("partner_caseload")
    accepted = referrals.filter(referrals.rejected_day.isnull())
    firsts = first_contacts(store).select("provider", "referral", seen_day="direct_day")
    rows = accepted.left_join(firsts, ["provider", "referral"])
    of_referrals = rows.select(
        "provider", came=month_of(rows.received_day), seen=month_of(rows.seen_day), gone=month_of(rows.closed_day)
    )
    after = (caseload.to_day + ibis.interval(days=1)).cast("date")
    of_caseload = caseload.select(
        "provider", came=month_of(caseload.from_day), seen=month_of(caseload.from_day), gone=month_of(after)
    )
    both = of_referrals.union(of_caseload)
    return both.group_by("provider", "came", "seen", "gone").agg(openings=both.count())


def _span(store: Store, openings: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """The first and last whole month of the data."""
    last = month_number(store.data_to + timedelta(days=1)) - 1
    if store.data_from is not None:
        first = month_number(store.data_from - timedelta(days=1)) + 1
    else:
        first = min((row["came"] for row in openings), default=last + 1)
    if not openings or first > last:
        raise refuse("FLOW.ROWS", "the data hold no whole month with anybody in it", "Receive a month or more")
    return first, last


def _steps(row: Mapping[str, Any], first: int, last: int) -> Iterator[tuple[str, int]]:
    """What happens to those who came together, and at the end of which months they wait or are on the caseload."""
    came, gone = row["came"], row["gone"]
    seen = row["seen"] if row["seen"] is not None or came >= first else came
    if seen is not None and gone is not None and seen > gone:
        seen = None
    until = last + 1 if gone is None else gone
    happened = [("referrals", came), ("taken_on", seen), ("discharges" if seen is not None else "left_unseen", gone)]
    yield from ((name, month) for name, month in happened if month is not None and first <= month <= last)
    turn = until if seen is None else seen
    yield from (("waiting", month) for month in range(max(came, first), min(turn, last + 1)))
    yield from (("caseload", month) for month in range(max(turn, first), min(until, last + 1)))


def _contacts(store: Store) -> ibis.Table:
    """(provider, month, contacts) of attended contacts, those of partners with them."""
    from evenlode.measures.contacts import ATTENDED

    contacts, partners = store.table("contacts"), store.table("partner_contacts")
    attended = contacts.filter(contacts.attendance.isin(ATTENDED))
    days = attended.select("provider", month=month_of(attended.day)).union(
        partners.select("provider", month=month_of(partners.day))
    )
    return days.group_by("provider", "month").agg(contacts=days.count())


def _spells(store: Store) -> ibis.Table:
    """(provider, admitted, discharged, spells)."""
    spells = store.table("hospital_spells")
    return spells.group_by("provider", "admitted", "discharged").agg(spells=spells.count())


def _in_bed(row: Mapping[str, Any], first: int, last: int) -> Iterator[tuple[str, int, int]]:
    """Admissions, and the days in bed that fall into each month; the day of discharge is none."""
    admitted, end = row["admitted"], row["discharged"] or FAR_AWAY
    yield "admissions", month_number(admitted), row["spells"]
    for month in range(max(month_number(admitted), first), min(month_number(end), last) + 1):
        days = (min(end, last_day(month) + timedelta(days=1)) - max(admitted, first_day(month))).days
        yield "bed_days", month, days * row["spells"]


def _month(counts: Mapping[tuple[str, str, int], int], provider: str, month: int, has: Mapping[str, bool]) -> FlowMonth:
    def count(name: str) -> int:
        return counts.get((provider, name, month), 0)

    return FlowMonth(
        provider=provider,
        month=first_day(month),
        referrals=count("referrals"),
        contacts=count("contacts") if has["contacts"] else None,
        taken_on=count("taken_on"),
        left_unseen=count("left_unseen"),
        discharges=count("discharges"),
        waiting=count("waiting"),
        caseload=count("caseload"),
        admissions=count("admissions") if has["admissions"] else None,
        bed_days=count("bed_days") if has["admissions"] else None,
    )


def eligible_people(store: Store) -> tuple[Eligible, ...]:
    """People on each provider's own caseload at the end of each month, and those eligible under the Care Act."""
    import ibis

    caseload = store.table("partner_caseload")
    last = month_number(store.data_to + timedelta(days=1)) - 1
    earliest = store.data_from or date(1900, 1, 1)
    rows = caseload.select(
        "person",
        "provider",
        "care_act_eligible",
        first=ibis.greatest(month_of(caseload.from_day), month_number(earliest)),
        last=ibis.least(last_month_end_by(caseload.to_day.fill_null(FAR_AWAY)), last),
    )
    rows = rows.filter(rows["first"] <= rows["last"])
    by_month = rows.select(
        "person", "provider", "care_act_eligible", month=ibis.range(rows["first"], rows["last"] + 1).unnest()
    )
    found = by_month.group_by("provider", "month").agg(
        people=by_month.person.nunique(),
        eligible=by_month.person.nunique(where=by_month.care_act_eligible == "yes"),
        known=by_month.person.nunique(where=by_month.care_act_eligible.notnull()),
    )
    return tuple(
        Eligible(
            one["provider"],
            f"{first_day(one['month']):%Y-%m}",
            one["people"],
            one["eligible"],
            one["people"] - one["known"],
        )
        for one in sorted(store.fetch(found), key=lambda one: (one["provider"], one["month"]))
    )


def as_measured(rows: Sequence[FlowMonth], staff: Mapping[str, tuple[int, int]], invented: bool) -> Measured:
    """The rows of all providers as one service. staff: thousandths of FTE established and vacant by financial year."""
    months = tuple(sorted({one.month for one in rows}))
    columns = {name: tuple(_sum(rows, month, value) for month in months) for name, value in FLOW_COLUMNS.items()}
    held = [staff.get(name_of(month.year - (month.month < 4))) for month in months]
    for at, name in enumerate(("fte established", "fte vacant")):
        columns[name] = tuple(None if one is None else one[at] / 1000 for one in held)
    return Measured(
        invented, months, {name: found for name, found in columns.items() if any(one is not None for one in found)}
    )


def _sum(rows: Sequence[FlowMonth], month: date, value: Callable[[FlowMonth], int | None]) -> float | None:
    found = [count for one in rows if one.month == month and (count := value(one)) is not None]
    return float(sum(found)) if found else None
