"""Shapes and money rules of a contract on disk: read into exact terms, or refused with file, line and fix."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.problems import Problem, Refusal
from evenlode.terms.money_terms import Band, CapitationTerms, FlowTerms, Quality
from evenlode.terms.reading import read_contract
from evenlode.terms.schema import json_schemas
from evenlode.terms.shipped import contract_folder
from evenlode.terms.terms import CompleteReturn, Gate, Improvement, Price

SAVING, LEVELS, PRICES, GOALS = "shared-saving", "levels", "unit-price", "cquin"


def copied(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    shutil.copytree(contract_folder(f"gallery/{name}"), folder)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    return list(refused.value.problems)


def test_each_shape_becomes_exact_terms() -> None:
    by_code = {one.code: one for one in read_contract(contract_folder("gallery/levels")).terms_on(START).indicators()}
    assert [one.shape for one in by_code.values()] == [
        "levels", "levels", "better_of", "percentile_ladder", "reporting"
    ]  # fmt: skip
    names = [[name for name, _, _ in one.ladders[0].levels] for one in by_code.values() if one.ladders]
    assert names[2:] == [
        ["threshold", "benchmark"],
        ["percentile 30", "percentile 50", "percentile 75", "percentile 90"],
    ]
    assert by_code["3"].improvements == (Improvement(START, Fraction(27, 100), in_ten_points=True),)
    assert by_code["5"].returns == (CompleteReturn(START, Fraction(95, 100)),)
    steps = by_code["4"].ladders[0].levels
    assert [(line.value, line.is_share, pays) for _, line, pays in steps][-1] == (90, False, 1)
    priced = read_contract(contract_folder("gallery/unit-price")).terms_on(date(2018, 12, 31)).indicators()
    assert [one.prices for one in priced] == [
        (Price(date(2018, 1, 1), 1512),),
        (Price(date(2018, 1, 1), 2_500_00, 600_000_00),),
    ]


START = date(2020, 10, 1)


def test_the_money_beside_the_pot_becomes_exact_terms() -> None:
    terms = read_contract(contract_folder("gallery/shared-saving")).terms_on(date(2025, 12, 31))
    rule = terms.gain_share
    assert rule is not None
    assert rule.order == ("minimum savings rate", "bands", "quality", "cap", "carried losses")
    assert rule.bands == (Band(Fraction(0), None, Fraction(1, 2)),)
    assert rule.quality == Quality("points earned")
    assert (rule.cap, rule.retained, rule.carry_losses_years) == (Fraction(1, 10), Fraction(3, 5), 3)
    assert terms.flows == (
        FlowTerms("partner", ((date(2024, 1, 1), 1_200_000_00),), True, Fraction(0), Fraction(1, 4)),
    )
    assert [uplift.factor for uplift in terms.uplifts] == [Fraction(1029, 1000) * Fraction(989, 1000)]
    assert (terms.annual_value, terms.first_value, terms.pot) == (62_500_000_00, 62_500_000_00, 0)
    goals = read_contract(contract_folder("gallery/cquin")).terms_on(date(2022, 12, 31))
    assert (goals.pot, goals.advance) == (1_250_000_00, 1)


def test_gates_feedback_and_capitation_become_exact_terms(tmp_path: Path) -> None:
    folder = copied(tmp_path, LEVELS)
    contract = folder / "contract.yaml"
    gates = (
        "judging:\n  data_quality_gates:\n    2020-10-01:\n"
        "      - {indicator: complete-return, pays: 50%, otherwise: hold}\n"
    )
    edit(contract, "judging:\n", gates)
    bonus = "bonus: {points: {2020-10-01: 10}, feedback: readmitted}\n\n"
    prices = 'capitation: {by: head, counted: by days, prices: {2020-10-01: {clusters 4 to 17: "£40.20"}}}\n\n'
    edit(contract, "illustrative:\n", f"{bonus}{prices}illustrative:\n")
    edit(folder / "outcomes/1-good-and-better.yaml", "  2020-10-01: 40", "  2020-10-01: 30")
    floor = "    feedback: {response_floor: 30%, sampling: everybody discharged in the month}\n    stage:"
    edit(folder / "outcomes/2-fewer-is-better.yaml", "    stage:", floor)
    terms = read_contract(folder).terms_on(START)
    assert terms.rules.gates == (Gate("complete-return", Fraction(1, 2), "hold"),)
    assert terms.rules.bonus_feedback == "readmitted"
    assert terms.indicators()[1].minimum_coverage == Fraction(3, 10)
    assert terms.capitation == CapitationTerms("head", "by days", ((START, {"clusters 4 to 17": 40_20}),))
    assert terms.capitation.price_on("clusters 4 to 17", START) == 40_20
    assert terms.capitation.price_on("clusters 4 to 17", date(2020, 9, 30)) is None

    for old, new, says in [
        ("{indicator: complete-return", "{indicator: complete-retur", 'Did you mean "complete-return"?'),
        ("feedback: readmitted", "feedback: readmited", 'Did you mean "readmitted"?'),
        ("{clusters 4 to 17: ", "{everybody: ", "no segment of population.yaml"),
        ('prices: {2020-10-01: {clusters 4 to 17: "£40.20"}}', "note: no prices", "capitation by head has prices"),
        ('"£40.20"', '"£-1"', "not an amount of money"),
        ('"£40.20"', '"-1.00"', "below £0"),
        ("{2020-10-01: 10}", "{2020-10-01: 10.005}", "Points add to 100.005"),
        ("pays: 50%", "pays: 150%", "A gate pays more than what is earned"),
        ('amount: "£100,000"', 'amount: "-1.00"', "The pot is below £0"),
    ]:
        edit(contract, old, new)
        assert any(says in f"{one.message} {one.fix}" for one in problems(folder)), new
        edit(contract, new, old)


@pytest.mark.parametrize(
    ("name", "file", "old", "new", "rule", "says"),
    [
        # a ladder against its polarity
        (GOALS, "1-first-goal", "floor: 60%, ceiling: 90%", "floor: 90%, ceiling: 60%", "CFG.THRESHOLD_ORDER",
         "floor < ceiling; got 90%, 60%"),
        (GOALS, "1-first-goal", "floor: 60%, ceiling: 90%", "floor: 60%, ceiling: 60%", "CFG.THRESHOLD_ORDER",
         "floor < ceiling"),
        (LEVELS, "3-better-of-two", "threshold: 47%", "threshold: 97%", "CFG.THRESHOLD_ORDER", "threshold < benchmark"),
        (LEVELS, "2-fewer-is-better", "good: 12%, excellent: 8%", "good: 8%, excellent: 12%", "CFG.THRESHOLD_ORDER",
         "good >= excellent"),
        (LEVELS, "4-among-others", "75: 75%, 50: 50%", "75: 25%, 50: 50%", "CFG.THRESHOLD_ORDER",
         "A higher percentile pays less"),
        (LEVELS, "4-among-others", "90: 100%", "101: 100%", "CFG.THRESHOLD_ORDER", "from 0 to 100"),
        (LEVELS, "4-among-others", "90: 100%", "90: 101%", "CFG.THRESHOLD_ORDER", "100% at most"),
        (LEVELS, "4-among-others", "higher is better", "lower is better", "CFG.THRESHOLD_ORDER", "is better"),
        (LEVELS, "2-fewer-is-better", "good: 50%, excellent: 100%", "good: 50%, excellent: 110%", "CFG.SHARE", "100%"),
        (LEVELS, "4-among-others", "kind: supplied value", "kind: proportion", "CFG.JUDGING", "kind: supplied value"),
        # the wrong sort of figure
        (GOALS, "1-first-goal", "floor: 60%", "floor: 60", "CFG.SHARE", "Write 60%"),
        (LEVELS, "3-better-of-two", "baseline: 27%", "baseline: 27", "CFG.SHARE", "Write 27%"),
        (LEVELS, "3-better-of-two", "counted_in: ten points", "counted_in: eleven", "CODE.LIST", "ten points"),
        (GOALS, "1-first-goal", "ceiling: 90%", "ceilling: 90%", "CFG.UNKNOWN_KEY", 'Did you mean "ceiling"?'),
        (LEVELS, "5-complete-return", "coverage: 95%", "coverage: 0.95", "CFG.SHARE", "for example 60%"),
        # prices
        (PRICES, "1-stable-housing", "price: £15.12", "price: £15.125", "MONEY.FORMAT", "Write pounds"),
        (PRICES, "1-stable-housing", "price: £15.12", "price: £0", "MONEY.RANGE", "above £0"),
        (PRICES, "2-people-settled", 'cap: "£600,000"', 'cap: "£2,000"', "MONEY.RANGE", "at least the price of one"),
        (PRICES, "2-people-settled", 'cap: "£600,000"', 'cap: "£6,000,000"', "CFG.POT", "at most £5,000,000"),
        (PRICES, "1-stable-housing", "higher is better", "lower is better", "CFG.JUDGING", "more is better"),
        (PRICES, "1-stable-housing", "kind: supplied value", "kind: median", "CFG.JUDGING", "Count them"),
        (PRICES, "1-stable-housing", "      2018-01-01: {price: £15.12}",
         "      2018-01-01: {price: £15.12}\n      2018-07-01: {value: {price: £16.00}, by: CV-01}",
         "CFG.EFFECTIVE_DATE", "Change it on 2019-01-01"),
        (PRICES, "1-stable-housing", "      2018-01-01: {price: £15.12}",
         "      2018-01-01: {price: £15.12}\n      2019-01-01: {price: £16.00}", "CFG.VARIATION", "without a"),
        # two ways at once, or none
        (GOALS, "1-first-goal", "    linear:", "    target: {2022-04-01: 50%}\n    linear:", "CFG.JUDGING",
         "judged by target and by linear"),
        (LEVELS, "5-complete-return", "    reporting:",
         "    minimum_coverage: 50%\n    feedback: {response_floor: 30%, sampling: all}\n    reporting:",
         "CFG.JUDGING", "Keep the response floor"),
        (GOALS, "1-first-goal", "    linear:\n      2022-04-01", "    linear:\n      2022-10-01", "CFG.EFFECTIVE_DATE",
         "no line before 2022-10-01"),
    ],
)  # fmt: skip
def test_a_shape_that_cannot_be_is_refused(
    tmp_path: Path, name: str, file: str, old: str, new: str, rule: str, says: str
) -> None:
    folder = copied(tmp_path, name)
    edit(folder / f"outcomes/{file}.yaml", old, new)
    found = next(one for one in problems(folder) if one.rule == rule)
    assert found.file == f"outcomes/{file}.yaml"
    assert found.line
    assert found.fix
    assert says in f"{found.message} {found.fix}"


BANDS = "        - {from: 0%, share: 50%}\n"
ORDER = "order: [minimum savings rate, bands, quality, cap, carried losses]"


@pytest.mark.parametrize(
    ("old", "new", "rule", "says"),
    [
        # bands that overlap, leave a gap, or end
        (BANDS, "        - {from: 0%, to: 5%, share: 50%}\n        - {from: 4%, share: 80%}\n", "CFG.BANDS",
         "one ends at 5% and the next starts at 4%"),
        (BANDS, "        - {from: 0%, to: 3%, share: 50%}\n        - {from: 4%, share: 80%}\n", "CFG.BANDS",
         "leave a gap from 3% to 4%"),
        (BANDS, "        - {from: 0%, share: 50%}\n        - {from: 4%, share: 80%}\n", "CFG.BANDS", "ends nowhere"),
        (BANDS, "        - {from: 1%, share: 50%}\n", "CFG.BANDS", "first band starts at 1%"),
        (BANDS, "        - {from: 0%, to: 5%, share: 50%}\n", "CFG.BANDS", "beyond 5%"),
        (BANDS, "        - {from: 0%, to: 0%, share: 50%}\n        - {from: 0%, share: 1%}\n", "CFG.BANDS",
         "ends before it starts"),
        (BANDS, "        - {from: 0%, share: 150%}\n", "CFG.BANDS", "more than 100%"),
        (f"bands:\n{BANDS}", "bands: []\n", "CFG.BANDS", "There is no band"),
        # an order that is not said, or says too much
        (ORDER, "order: [minimum savings rate, bands, quality, cap]", "CFG.ORDER", "when the carried losses comes"),
        (ORDER, "order: [minimum savings rate, quality, cap, carried losses]", "CFG.ORDER", "when the bands come"),
        (ORDER, ORDER.replace("[", "[truncation, "), "CFG.ORDER", "no truncate_at is stated"),
        (ORDER, ORDER.replace("[", "[cap, "), "CFG.ORDER", "names a step twice"),
        (ORDER, "order: [bands, minimum savings rate, quality, cap, carried losses]", "CFG.ORDER", "Put minimum"),
        (ORDER, ORDER.replace("cap", "capping"), "CODE.LIST", "'cap'"),
        # what does not fit the form
        ("sides: one", "sides: two", "CFG.GAIN_SHARE", "so none is carried"),
        ("      cap: 10%\n", "      cap: 10%\n      loss_cap: 5%\n", "CFG.GAIN_SHARE", "has one side"),
        ("held_by: commissioner", "held_by: provider", "CFG.GAIN_SHARE", "begin with a band of 0%"),
        ("scaled_by: points earned", "scaled_by: thresholds met", "CFG.GAIN_SHARE", "no ladder says"),
        ("scaled_by: points earned", "scaled_by: points earned, ladder: {50: 60%, 80: 40%}", "CFG.THRESHOLD_ORDER",
         "Leave more for higher quality"),
        ("retained: 60%", "retained: 160%", "CFG.SHARE", "100% at most"),
        # flows
        ("partner: partner\n    amount", "partner: stranger\n    amount", "CFG.PARTY", "is no partner"),
        ("partner: partner\n    amount", "partner: lead-provider\n    amount", "CFG.PARTY", "Use one of partner"),
        ("risk: {2024-01-01: 25%}", "risk: {2024-01-01: 101%}", "CFG.WEIGHTS", "risk add to 101%"),
        ('"£1,200,000"', '"£-1"', "MONEY.FORMAT", "Write pounds"),
        ('"£1,200,000"', '"-1.00"', "MONEY.RANGE", "below £0"),
        ("combined: multiplied", "combined: somehow", "CODE.LIST", "'multiplied' or 'added'"),
        ("  divided_by: points\n", "  divided_by: points\n  advance: {2024-01-01: 120%}\n", "CFG.SHARE", "in advance"),
    ],
)  # fmt: skip
def test_money_terms_that_cannot_be_are_refused(tmp_path: Path, old: str, new: str, rule: str, says: str) -> None:
    folder = copied(tmp_path, SAVING)
    edit(folder / "contract.yaml", old, new)
    found = [one for one in problems(folder) if one.rule == rule]
    assert any(says in f"{one.message} {one.fix}" for one in found), [str(one) for one in found]
    assert all(one.file == "contract.yaml" and one.line and one.fix for one in found)


def test_a_gain_share_that_changes_cites_its_variation(tmp_path: Path) -> None:
    folder = copied(tmp_path, SAVING)
    path = folder / "contract.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("    2024-01-01:\n      held_by"), text.index("\nuplifts:")
    again = text[start:end].replace("2024-01-01", "2025-01-01")
    path.write_text(text[:end] + again + text[end:], encoding="utf-8")
    assert any("changes on 2025-01-01 without a variation" in one.message for one in problems(folder))


def test_per_cents_of_the_pot_come_to_all_of_it_at_most_and_stand_alone(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(contract_folder("two-outcome-illustration"), folder)
    edit(folder / "outcomes/2-second-outcome.yaml", "excellent: 50%", "excellent: 51%")
    edit(folder / "contract.yaml", "\njudging:\n", "\nbonus: {points: {2015-10-01: 10}}\n\njudging:\n")
    said = [one.message for one in problems(folder) if one.rule == "CFG.POT"]
    assert said == [
        "Bonus points stand beside a pot that is divided by per cent",
        "The best levels of the outcomes pay 101% of the pot from 2016-10-01",
    ]


def test_a_share_of_a_gain_that_nobody_shares_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path, SAVING)
    path = folder / "contract.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("  terms:\n"), text.index("\nuplifts:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert any("does not share" in one.message and one.rule == "CFG.GAIN_SHARE" for one in problems(folder))


def test_a_line_that_is_no_share_is_said_without_a_per_cent(tmp_path: Path) -> None:
    folder = copied(tmp_path, GOALS)
    path = folder / "outcomes/1-first-goal.yaml"
    edit(path, "    measure: supplied\n", "    measure: supplied\n    kind: mean\n")
    edit(path, "{floor: 60%, ceiling: 90%}", "{floor: 12.5, ceiling: 9}")
    (found,) = problems(folder)
    assert found.message == "Higher is better, so floor < ceiling; got 12.5, 9"


def test_two_flows_to_one_partner_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path, SAVING)
    edit(folder / "contract.yaml", "flows:\n", "flows:\n  - {partner: partner, amount: {2024-01-01: £1}}\n")
    assert any(one.message == "partner has two flows" for one in problems(folder))


def test_the_provider_that_holds_a_saving_has_no_truncation_and_quality_after_its_bands(tmp_path: Path) -> None:
    folder = copied(tmp_path, SAVING)
    path = folder / "contract.yaml"
    edit(path, "held_by: commissioner", "held_by: provider")
    edit(path, "      minimum_savings_rate: 1%\n", "      truncate_at: £1,000\n")
    edit(path, ORDER, "order: [truncation, quality, bands, cap, carried losses]")
    said = " ".join(f"{one.message} {one.fix}" for one in problems(folder))
    assert "truncate_at is about what the commissioner paid" in said
    assert "Put quality after bands" in said


def test_the_new_words_are_in_the_schema() -> None:
    schemas = json_schemas()
    outcome, contract = schemas["outcomes/*.yaml"], schemas["contract.yaml"]
    indicator = outcome["$defs"]["IndicatorForm"]["properties"]
    assert {"linear", "better_of", "unit_price", "reporting", "percentile_ladder", "feedback"} <= indicator.keys()
    assert {"gain_share", "capitation", "uplifts", "flows"} <= contract["properties"].keys()
    assert {"order", "bands", "held_by"} <= contract["$defs"]["SharingForm"]["properties"].keys()
