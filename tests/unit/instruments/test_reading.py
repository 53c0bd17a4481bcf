"""Instruments on disk: those that come with Evenlode, and what is said of one that contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.instruments import instrument, instruments_sha256, names, read_instrument
from evenlode.instruments.form import Evidence
from evenlode.problems import Problem, Refusal
from evenlode.results import Polarity

LOWER, HIGHER = Polarity.LOWER_IS_BETTER, Polarity.HIGHER_IS_BETTER
DIRECTIONS = {
    "carer-strain-index": LOWER,
    "core-10": LOWER,
    "core-om": LOWER,
    "dialog": HIGHER,
    "eq-5d-5l": LOWER,
    "gad-7": LOWER,
    "gbo": HIGHER,
    "honos": LOWER,
    "modified-carer-strain-index": LOWER,
    "phq-9": LOWER,
    "qpr-15": HIGHER,
    "qpr-22": HIGHER,
    "recovery-star": HIGHER,
    "reqol-10": HIGHER,
    "reqol-20": HIGHER,
    "sfq": LOWER,
    "swemwbs": HIGHER,
    "wemwbs": HIGHER,
}
"""By the instruments themselves. One national table has DIALOG, QPR and ReQoL the wrong way round."""

SMALL = """\
instrument: small
version: 1
title: Small
about: Two questions.
rated_by: the person
polarity: lower is better
codings: [scored]
items:
  - {items: "1, 2", range: 0 to 4}
figures:
  - {figure: total, title: Both, by: sum, items: "1, 2", range: 0 to 8}
needs: {every: [total]}
missing_rule: {rule: Both., evidence: proposed, reference: ours}
cut_offs:
  - {cut_off: five, of: total, clinical: at or above 5, default: yes, evidence: seen, reference: a paper}
changes:
  - {change: three, of: total, by: 3, default: yes, evidence: seen, reference: a paper}
reliability: none published
norms: none published
codes:
  - {snomed: "123456", figure: total, range: 0 to 8}
