"""Signals in the journal: what was found, and answers that stand for one figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evenlode.problems import Refusal
from evenlode.records.journal import Journal
from evenlode.records.signals import acknowledge, acknowledged, answer_to, found_of, record_found
from evenlode.results import Period
from evenlode.signals.signal import Signal, Strength

YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
LOUD = Signal("coding-drift", "HoNOS cluster", "lead", YEAR, "0.2500", "0.1200", "0.001", Strength.SIGNAL, "It moved.")
QUIET = replace(LOUD, subject="6", strength=Strength.QUIET)


def test_only_what_asks_for_an_answer_is_kept_and_once(journal: Journal) -> None:
    record_found(journal, "small-vale", "aa", [QUIET], by="evenlode run")
    assert found_of(journal, "aa") == ()
    for _ in range(2):
        record_found(journal, "small-vale", "aa", [LOUD, QUIET], by="evenlode run")
    assert found_of(journal, "aa") == (LOUD,)
    assert found_of(journal, "bb") == ()
    assert sum(entry.kind == "signals found" for entry in journal.entries()) == 1
    record_found(journal, "small-vale", "aa", [], by="evenlode run")
    assert found_of(journal, "aa") == ()


def test_an_answer_stands_for_the_figure_it_was_given_for(journal: Journal) -> None:
    acknowledge(journal, "small-vale", LOUD, "ann", " A new coding guide in May. ")
    answers = acknowledged(journal, "small-vale")
    found = answer_to(LOUD, answers)
    assert found is not None
    assert (found.signal, found.by) == ("coding-drift/HoNOS-cluster/lead/2018-09-30", "ann")
    assert found.reason == "A new coding guide in May."
    assert answer_to(replace(LOUD, figure="0.4000"), answers) is None
    assert answer_to(replace(LOUD, provider="other"), answers) is None
    assert acknowledged(journal, "another-vale") == []


def test_an_answer_needs_a_reason_and_something_to_answer(journal: Journal) -> None:
    with pytest.raises(Refusal, match="needs its reason"):
        acknowledge(journal, "small-vale", LOUD, "ann", "  ")
    with pytest.raises(Refusal, match="nothing to answer"):
        acknowledge(journal, "small-vale", QUIET, "ann", "Because")
    assert acknowledged(journal, "small-vale") == []
