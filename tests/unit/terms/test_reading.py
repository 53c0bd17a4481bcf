"""Reading a contract folder: values when it is good, every problem at once with its line when it is not."""

from __future__ import annotations

import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.problems import Refusal
from evenlode.results import Period, Stage
from evenlode.terms.reading import folder_sha256, read_contract
from evenlode.terms.shipped import contract_folder
from tests.unit.terms.conftest import Spoil

OUTCOME = "outcomes/1-meaningful-role.yaml"


def test_a_good_contract_becomes_exact_values(folder: Path) -> None:
    contract = read_contract(folder)
    terms = contract.terms_on(date(2028, 9, 30))
    line = terms.indicators()[0].line_on(date(2028, 9, 30))
    assert terms.pot == 30_000_000  # 3% of ten million pounds, in pence
    assert [(one.code, one.weight, one.stage) for one in terms.indicators()] == [("1a", Fraction(1), Stage.PERFORMANCE)]
    assert line is not None
    assert line.value == Fraction(1, 2)
    assert terms.bonus_points == 10
    assert contract.year_of(date(2027, 3, 1)) == Period(date(2026, 10, 1), date(2027, 9, 30))
    assert len(contract.years()) == 5


def test_a_day_outside_the_contract_is_refused_but_the_extension_is_inside(folder: Path) -> None:
    contract = read_contract(folder)
    assert contract.year_of(date(2033, 9, 30)).start == date(2032, 10, 1)
    with pytest.raises(Refusal, match="outside the contract"):
        contract.year_of(date(2033, 10, 1))


def test_all_problems_of_a_contract_come_out_at_once_with_their_lines(tmp_path: Path) -> None:
    """Five mistakes planted in a copy of the real contract, two of them in one file."""
    folder = tmp_path / "copy"
    shutil.copytree(contract_folder("oxfordshire-mental-health"), folder)
    _edit(folder / "contract.yaml", r"end: 2020-09-30", "end: 31 September 2020")
    _edit(folder / "outcomes/6-settled-accommodation.yaml", r"(?m)^( +target:\n)", r"\1      2015-10-01: 70%\n")
    _edit(folder / "outcomes/6-settled-accommodation.yaml", r"(?s)(2017-10-01:.*?)by: CV-\d+", r"\1note: no variation")
    _edit(folder / "outcomes/7-physical-health.yaml", "value: 34%", "value: 24%")
    ladder = "    levels:\n      2015-10-01: {good: 95%, improved: 92%, excellent: 90%}\n"
    _edit(folder / "outcomes/3-timely-access.yaml", r"(?m)^    target:\n", ladder + "    target:\n")

    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    found = {one.rule: one for one in refused.value.problems}
    assert found["CFG.DATE"].message == '"31 September 2020" is not a date: September has 30 days'
    assert found["CFG.DUPLICATE_KEY"].file == found["CFG.VARIATION"].file == "outcomes/6-settled-accommodation.yaml"
    assert "add to 90%" in found["CFG.WEIGHTS"].message
    assert "got 95%, 92%, 90%" in found["CFG.THRESHOLD_ORDER"].message
    assert all(one.line and one.fix for one in refused.value.problems)