licence: {item_text: not known, terms: None., evidence: not found, reference: none}
sources: [a paper]
"""

RECALLED = "by: 3, default: yes, evidence: recalled"
BANDS = "bands: {of: total, from: {1: low}, evidence: seen, reference: x}\nmissing_rule:"


def problems_of(folder: Path, old: str, new: str) -> list[Problem]:
    assert old in SMALL
    file = folder / "small.yaml"
    file.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_instrument(file)
    return list(caught.value.problems)


def test_every_instrument_knows_which_way_is_better() -> None:
    assert {name: instrument(name).polarity for name in names()} == DIRECTIONS


def test_a_figure_may_point_the_other_way_than_its_instrument() -> None:
    figures = instrument("eq-5d-5l").figures_named()
    assert figures["vas"].polarity is HIGHER
    assert figures["level-sum"].polarity is None


def test_what_is_recalled_or_not_found_is_never_a_default() -> None:
    forms = [instrument(name) for name in names()]
    rules = [one for form in forms for one in (*form.cut_offs, *form.changes)]
    assert any(one.evidence is Evidence.RECALLED for one in rules)
    assert all(one.evidence.may_be_default for one in rules if one.default)


def test_the_sex_specific_lines_of_core_om_are_there_to_be_named() -> None:
    found = {one.name: (one.people, one.default) for one in instrument("core-om").cut_offs}
    assert found["connell-2007-men"] == ("men", False)
    assert found["connell-2007-women"] == ("women", False)


def test_the_keys_of_core_om_cover_every_item_once() -> None:
    form = instrument("core-om")
    figures = form.figures_named()
    domains = ("well-being", "problems", "functioning", "risk")
    assert sorted(item for name in domains for item in figures[name].items) == sorted(form.item_names())
    assert set(figures["non-risk"].items) == set(form.item_names()) - set(figures["risk"].items)
    assert form.reversed_ == ("3", "4", "7", "12", "19", "21", "31", "32")


def test_six_scales_of_the_clustering_tool_are_in_no_figure_of_honos() -> None:
    form = instrument("honos")
    counted = {item for figure in form.figures for item in figure.items}
    assert len(form.item_names()) == 18
    assert set(form.item_names()) - counted == {"13", "A", "B", "C", "D", "E"}


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal) as caught:
        instrument("core_om")
    assert caught.value.rule == "CODE.LIST"
    assert caught.value.fix == 'Did you mean "core-om"?'


def test_the_hash_is_of_every_file() -> None:
    assert len(instruments_sha256()) == 64


def test_a_file_that_agrees_with_itself_is_read(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_instrument(file).instrument == "small"


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "said"),
    [
        ("instrument: small", "instrument: other", "CFG.NAME", 1, "small.yaml"),
        ('items: "1, 2", range: 0 to 4', "items: 1 to 2, range: 0 to 5", "INSTR.RANGE", 11, "make 0 to 10"),
        ('  - {items: "1, 2", range: 0 to 4}', '  - {items: "1, 1", range: 0 to 4}', "INSTR.ITEM", 8, "twice"),
        ('by: sum, items: "1, 2"', 'by: sum, items: "1, 3"', "INSTR.ITEM", 11, "no item 3"),
        ("by: sum,", "by: sum, k: 10,", "INSTR.FIGURE", 11, "k belongs"),
        ("by: sum,", "by: mean times k,", "INSTR.FIGURE", 11, "k belongs"),
        ("by: sum,", "by: sum, may_miss: 2,", "INSTR.FIGURE", 11, "no answer at all"),
        ("by: sum,", "by: profile, may_miss: 1,", "INSTR.FIGURE", 11, "no gaps"),
        ("by: sum,", "by: median,", "CODE.LIST", 11, '"median"'),
        ("every: [total]", "every: [overall]", "INSTR.FIGURE", 12, '"overall"'),
        ("every: [total]", "every: [total], any: [total]", "INSTR.NEEDS", 12, "just one"),
        ("at or above 5", "at or above 9", "INSTR.CUT_OFF", 15, "outside"),
        ("at or above 5", "5 or more", "INSTR.CUT_OFF", 15, "not a line with its side"),
        ("cut_off: five, of: total", "cut_off: five, of: whole", "INSTR.FIGURE", 15, '"whole"'),
        ("by: 3, default: yes, evidence: seen", RECALLED, "INSTR.EVIDENCE", 17, "never"),
        ("by: 3, default: yes, evidence: seen", "by: 3, default: yes, evidence: sure", "CODE.LIST", 17, '"sure"'),
        ("reliability: none published", "reliability: []", "INSTR.NONE", 18, "empty"),
        ("codings: [scored]", "codings: [scored, endorsed]", "INSTR.CODING", 7, "both codings"),
        ("codings: [scored]", 'codings: [scored]\nreversed: "1"', "INSTR.CODING", 7, "no coding"),
        ("range: 0 to 4}", "range: 0 to 4, answers: {lots: 9}}", "INSTR.RANGE", 9, "whole numbers inside"),
        ("figure: total, range: 0 to 8}", "item: 1, figure: total, range: 0 to 8}", "INSTR.CODE", 21, "just one"),
        ("figure: total, range: 0 to 8}", "item: 7, range: 0 to 8}", "INSTR.ITEM", 21, "no item 7"),
        ('"123456", figure', '"12a456", figure', "CFG.NAME", 21, "12a456"),
        ("missing_rule:", BANDS, "INSTR.BANDS", 13, "lowest"),
        ("sources: [a paper]", "sources: [a paper]\nbetter: lower", "CFG.UNKNOWN_KEY", 24, '"better"'),
    ],
)
def test_a_contradiction_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, rule: str, line: int, said: str
) -> None:
    found = problems_of(tmp_path, old, new)
    assert [(problem.rule, problem.line) for problem in found if said in problem.message] == [(rule, line)]
    assert all(problem.fix for problem in found)


def test_two_mistakes_come_out_together(tmp_path: Path) -> None:
    found = problems_of(tmp_path, "instrument: small", "instrument: other\nreversed: '9'")
    assert {problem.rule for problem in found} >= {"CFG.NAME", "INSTR.ITEM"}


def test_two_defaults_of_one_figure_are_one_too_many(tmp_path: Path) -> None:
    second = "  - {change: two, of: total, by: 2, default: yes, evidence: seen, reference: x}\nreliability:"
    found = problems_of(tmp_path, "reliability:", second)
    assert [problem.rule for problem in found] == ["INSTR.RULE"]
