"""Generated referrals, contacts, calls, letters and attendances: the engine and plain Python give the same figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.data.memory import store_of
from evenlode.results import EVERYONE, Grain, Period
from tests.engines.plain import months_before
from tests.engines.rows import LEAD, YEARS, definition, summed

FIRST, LAST = date(2017, 10, 1), date(2018, 1, 31)
SPAN = Period(FIRST, LAST)
PROVIDERS = [LEAD, "other"]
Row = Mapping[str, Any]
Verdict = str
"""'pass', 'fail', 'untimed', or 'late fail' and the like: passes or fails and is counted as untimed beside it."""

few = settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
clock = st.sampled_from([None, time(0, 0), time(1, 0), time(9, 59), time(10, 0), time(12, 0), time(14, 0), time(23, 0)])
last_days = st.sampled_from([LAST, LAST - timedelta(days=1), LAST - timedelta(days=7), LAST - timedelta(days=8)])
received_day = st.one_of(last_days, st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days)))


def soon_after(day: date, latest: int) -> st.SearchStrategy[date]:
    """A day shortly before or after, and inside the data."""
    return st.integers(-1, latest).map(lambda days: min(day + timedelta(days=days), LAST))


@st.composite
def referrals(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "person": f"p{draw(st.integers(1, 9))}",
            "provider": draw(st.sampled_from(PROVIDERS)),
            "referral": f"r{number:02d}",
            "received_day": draw(received_day),
            "received_time": draw(clock),
            "priority": draw(st.sampled_from(["1", "1", "4", "2", None])),
            "team_type": draw(st.sampled_from(["A06", "A06", "A02", "C05", None])),
            "rejected_day": LAST if draw(st.integers(0, 9)) == 0 else None,
        }
        for number in range(draw(st.integers(25, 40)))
    ]


def rows_of(tables: Mapping[str, Iterable[Row]]) -> Any:
    """Rows as text tables."""
    return {
        name: tuple({key: "" if value is None else str(value) for key, value in row.items()} for row in rows)
        for name, rows in tables.items()
    }


def engine(tables: Mapping[str, Iterable[Row]], measure: str, **parameters: Any) -> dict[tuple[Any, ...], Any]:
    """Every month's counts by provider, over all segments."""
    with store_of(rows_of(tables), LAST, LEAD) as store:
        asked = definition(parameters, measure=measure, segments=())
        found = summed(store, asked, years=[YEARS[2]], span=SPAN)
    return {
        (one.period.start, one.provider): (one.numerator, one.denominator, one.untimed)
        for one in found
        if one.grain is Grain.MONTH and one.segment == EVERYONE
    }


def plain(shown: Iterable[tuple[date, str, Verdict]]) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    """The same counts from (day, provider, verdict)."""
    counts: dict[tuple[Any, ...], list[int]] = {}
    for day, provider, verdict in shown:
        own = counts.setdefault((day.replace(day=1), provider), [0, 0, 0])
        own[0] += "pass" in verdict
        own[1] += "pass" in verdict or "fail" in verdict
        own[2] += "untimed" in verdict
    return {key: (own[0], own[1], own[2]) for key, own in counts.items()}


def with_totals(events: Iterable[tuple[date, str, Verdict]]) -> list[tuple[date, str, Verdict]]:
    return [(day, shown, verdict) for day, provider, verdict in events for shown in (provider, EVERYONE)]


def of_referrals(
    rows: Iterable[Row], verdict: Callable[[Row], Verdict], teams: Callable[[Any], bool]
) -> list[tuple[date, str, Verdict]]:
    counting = [row for row in rows if row["priority"] in ("1", "4") and teams(row["team_type"])]
    accepted = [row for row in counting if row["rejected_day"] is None]
    return with_totals((row["received_day"], row["provider"], verdict(row)) for row in accepted)


