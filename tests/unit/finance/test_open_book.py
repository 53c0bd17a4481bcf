"""The open book from returns small enough to check by hand, and the pattern of the invented ones."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenlode.finance.returns import open_book
from evenlode.finance.returns.checks import adds_up
from evenlode.finance.returns.finance_return import Entry, FinanceReturn
from evenlode.finance.returns.form import services, sheets
from evenlode.finance.returns.invented import invent_returns
from evenlode.finance.returns.open_book import Signal
from evenlode.finance.returns.pound import by_outcome, follow
from evenlode.finance.returns.tables import open_book_of
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract


def returned(provider: str, year: str, **cells: int) -> FinanceReturn:
    """Cells as sheet__row__column=value, with _ for - and no column for amounts."""
    names = {"income": "Income", "cost": "Direct cost", "sub": "Sub-contracts", "done": "Activity", "pos": "Position"}
    entries = []
    for name, value in cells.items():
        sheet, row, *column = name.split("__")
        entries.append(Entry(names[sheet], row.replace("_", "-"), column[0] if column else "amount", str(value)))
    return FinanceReturn(provider, year, True, tuple(entries))


def test_a_position_says_who_pays_for_a_deficit() -> None:
    one = returned(
        "p",
        "2018/19",
        income__sub_contract=1000,
        income__section_75=500,
        cost__housing__pay=1100,
        pos__total_overhead=50,
        pos__fundraising_used=100,
        pos__reserves_used=20,
    )
    (found,) = open_book.positions([one])
    assert (found.income, found.result, found.not_covered) == (1000, -150, 30)


def test_flat_cash_loses_worth_by_the_rate_given() -> None:
    returns = [returned("p", year, income__sub_contract=1000_00) for year in ("2016/17", "2018/19")]
    found = open_book.erosion(returns, Fraction(1, 4))
    assert [(one.real, one.lost) for one in found] == [(1000_00, 0), (640_00, Fraction(36, 100))]


def test_uplift_received_against_passed_down() -> None:
    one = returned("lead", "2018/19", pos__uplift=400, sub__p__paid=1000, sub__p__uplift=100)
    (found,) = open_book.uplifts([one, returned("p", "2018/19", pos__uplift=7)])
    assert (found.received, found.passed_down, found.share) == (400, 100, Fraction(1, 4))


def test_a_payment_that_is_returned_differently_is_a_mismatch() -> None:
    lead = returned("lead", "2018/19", sub__p__paid=1000_00, sub__q__paid=1000_00)
    own = [returned("p", "2018/19", income__sub_contract=999_00), returned("q", "2018/19", income__sub_contract=998_99)]
    assert [(one.partner, one.paid, one.received) for one in open_book.mismatches([lead, *own])] == [
        ("q", 1000_00, 998_99)
    ]


def test_unit_costs_are_to_the_penny_and_none_without_people() -> None:
    one = returned("p", "2018/19", cost__housing__pay=1000, done__housing__people=3, cost__carers__pay=5)
    assert [(found.service, found.per_person) for found in open_book.unit_costs([one])] == [
        ("housing", 333),
        ("carers", None),
    ]


def test_placements_are_lines_of_their_own() -> None:
    returns = [
        returned("p", year, cost__spot__pay=cost, done__spot__people=2)
        for year, cost in (("2016/17", 100), ("2017/18", 130), ("2019/20", 150))
    ]
    assert [(one.cost, one.change) for one in open_book.placements(returns, ["spot"])] == [
        (100, None),
        (130, 30),
        (150, None),
    ]


@pytest.mark.parametrize(
    ("results", "reserves", "signal"),
    [
        ((5, 5, 5), 90, Signal.STABLE),
        ((5, 5, 5), 89, Signal.WATCH),
        ((5, 5, -1), 400, Signal.WATCH),
        ((-1, -2, -3), 400, Signal.CONCERN),
        ((-1, -3, -2), 400, Signal.WATCH),
        ((0, -2, -3), 400, Signal.WATCH),
        ((5, 5, 5), 29, Signal.CONCERN),
    ],
)
def test_the_stability_signal_follows_its_rule(results: tuple[int, ...], reserves: int, signal: Signal) -> None:
    returns = [
        returned(
            "p", year, income__sub_contract=100 + result, cost__spot__pay=100, pos__reserves=reserves, pos__spending=365
        )
        for year, result in zip(("2016/17", "2017/18", "2018/19"), results, strict=True)
    ]
    (found,) = open_book.stability(returns)
    assert (found.signal, found.days) == (signal, reserves)
    assert found.reason


def test_a_gap_between_years_is_no_run_and_no_reserves_are_not_known() -> None:
    years = [
        returned("p", year, pos__reserves=365, pos__spending=365, cost__spot__pay=at)
        for at, year in enumerate(("2014/15", "2016/17", "2018/19"), start=1)
    ]
    assert open_book.stability(years)[0].signal is Signal.WATCH
    assert open_book.stability([returned("p", "2018/19")])[0].signal is Signal.NOT_KNOWN


# Follow the pound


def test_each_funders_pounds_add_up_at_every_stage() -> None:
    lead = returned(
        "lead",
        "2018/19",
        income__health=701,
        income__council=300,
        cost__wards__pay=600,
        sub__p__paid=300,
        pos__total_overhead=100,
    )
    partner = returned(
        "p",
        "2018/19",
        income__sub_contract=300,
        cost__housing__pay=200,
        cost__recovery__pay=100,
        done__housing__people=9,
        done__housing__eligible=3,
    )
    outcomes = {"wards": (1, 2), "housing": (6,), "recovery": (2,)}
    found = follow([lead, partner], "2018/19", "lead", outcomes)
    ended = by_outcome(found)
    assert sum(amount for (funder, _), amount in ended.items() if funder == "council") == 300
    assert sum(amount for (funder, _), amount in ended.items() if funder == "health") == 701
    assert {to: amount for (funder, to), amount in ended.items() if funder == "council"} == {
        "outcome 1": 90,
        "outcome 2": 90 + 30,
        "outcome 6": 60,
        "overhead": 30,
    }
    housing = next(one for one in found.reached if (one.funder, one.service) == ("council", "housing"))
    assert (housing.amount, housing.eligible, housing.per_eligible) == (60, 3, 20)


def test_a_partner_without_a_return_ends_the_trail_there_and_no_lead_is_refused() -> None:
    lead = returned("lead", "2018/19", income__council=100, cost__wards__pay=50, sub__p__paid=50)
    found = follow([lead], "2018/19", "lead", {"wards": (1,)})
    assert ("to a partner without a finance return", 50) in [(flow.stage, flow.amount) for flow in found.flows]
    with pytest.raises(Refusal, match="no finance return for 2017/18"):
        follow([lead], "2017/18", "lead", {})
    with pytest.raises(Refusal, match="no contract income"):
        follow([returned("lead", "2018/19", cost__wards__pay=1)], "2018/19", "lead", {})
    with pytest.raises(Refusal, match="income and no cost"):
        follow([returned("lead", "2018/19", income__council=1)], "2018/19", "lead", {})


# Invented returns


def test_invented_returns_show_the_pattern_of_the_review_and_add_up(
    contract: Contract, invented: list[FinanceReturn]
) -> None:
    """Flat sub-contracts, deficits that grow, fundraising in the gap; one partner's last deficit is not its highest."""
    assert not [
        problem for one in invented for problem in adds_up(one, sheets(contract, one.provider, invented=True), "file")
    ]
    partners = [party.party for party in contract.providers() if party.role == "partner"]
    highest = 0
    for partner in partners:
        own = [one for one in invented if one.provider == partner]
        assert len({one.pence("Income", "sub-contract") for one in own}) == 1
        results = [one.result for one in own]
        assert results[-1] < 0
        highest += results[-1] == min(results)
        assert own[-1].pence("Position", "fundraising-used") > own[-1].pence("Position", "reserves-used") > 0
        people = [sum(one.count("Activity", row, "people") or 0 for row in one.rows("Activity")) for one in own]
        assert people == sorted(people)
    assert highest == len(partners) - 1
    residential = [one.cost for one in open_book.placements(invented, ["residential"])]
    assert residential == sorted(residential)
    assert open_book.mismatches(invented) == ()
    assert open_book.uplifts(invented)[-1].share == 0


