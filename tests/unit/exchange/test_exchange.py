"""Exchange: round trips lose nothing that a standard can hold, and wrong files are refused with their paths."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.cases.beside import beside
from evenlode.cases.given import supplied_outturns
from evenlode.exchange import Exchanged, exchanged, indigo, ocds, read_exchange, vbpr, written
from evenlode.exchange.exchanged import Amendment, Commitment, Metric, Organisation, Paid, Price, Result
from evenlode.exchange.json_text import Node, leaves, money, read, write
from evenlode.exchange.tables import tables
from evenlode.payment import judge, pay, settle
from evenlode.payment.statement import HASHES, canonical, statement
from evenlode.problems import Refusal
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
SLUG = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
DAY = st.dates(date(2000, 1, 1), date(2040, 1, 1))
PENCE = st.integers(0, 10**15)
COUNT = st.one_of(st.none(), st.integers(0, 10**9))
ROLE = st.sampled_from(["commissioner", "funder", "partner"])


@st.composite
def anything(draw: st.DrawFn) -> Exchanged:
    start = draw(DAY)
    return Exchanged(
        id=draw(SLUG),
        title=draw(NAME),
        summary=draw(TEXT),
        currency="GBP",
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 4000))),
        value=draw(PENCE),
        organisations=(
            Organisation("lead", draw(NAME), "lead provider"),
            *draw(st.lists(st.builds(Organisation, SLUG, NAME, ROLE), max_size=3)),
        ),
        metrics=tuple(draw(st.lists(st.builds(Metric, SLUG, TEXT, TEXT, TEXT), max_size=3))),
        prices=tuple(draw(st.lists(st.builds(Price, SLUG, st.one_of(st.none(), PENCE), PENCE, TEXT), max_size=3))),
        commitments=tuple(draw(st.lists(st.builds(Commitment, SLUG, DAY, DAY, PENCE), max_size=3))),
        results=tuple(draw(st.lists(st.builds(Result, SLUG, DAY, DAY, TEXT, COUNT, COUNT, TEXT), max_size=3))),
        payments=tuple(draw(st.lists(st.builds(Paid, SLUG, DAY, DAY, SLUG, SLUG, PENCE), max_size=3))),
        amendments=tuple(draw(st.lists(st.builds(Amendment, NAME, DAY, TEXT, TEXT), max_size=3))),
    )


@pytest.mark.parametrize("standard", [indigo, ocds], ids=["indigo", "ocds"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(whole=anything())
def test_a_round_trip_loses_nothing_that_the_standard_holds(standard: Any, whole: Exchanged) -> None:
    text = write(standard.to_json(whole))
    node = Node(read(text), "", "file", [])
    assert standard.from_json(node) == standard.held(whole)
    assert node.problems == []
    assert write(standard.to_json(standard.from_json(node))) == write(standard.to_json(standard.held(whole)))


@given(amount=st.integers(-(10**15), 10**15))
def test_money_is_exact(amount: int) -> None:
    text = write({"amount": money(amount)})
    assert Node(read(text), "", "", []).at("amount").pence() == amount
    assert json.loads(text)["amount"] == pytest.approx(amount / 100)


def test_json_is_what_any_reader_reads() -> None:
    value = {"a": [1, {"b": 'x"\n'}, [], {}, None, True], "c": Decimal("1.50"), "d": {}}
    assert read(write(value)) == value
    assert list(leaves(value)) == ["a[0]", "a[1].b", "a[4]", "a[5]", "c"]
    with pytest.raises(TypeError, match="float"):
        write({"a": 0.1})


Settled = Callable[..., tuple[Exchanged, dict[str, Any]]]


@pytest.fixture(scope="module")
def settled() -> Settled:
    """The first case of a contract of the gallery as it is exchanged, and its statement."""

    def _settled(name: str, invented: bool = True) -> tuple[Exchanged, dict[str, Any]]:
        contract = read_contract(contracts_folder() / "gallery" / name)
        case = contract.cases[0]
        terms = contract.terms_on(case.period.end)
        judgements = judge(supplied_outturns(contract, case), terms)
        payment = pay(judgements, terms)
        of_year = settle(payment, terms, beside(case, terms.year), judgements)
        names = contract.aliases() if invented else {}
        hashes = dict.fromkeys(HASHES, "none")
        said = statement(contract, terms, judgements, payment, hashes, invented, names, of_year)
        document = json.loads(canonical(said))
        return exchanged(contract, [document]), document

    return _settled


def test_what_is_exchanged_of_a_contract_with_two_payers(settled: Settled) -> None:
    given, said = settled("pooled-capitation")
    assert given.title == "INVENTED - One provider and one pooled price a head"
    assert [(one.id, one.name) for one in given.organisations][:2] == [
        ("commissioner", "Larkhithe Commissioners"),
        ("council", "Larkhithe Council"),
    ]
    assert sum(one.amount for one in given.payments) == said["totals"]["earned"] == 210_000_00
    assert {one.payer: one.amount for one in given.payments if one.metric == "in-employment"} == {
        "commissioner": 54_000_00,
        "council": 36_000_00,
    }
    assert sum(one.most for one in given.commitments if one.start.year == 2010) == said["pot"]
    offended = next(one for one in given.results if one.metric == "offended")
    assert (offended.status, offended.counted, offended.did_well) == ("achieved", 100, 91)
    assert next(one.target for one in given.metrics if one.id == "offended") == "target from 1 April 2010: 10%"


@pytest.mark.parametrize("name", ["pooled-capitation", "unit-price", "shared-saving", "levels"])
def test_every_file_comes_back(settled: Settled, name: str, tmp_path: Path) -> None:
    given, _ = settled(name)
    for standard, module in (("indigo", indigo), ("ocds", ocds)):
        path = tmp_path / f"{standard}.json"
        path.write_text(written(given, standard), encoding="utf-8")
        found = read_exchange(path)
        assert (found.standard.name, found.exchanged) == (standard, module.held(given))
        assert "contract.csv" in tables(found.exchanged)
    assert any("total_outcome_payments_made" in one for one in read_exchange(tmp_path / "indigo.json").left_out)


def test_the_performance_report(settled: Settled) -> None:
    given, said = settled("profit-cap")
    bundle = read(written(given, "vbpr", said))
    kinds = [one["resource"]["resourceType"] for one in bundle["entry"]]
    assert kinds == ["Measure", "MeasureReport", "Organization", "Organization"]
    report = bundle["entry"][1]["resource"]
    money_by_group = {one["id"]: one["measureScore"]["extension"][0]["valueMoney"]["value"] for one in report["group"]}
    assert money_by_group == {"pot": 0, "capitation": 80_000, "gain-share": 75_000}
    assert report["period"] == {"start": "2014-10-01", "end": "2015-09-30"}
    known = {one["fullUrl"] for one in bundle["entry"]}
    assert {report["reporter"]["reference"], report["subject"]["extension"][0]["valueReference"]["reference"]} <= known
    assert report["measure"] == bundle["entry"][0]["resource"]["url"]


def test_an_indicator_with_counts_has_a_report_of_its_own(settled: Settled) -> None:
    given, said = settled("pooled-capitation")
    bundle = read(written(given, "vbpr", said, date(2011, 6, 1)))
    reports = [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "MeasureReport"]
    assert len(reports) == 1 + 4
    assert {one["date"] for one in reports} == {"2011-06-01"}
    counts = {one["code"]["coding"][0]["code"]: one["count"] for one in reports[2]["group"][0]["population"]}
    assert (counts, reports[2]["group"][0]["measureScore"]["value"]) == (
        {"calculated-numerator": 74, "calculated-denominator": 100},
        Decimal("0.740000"),
    )
    listed = [one["reference"] for one in reports[0]["evaluatedResource"]]
    assert listed == [f"urn:uuid:{one['id']}" for one in reports[1:]]


def test_each_standard_says_what_it_cannot_hold() -> None:
    assert all(module.NOT_HELD and module.VERSION for module in (indigo, ocds, vbpr))


def test_a_statement_of_another_contract_is_refused(settled: Settled) -> None:
    _, said = settled("levels")
    with pytest.raises(Refusal, match="the contract is"):
        exchanged(read_contract(contracts_folder() / "gallery" / "cquin"), [said])
    _, real = settled("levels", invented=False)
    with pytest.raises(Refusal, match="some are real"):
        exchanged(read_contract(contracts_folder() / "gallery" / "levels"), [said, real])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("{", [("FILE.KIND", None)]),
        ("[]", [("FILE.KIND", None)]),
        ('{"project": {"name": {"value": 5}}}', None),
        (
            '{"releases": [{"contracts": [{"id": "a", "title": "b", "period": {"startDate": "2015-13-01",'
            ' "endDate": "2016-01-01"}, "value": {"amount": 1.001, "currency": "GBP"}}]}]}',
            [
                ("DATE.FORMAT", "releases[0].contracts[0].period.startDate"),
                ("MONEY.FORMAT", "releases[0].contracts[0].value.amount"),
            ],
        ),
        (
            '{"releases": [{"contracts": [{"id": "a", "title": "b", "period": {"startDate": "2017-01-01",'
            ' "endDate": "2016-01-01"}, "value": {"amount": 1, "currency": "GBP"}}]}]}',
            [("DATE.ORDER", "")],
        ),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, problems: list[tuple[str, str | None]] | None) -> None:
    path = tmp_path / "sent.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_exchange(path)
    found = [(one.rule, one.field) for one in refused.value.problems]
    if problems is None:
        assert ("CFG.SHAPE", "project.name.value") in found
        assert len(found) > 1
    else:
        assert found == problems


def test_a_performance_report_needs_a_statement() -> None:
    contract = read_contract(contracts_folder() / "gallery" / "levels")
    with pytest.raises(Refusal, match="one statement"):
        written(exchanged(contract), "vbpr")


def test_tables_are_safe_to_open_in_a_spreadsheet() -> None:
    contract = read_contract(contracts_folder() / "gallery" / "unit-price")
    risky = replace(exchanged(contract), title="=cmd()")
    assert "'=cmd()" in tables(risky)["contract.csv"]
    assert "days-housed,15.12,4000000.00" in tables(risky)["prices.csv"]