def answered(row: Row, calls: Iterable[tuple[date | None, time | None]], minutes: int, all_of_them: bool) -> Verdict:
    """What becomes of a referral by the moments of its calls (all needed) or of its contacts (one is enough)."""
    if row["received_time"] is None:
        return "untimed"
    start = datetime.combine(row["received_day"], row["received_time"])
    until = start + timedelta(minutes=minutes)
    if until.date() > LAST:
        return "untimed"
    found = set()
    for day, at in calls:
        if day is None or not start.date() <= day <= until.date():
            found.add("fail")
        elif at is None:
            found.add("untimed")
        else:
            found.add("pass" if start <= datetime.combine(day, at) <= until else "fail")
    order = ("fail", "untimed", "pass") if all_of_them else ("pass", "untimed", "fail")
    return next((name for name in order if name in found), "fail")


@few
@given(st.data())
def test_contacts_within_minutes(data: st.DataObject) -> None:
    sent = data.draw(referrals())
    contacts = [
        {
            "person": row["person"],
            "provider": row["provider"],
            "contact": f"{row['referral']}-{number}",
            "referral": row["referral"],
            "day": data.draw(soon_after(row["received_day"], 2)),
            "time": data.draw(clock),
            "attendance": data.draw(st.sampled_from(["5", "6", "3", None])),
            "mechanism": data.draw(st.sampled_from(["01", "01", "02", None])),
        }
        for row in sent
        for number in range(data.draw(st.integers(0, 3)))
    ]

    def verdict(row: Row) -> Verdict:
        own = [one for one in contacts if (one["provider"], one["referral"]) == (row["provider"], row["referral"])]
        seen = [one for one in own if one["attendance"] in ("5", "6") and one["mechanism"] == "01"]
        return answered(row, [(one["day"], one["time"]) for one in seen], 240, all_of_them=False)

    asked = {"contact": "face to face", "within_minutes": "240", "priorities": ["1", "4"], "teams": ["A06"]}
    found = engine({"referrals": sent, "contacts": contacts}, "contact_within", **asked)
    assert found == plain(of_referrals(sent, verdict, lambda team: team == "A06"))


@few
@given(st.data())
def test_calls_within_minutes(data: st.DataObject) -> None:
    sent = data.draw(referrals())

    def call(row: Row) -> tuple[date | None, time | None]:
        if data.draw(st.integers(0, 7)) == 0:
            return None, None
        return data.draw(soon_after(row["received_day"], 1)), data.draw(clock)

    calls = {
        row["referral"]: {who: call(row) for who in ("patient", "carer", "gp")}
        for row in sent
        if data.draw(st.integers(0, 7))
    }
    carers = {name: data.draw(st.sampled_from(["yes", "no", None])) for name in calls}
    log = [
        {
            "provider": row["provider"],
            "referral": row["referral"],
            "carer_applicable": carers[row["referral"]],
            **{f"{who}_contacted_day": day for who, (day, _) in calls[row["referral"]].items()},
            **{f"{who}_contacted_time": at for who, (_, at) in calls[row["referral"]].items()},
        }
        for row in sent
        if row["referral"] in calls
    ]

    def verdict(row: Row) -> Verdict:
        own = calls.get(row["referral"], {"patient": (None, None)})
        needed = [moment for who, moment in own.items() if who != "carer" or carers[row["referral"]] == "yes"]
        return answered(row, needed, 120, all_of_them=True)

    found = engine({"referrals": sent, "crisis_log": log}, "answered_within", within_minutes="120")
    assert found == plain(of_referrals(sent, verdict, lambda team: team in ("A06", "A02")))