def test_the_same_seed_invents_the_same_returns(contract: Contract, invented: list[FinanceReturn]) -> None:
    assert invent_returns(contract, 1) == invented
    assert invent_returns(contract, 2) != invented


def test_the_whole_book_shows_aliases_and_every_pound(contract: Contract, invented: list[FinanceReturn]) -> None:
    book = open_book_of(contract, invented, Fraction(21, 1000), signed={"2018/19": "Signed off by council."})
    assert book.invented
    said = " ".join(str(cell) for table in book.tables for row in table.rows for cell in row)
    assert not [party.name for party in contract.form.parties if party.name in said]
    tables = {table.name: table for table in book.tables}
    assert len(tables) == len(book.tables) == 13
    assert tables["council-people"].says == "Signed off by council."
    assert all(len(row) == len(table.columns) for table in book.tables for row in table.rows)


def test_a_book_without_the_lead_provider_says_why_no_pound_is_followed(
    contract: Contract, invented: list[FinanceReturn]
) -> None:
    partners = [one for one in invented if one.provider != contract.lead_provider.party]
    last = open_book_of(contract, partners, Fraction(0)).tables[-1]
    assert (last.name, last.rows) == ("pound", ())
    assert "the lead provider has no finance return for 2018/19" in last.says
    with pytest.raises(Refusal, match="no finance return for 2017/18"):
        open_book_of(contract, partners, Fraction(0), year="2017/18")


def test_services_name_their_outcomes(contract: Contract) -> None:
    assert {one.name: one.outcomes for one in services(contract)}["community-teams"] == (2, 3, 7)
    assert [one.name for one in services(contract) if one.is_placement] == ["out-of-area", "residential", "spot"]
