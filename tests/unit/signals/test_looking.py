"""Every signal finds the pattern it is for, and none of them is found in rows without one. INVENTED rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from evenlode.data.questions import Question
from evenlode.population.segments import assign_segments
from evenlode.problems import Refusal
from evenlode.signals.looking import signal_names, signals_of
from evenlode.signals.signal import Signal, Strength, read, written
from evenlode.terms.dated import Dated, Entry
from evenlode.terms.forms.signals import SignalsForm
from tests.engines.rows import RETURNED, SEGMENTS, SETTLED, YEARS, definition, small_store

PEOPLE = 700
FIRST = date(2016, 10, 1)
QUARTERS = [date(2017, month, 1) for month in (1, 4, 7, 10)] + [date(2018, month, 1) for month in (1, 4, 7, 10)]
WAIT = {"within_days": "28"}


def text(head: str, rows: Iterator[str]) -> str:
    return "\n".join([head, *rows])


def rows_of(seed: int, gamed: bool) -> dict[str, str]:
    """Two years of a provider, with every pattern in them or none."""
    luck = random.Random(seed)  # noqa: S311 - invented rows, no secret
    referrals, contacts, clusters, homes = [], [], [], []
    for person in range(PEOPLE):
        came = FIRST + timedelta(days=luck.randrange(729))
        closed = came + timedelta(days=luck.randrange(40, 70))
        end = next(day for day in QUARTERS if day > min(closed, QUARTERS[-1] - timedelta(days=1)))
        near = (end - closed).days <= 14
        rejected = luck.random() < (0.5 if gamed and came.month == 9 else 0.05)
        wait = round(luck.expovariate(1 / 25))
        if gamed and 28 < wait < 60 and luck.random() < 0.8:
            wait = 28
        referrals.append(f"a{person}|{person}|{came}|{closed}|{came if rejected else ''}")
        contacts.append(f"{person}|{person}|a{person}|{came + timedelta(days=wait)}|5|01")
        if luck.random() < (0.6 if gamed and near else 0.1):
            back = end if gamed and near else closed + timedelta(days=1)
            referrals.append(f"b{person}|{person}|{back + timedelta(days=luck.randrange(14))}||")
        for year, weights in ((2016, (4, 3, 2, 1)), (2017, (1, 2, 3, 4) if gamed else (4, 3, 2, 1))):
            code = luck.choices(("04", "05", "11", "12"), weights)[0]
            to = "2017-10-04" if year == 2016 else ""
            clusters.append(f"{person}|{code}|{year}-10-05|{to}")
        settled = luck.random() < 0.6
        homes.append(f"{person}|2017-03-01|{'Y' if settled else 'N'}")
        if luck.random() > (0.6 if gamed and not settled else 0.1):
            homes.append(f"{person}|2018-03-01|{'Y' if settled else 'N'}")
    return {
        "referrals": text("referral|person|received_day|closed_day|rejected_day", iter(referrals)),
        "contacts": text("contact|person|referral|day|attendance|mechanism", iter(contacts)),
        "honos_clusters": text("person|code|from|to", iter(clusters)),
        "accommodation_status": text("person|date|settled", iter(homes)),
        "partner_caseload": text("person|service|from", (f"{person}|s|2016-10-01" for person in range(PEOPLE))),
    }


def found_in(
    tables: dict[str, str], data_to: date = date(2018, 12, 31), forms: Dated[SignalsForm] | None = None
) -> list[Signal]:
    asked = [
        definition(SETTLED, indicator="home"),
        definition(WAIT, measure="contact_within", indicator="wait", segments=()),
        definition(RETURNED, indicator="back", segments=()),
    ]
    with small_store(data_to, **tables) as store:
        return signals_of(store, YEARS, asked, Question(assign_segments, (SEGMENTS,)), forms)


@pytest.fixture(scope="module")
def gamed() -> list[Signal]:
    return found_in(rows_of(7, gamed=True))


def test_every_signal_fires_on_its_own_pattern(gamed: list[Signal]) -> None:
    asking = {one.name for one in gamed if one.asks and one.period == YEARS[2]}
    assert asking == {name.replace("_", "-") for name in signal_names()}
    assert len(asking) == 5
    (heap,) = [one for one in gamed if one.name == "heaped-at-line" and one.period == YEARS[2]]
    assert (heap.subject, heap.provider, heap.expected) == ("T", "lead", "0.3333")
    assert float(heap.figure) > 0.6
    assert heap.strength is Strength.STRONG


def test_nothing_fires_where_nothing_is_wrong() -> None:
    found = found_in(rows_of(7, gamed=False))
    assert [one for one in found if one.asks] == []
    assert {one.name for one in found if one.strength is Strength.QUIET} >= {"coding-drift", "missing-when-worse"}


def test_few_people_are_not_assessed_and_only_whole_years_are_looked_at() -> None:
    tables = {"referrals": text("referral|person|received_day", (f"a{at}|{at}|2016-10-01" for at in range(39)))}
    found = found_in(tables, date(2018, 9, 29))
    assert {one.strength for one in found} == {Strength.NOT_ASSESSABLE}
    assert {one.period for one in found} == {YEARS[0], YEARS[1]}
    assert {one.sentence for one in found} == {"Too few to say: it takes 40 people in the rows."}


def test_the_contract_says_what_is_looked_with_from_a_day_on() -> None:
    """From the second year on ten people are enough; the first year keeps what holds without the contract."""
    tables = {"referrals": text("referral|person|received_day", (f"a{at}|{at}|2016-10-01" for at in range(12)))}
    later = Dated([(YEARS[1].end, Entry(value=SignalsForm(fewest_people=10)))])
    found = found_in(tables, date(2017, 9, 30), later)
    assert {one.sentence for one in found if one.period == YEARS[0]} == {
        "Too few to say: it takes 40 people in the rows."
    }
    assert {one.subject for one in found if one.period == YEARS[1]} == {"rejected referrals"}
    everybody = found_in(
        tables, date(2017, 9, 30), Dated([(YEARS[0].start, Entry(value=SignalsForm(fewest_people=10)))])
    )
    assert {one.subject for one in everybody if one.period == YEARS[1]} == {"rejected referrals"}


def test_a_file_of_signals_reads_as_it_was_written(gamed: list[Signal]) -> None:
    gamed = [*gamed, replace(gamed[0], provider="=HYPERLINK()")]
    said = written(gamed, invented=True)
    assert "'=HYPERLINK()" in said
    assert said.startswith("# INVENTED\nname,subject,provider,start,end,figure,")
    assert read(said) == tuple(gamed)
    for wrong in ("", "name\n", said.replace("strong signal", "loud")):
        with pytest.raises(Refusal, match="no file of signals"):
            read(wrong)