@few
@given(st.data())
def test_discharge_letters_within_hours(data: st.DataObject) -> None:
    spells, letters = [], []
    for number in range(data.draw(st.integers(25, 40))):
        day = data.draw(received_day)
        own = {"person": f"p{number % 9}", "provider": data.draw(st.sampled_from(PROVIDERS))}
        spells.append({**own, "spell": f"s{number:02d}", "admitted": FIRST - timedelta(days=9), "discharged": day})
        for _ in range(data.draw(st.integers(0, 2))):
            sent_day = data.draw(
                st.none() | st.integers(0, 2).map(lambda days, day=day: min(LAST, day + timedelta(days)))
            )
            moment = {"event_day": day, "event_time": data.draw(clock)}
            sent = {"sent_day": sent_day, "sent_time": data.draw(clock) if sent_day else None}
            letters.append({**own, "event": f"s{number:02d}", "kind": "discharge", **moment, **sent})

    def verdict(spell: Row) -> Verdict:
        if spell["discharged"] + timedelta(days=1) > LAST:
            return "untimed"
        late = []
        for one in letters:
            if one["event"] == spell["spell"] and one["sent_day"]:
                blank = one["event_time"] is None or one["sent_time"] is None
                late.append((_moment(one["sent_day"], one["sent_time"]) - _moment(date.min, one["event_time"]), blank))
        if not late:
            return "fail"
        first, blank = min(late)
        limit = datetime.combine(spell["discharged"], time()) + timedelta(hours=24) - datetime.combine(date.min, time())
        return ("pass" if first <= limit else "fail") + (" untimed" if blank else "")

    parameters = {"event": "hospital discharge", "kinds": ["discharge"], "within_hours": "24"}
    found = engine({"hospital_spells": spells, "letters": letters}, "letter_within", **parameters)
    assert found == plain(with_totals((one["discharged"], one["provider"], verdict(one)) for one in spells))


def _moment(day: date, at: time | None) -> datetime:
    """A moment, at the end of its day where no time is known."""
    return datetime.combine(day, at) if at else datetime.combine(day, time()) + timedelta(days=1)


@few
@given(st.data())
def test_attendances_before_and_after(data: st.DataObject) -> None:
    days = st.one_of(
        st.sampled_from([date(2017, 8, 31), date(2017, 8, 30), date(2017, 5, 31), date(2017, 7, 31)]),
        st.integers(0, 120).map(lambda days: date(2017, 4, 1) + timedelta(days=days)),
    )
    sent: list[dict[str, Any]] = [
        {
            "person": f"p{data.draw(st.integers(1, 9))}",
            "provider": data.draw(st.sampled_from(PROVIDERS)),
            "referral": f"r{number:02d}",
            "received_day": data.draw(days),
        }
        for number in range(data.draw(st.integers(15, 30)))
    ]
    near = st.sampled_from([0, 1, -1, 60, -60, 181, 184, -181, -184])
    visits = []
    for row in sent:
        for _ in range(data.draw(st.integers(0, 3))):
            day = row["received_day"] + timedelta(days=data.draw(near))
            kind = data.draw(st.sampled_from(["1", "01", "03"]))
            visits.append(
                {"person": row["person"], "provider": "hospital", "arrived_day": min(day, LAST), "type": kind}
            )
    visits.append({"person": "nobody", "provider": "hospital", "arrived_day": LAST, "type": "01"})
    latest: dict[tuple[Any, ...], tuple[date, str, Verdict]] = {}
    for row in sent:
        start, end = row["received_day"], months_before(row["received_day"], -6)
        own = [one["arrived_day"] for one in visits if one["person"] == row["person"] and one["type"] != "03"]
        before = sum(months_before(start, 6) < day <= start for day in own)
        after = sum(start < day <= end for day in own)
        verdict = "pass" if after < before or before == after == 0 else "fail"
        for shown in (row["provider"], EVERYONE) if FIRST <= end <= LAST else ():
            key = (shown, row["person"], end.replace(day=1))
            if key not in latest or latest[key][0] < end:
                latest[key] = (end, shown, verdict)
    found = engine({"referrals": sent, "ed_attendances": visits}, "attendances_before_after")
    assert found == plain(latest.values())
