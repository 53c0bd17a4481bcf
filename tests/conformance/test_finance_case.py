"""The financial case of 2013 comes out as printed, to the thousand; every difference and oddity of it is named."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from evenlode.finance.case import Case, make_case
from evenlode.finance.envelope import EnvelopeYear, envelope_by_year
from evenlode.finance.oddities import oddities
from evenlode.finance.tables import facts, needed
from evenlode.finance.thousands import said, whole
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEARS = ("2013/14", "2014/15", "2015/16", "2016/17", "2017/18", "2018/19")
PRINTED = {
    "do nothing": (37110, 38003, 38918, 39854, 40813, 41795),
    "efficiency savings": (0, 1223, 2475, 3757, 5070, 6415),
    "do nothing with efficiency": (37110, 36780, 36443, 36097, 35743, 35380),
    "outcomes contract savings": (0, 1542, 2485, 3161, 4177, 5392),
    "outcomes contract": (37110, 36461, 36433, 36693, 36636, 36403),
}
"""Business case 2013, section 4, thousands of pounds."""


@cache
def case() -> Case:
    return make_case(read_contract(contract_folder("oxfordshire-mental-health")))


@cache
def envelope() -> tuple[EnvelopeYear, ...]:
    (value,) = needed(read_contract(contract_folder("oxfordshire-mental-health")), "contract value")
    return envelope_by_year(facts(value), Fraction(37110))


@pytest.mark.parametrize("line", PRINTED)
def test_every_printed_cell_is_met_to_within_a_thousand(line: str) -> None:
    computed = [whole(amount) for amount in dict(case().projection.lines())[line]]
    assert case().projection.years == YEARS
    assert max(abs(a - b) for a, b in zip(computed, PRINTED[line], strict=True)) <= 1


def test_the_cells_that_differ_are_exactly_the_known_ones() -> None:
    differ = {
        (cell.table, cell.line, cell.column): (cell.printed, cell.computed) for cell in case().cells if cell.difference
    }
    assert differ == {
        ("projection", "do nothing", "2015/16"): (38918, 38917),
        ("projection", "outcomes contract", "2015/16"): (36433, 36432),
        ("scope", "total", "estimated spend"): (64315, 64312),
        ("scope", "total", "initial scope"): (37110, 37109),
        ("scope", "total", "later"): (5297, 5296),
        ("scope", "total", "out"): (17760, 17759),
        ("envelope", "total", "plan"): (37110, 37109),
        ("envelope", "total", "forecast at month 7"): (37010, 37009),
        ("envelope", "total", "envelope"): (37110, 37109),
        ("HoNOS cluster savings", "total", "2015/16"): (2485, 2484),
        ("HoNOS cluster savings", "total", "2017/18"): (4177, 4178),
    }
    assert len(case().cells) == 80


def test_only_a_sum_of_many_rows_is_further_off_than_a_thousand() -> None:
    assert [(cell.table, cell.column) for cell in case().cells if not cell.is_close] == [("scope", "estimated spend")]


def test_the_comparison_that_the_text_does_not_make() -> None:
    printed = case().dominance_as_printed
    assert printed is not None
    assert [whole(amount) for amount in printed.less] == [319, 10, -596, -893, -1023]
    assert whole(printed.in_all) == -2183
    assert case().dominance.verdict == "Efficiency alone costs less in 3 of 5 years: 2016/17, 2017/18, 2018/19"


def test_room_under_the_cap_is_as_printed_and_the_investment_breaches_it_unless_it_is_in_the_savings() -> None:
    rooms = case().headroom_as_printed
    assert [whole(room.net_of_investment) for room in rooms] == [649, 677, 417, 474, 707]
    assert [whole(room.before_investment) for room in rooms] == [249, -356, -1250, -1826, -1593]
    assert [room.investment.is_printed for room in rooms] == [True, False, False, True, False]


def test_the_envelope_to_2020_leaves_six_million_without_an_item() -> None:
    first, *_, last = envelope()
    assert [(whole(line.amount), line.is_explained) for line in first.lines] == [(-1110, False)]
    assert [year.year for year in envelope()] == ["2015/16", "2016/17", "2017/18", "2018/19", "2019/20"]
    assert (whole(envelope()[3].closing), whole(last.closing), whole(last.not_explained)) == (36036, 43000, 6027)
    itemised = last.closing - last.not_explained
    assert whole(itemised / 10) == 3697  # £36.97m
    assert {whole(line.amount) for year in envelope() for line in year.contributions} == {6200}
    assert {whole(line.amount) for year in envelope() for line in year.beside} == {1800}


def test_the_benchmark_comes_out_as_printed_but_where_nothing_was_printed() -> None:
    found = {one.claim.study: (one.said, one.agrees) for one in case().benchmark if one.said}
    assert found == {
        "Milton Keynes COBIC": ("9-12%", False),
        "La Ribera": ("20%", True),
        "PACE": ("4-12%", True),
        "Rovereto and Vittorio Veneto": ("11.6%", True),
    }


@pytest.mark.parametrize(
    ("cluster", "base", "growth"),
    [(1, 1558, "0.0035"), (7, 1045, "0.009"), (6, 954, "0.0095")],
)
def test_savings_divided_by_their_levers_give_nearly_constant_bases(cluster: int, base: int, growth: str) -> None:
    fit = next(one for one in case().fits if one.cluster == cluster)
    assert abs(whole(fit.base) - base) <= 1
    assert fit.growth == Fraction(growth)
    assert fit.misfit < 1


def test_the_fits_say_which_levers_and_how_far_off() -> None:
    fits = {one.cluster: one for one in case().fits}
    assert sorted(fits) == [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17]
    assert [cluster for cluster, one in fits.items() if not one.named] == [6]
    assert fits[6].levers == ("Care coordination",)
    assert {cluster for cluster, one in fits.items() if len(one.levers) == 2} == {4, 5, 14}
    assert {cluster for cluster, one in fits.items() if one.misfit > 10} == {3, 11}


@pytest.mark.parametrize(
    "words",
    [
        "596, 893, 1,023 more, 2,183 more in all",
        "2015/16 by 356",
        "2,300 of investment in 2017/18",
        "38,918 and comes out at 38,917",
        "Population growth is not printed",
        "64,312, where 64,315 is printed",
        "Supported Independent Living is split: 2,767 initial scope, 439 later",
        "Keeping People Well is split: 871 initial scope, 900 later",
        "Mental Health & Homelessness stands more than once",
        "Continuing Health Care is 10 in forecast at month 7 against 110",
        "2,484, where 2,485 is printed",
        "4,178, where 4,177 is printed",
        "HoNOS cluster 6 saves and no lever names it",
        "HoNOS cluster 9 is not in the table",
        "P08 is described only as Disorders",
        "3, 4, 5, 11, 12, 13, 14 stand in two levers",
        "No lever explains the savings of HoNOS cluster 3 (by 15), 11 (by 34)",
        "The text grows the savings by 2.4% a year",
        "Milton Keynes COBIC has two claims",
        "frail older people, older people",
        "12.9% of all spending",
    ],
)
def test_every_oddity_is_said(words: str) -> None:
    assert [one for one in oddities(case()) if words in one.what]


def test_totals_are_never_overwritten_by_sums() -> None:
    scope = case().declared.scope
    assert (said(scope.total("initial scope")), said(scope.sum("initial scope"))) == ("37,110", "37,109")