def _edit(path: Path, pattern: str, new: str) -> None:
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, f"{pattern!r} is not in {path.name}"
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "says"),
    [
        (OUTCOME, "2026-10-01: 50%", "2026-10-01: 50", "CFG.SHARE", "Write 50%"),
        (OUTCOME, "measure: status_at_date", "mesure: status_at_date", "CFG.UNKNOWN_KEY", 'Did you mean "measure"?'),
        (OUTCOME, "higher is better", "up", "CODE.LIST", "'higher is better'"),
        (OUTCOME, "[non-psychosis, psychosis]", "[psychosys]", "CODE.LIST", 'Did you mean "psychosis"?'),
        (OUTCOME, "weight: {2026-10-01: 100%}", "weight: {2026-10-01: 90%}", "CFG.WEIGHTS", "add to 90%"),
        (OUTCOME, "stage: {2026-10-01", "stage: {2026-11-01", "CFG.EFFECTIVE_DATE", "State its stage"),
        (OUTCOME, "goal: More", "goal: &g More", "CFG.ANCHOR", "Write the value out"),
        (OUTCOME, "number: 1", "number: !!int 1", "CFG.TAG", "Delete the tag"),
        ("contract.yaml", "2026-10-01: £10,000,000", "2026-10-01: 10.5.2", "MONEY.FORMAT", "Write pounds"),
        ("contract.yaml", "2026-10-01: £10,000,000", "2026-10-01: £10.005", "MONEY.FORMAT", "Write pounds"),
        ("contract.yaml", "points: {2026-10-01: 10}", "points: {2026-10-01: 5}", "CFG.WEIGHTS", "Points add to 95"),
        ("contract.yaml", "currency: GBP", "currency: EUR", "CODE.LIST", "'GBP'"),
        ("contract.yaml", "end: 2031-09-30", "end: 2031-02-29", "CFG.DATE", "February has 28 days"),
        ("contract.yaml", "2026-10-01: {share", "2026-10-01: {amount: £1m, share", "CFG.POT", "just one"),
        ("contract.yaml", "  pot: an example", "  pots: an example", "CODE.LIST", 'Did you mean "pot"?'),
        ("contract.yaml", "currency: GBP", "currency: GBP\nclose: {flex_days: 30, refresh_days: 20, freeze_days: 90}",
         "CFG.CLOSE", "30, 20 and 90 days are not in the order"),
        ("contract.yaml", "currency: GBP", "currency: GBP\nclose: {flex_days: 30, refresh_days: 60, freeze_days: 900}",
         "CFG.CLOSE", "Write 366 days at most"),
        ("contract.yaml", "currency: GBP", "currency: GBP\nclose: {flex_days: 30, refresh_days: 60}",
         "CFG.MISSING", "freeze_days"),
        ("contract.yaml", "currency: GBP", "currency: GBP\nclose: {flex_days: 30.5, refresh_days: 60, freeze_days: 90}",
         "CFG.NUMBER", "whole number"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_rule_line_and_fix(
    spoil: Spoil, folder: Path, file: str, old: str, new: str, rule: str, says: str
) -> None:
    problem = next(one for one in spoil(file, (old, new)) if one.rule == rule)
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    assert problem.file == file
    assert problem.line == next(number for number, line in enumerate(lines, 1) if new.splitlines()[-1] in line)
    assert says in f"{problem.message} {problem.fix}"


def test_broken_yaml_is_one_problem_with_its_line(spoil: Spoil) -> None:
    (problem,) = [one for one in spoil(OUTCOME, ("tier: ", "tier ")) if one.rule == "FILE.YAML"]
    assert problem.line in (6, 7)


@pytest.mark.parametrize("brackets", [("[", "]"), ("{a: ", "}")], ids=["lists", "mappings"])
def test_brackets_without_end_are_one_problem_and_no_crash(spoil: Spoil, brackets: tuple[str, str]) -> None:
    opened, closed = (bracket * 100_000 for bracket in brackets)
    (problem,) = [one for one in spoil(OUTCOME, ("tier: ", f"tier: {opened}1{closed} ")) if one.rule == "FILE.YAML"]
    assert "50 deep" in problem.message


def test_a_contract_without_its_lead_provider_is_refused(spoil: Spoil) -> None:
    assert "CFG.PARTY" in {one.rule for one in spoil("contract.yaml", ("role: lead provider", "role: partner"))}


def test_an_indicator_that_shares_an_outcome_states_its_weight(folder: Path) -> None:
    path = folder / OUTCOME
    text = path.read_text(encoding="utf-8")
    watched = text[text.index("  - indicator:") :].replace("in-a-meaningful-role", "watched").replace("1a", "1b")
    lines = [line for line in watched.splitlines() if not line.strip().startswith("weight:")]
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(Refusal, match="1b shares its outcome and states no weight"):
        read_contract(folder)


def test_a_change_of_target_needs_the_variation_that_takes_effect_that_day(folder: Path, spoil: Spoil) -> None:
    variation = """variations:
  - variation: CV-01
    title: The target rises
    agreed: 2028-06-30
    effective: 2028-10-01
    why: the first two years
    signatories: [{party: commissioner, on: 2028-06-30}]
    reference: schedule 1
"""
    (folder / "variations.yaml").write_text(variation, encoding="utf-8")
    target = (folder / OUTCOME).read_text(encoding="utf-8")
    good = target.replace("2026-10-01: 50%", "2026-10-01: 50%\n      2028-10-01: {value: 60%, by: CV-01}")
    (folder / OUTCOME).write_text(good, encoding="utf-8")
    contract = read_contract(folder)
    line = contract.terms_on(date(2028, 10, 1)).indicators()[0].line_on(date(2028, 10, 1))
    assert line is not None
    assert (line.value, line.variation) == (Fraction(3, 5), "CV-01")

    (folder / "variations.yaml").write_text(
        variation.replace("party: commissioner", "party: council"), encoding="utf-8"
    )
    with pytest.raises(Refusal, match=r'variations\.yaml:7.*"council"'):
        read_contract(folder)
    for late in (
        variation.replace("agreed: 2028-06-30", "agreed: 2028-10-02"),
        variation.replace("on: 2028-06", "on: 2028-11"),
    ):
        (folder / "variations.yaml").write_text(late, encoding="utf-8")
        with pytest.raises(Refusal, match=r"variations\.yaml:2.*after the fact.*Let it take effect on 2028-1"):
            read_contract(folder)
    (folder / "variations.yaml").write_text(variation, encoding="utf-8")

    for by, says in [("", "without a variation"), (", by: CV-02", "not in variations.yaml")]:
        (folder / OUTCOME).write_text(good.replace(", by: CV-01", by), encoding="utf-8")
        with pytest.raises(Refusal, match=says):
            read_contract(folder)
    (folder / OUTCOME).write_text(good.replace("2028-10-01", "2028-11-01"), encoding="utf-8")
    with pytest.raises(Refusal, match="takes effect on 2028-10-01"):
        read_contract(folder)


def test_a_file_in_the_wrong_place_is_named_not_ignored(folder: Path) -> None:
    (folder / "outcome").mkdir()
    (folder / "outcome" / "2-extra.yaml").write_text("outcome: extra\n", encoding="utf-8")
    with pytest.raises(Refusal, match="No part of a contract is kept in this file"):
        read_contract(folder)


def test_a_folder_without_a_contract_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="evenlode new FOLDER"):
        read_contract(tmp_path)


def test_the_hash_is_of_the_text_whatever_the_line_ends(folder: Path) -> None:
    before = folder_sha256(folder)
    path = folder / "contract.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert folder_sha256(folder) == before
    path.write_bytes(path.read_bytes() + b"# more\n")
    assert folder_sha256(folder) != before
