"""Measures are found by file, and their parameters are checked before anything is counted."""

from __future__ import annotations

import subprocess
import sys

import pytest

from evenlode.measures import measure, measure_names, problems_of_parameters
from evenlode.measures.registry import first_line, parameters_form, rows_measure
from evenlode.population.segments import assign_segments
from evenlode.problems import Refusal
from tests.engines.rows import ROLE, SEGMENTS, TERM, definition, small_store


def test_every_file_with_parameters_is_a_measure() -> None:
    assert measure_names() == (
        "admitted_within",
        "answered_survey",
        "answered_within",
        "attendances_before_after",
        "care_plan_holds",
        "carer_present",
        "carers_offered",
        "checks_complete",
        "contact_within",
        "discharged_stepped_down",
        "event_rate",
        "followed_up",
        "four_week_wait",
        "gatekept",
        "letter_within",
        "median_wait",
        "paired_change",
        "paired_in_referral",
        "planned_within",
        "returned_within",
        "review_in_date",
        "seen_before_admission",
        "seen_lately",
        "seen_twice",
        "share_with_value",
        "status_after_a_year",
        "status_at_date",
        "stepped_up_or_down",
        "supplied",
    )
    for name in measure_names():
        assert first_line(name).endswith(".")
        assert parameters_form(name).__doc__
    assert rows_measure("supplied") is None


def test_listing_measures_imports_none_of_them_and_no_engine() -> None:
    code = (
        "import sys; from evenlode.measures import measure_names; measure_names();"
        "print([m for m in ('ibis', 'duckdb', 'pyarrow', 'evenlode.measures.status_at_date') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_measure_is_named_with_the_nearest() -> None:
    (problem,) = problems_of_parameters([definition(ROLE, measure="status_at_dat")])
    assert (problem.rule, problem.field, problem.fix) == ("CFG.MEASURE", "measure", 'Did you mean "status_at_date"?')


def test_a_supplied_figure_says_what_is_known_of_it() -> None:
    said = {"publication": "MHSDS monthly statistics", "publication_measure": "AMH17", "how": "as published"}
    assert problems_of_parameters([definition(said, measure="supplied")]) == []
    (problem,) = problems_of_parameters([definition({"publicaton": "x"}, measure="supplied")])
    assert problem.fix == 'Did you mean "publication"?'


def test_nothing_is_counted_where_parameters_are_wrong() -> None:
    wrong = [definition({}, measure="status_at_date"), definition({"days": "soon"})]
    with small_store(role_status="person|date|role\n1|2018-01-01|paid") as store, pytest.raises(Refusal) as refused:
        measure(store, wrong, assign_segments(store, SEGMENTS), TERM)
    assert [problem.field for problem in refused.value.problems] == ["with.table", "with.days"]
