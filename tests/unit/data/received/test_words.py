"""What is told of rows that cannot be used: every rule of the checks has its own sentence and fix."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from evenlode.data.received.words import SAID, words_of
from evenlode.data.sent import links, rules
from evenlode.data.sent.hits import Hit
from evenlode.problems import Level
from tests.unit.data.received.conftest import Receiver, Sent


def rules_of_rows() -> set[str]:
    """Every rule name that stands in the code which looks at rows."""
    files = [*Path(str(rules.__file__)).parent.glob("*.py"), Path(str(links.__file__))]
    texts = [
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {text for text in texts if re.fullmatch(r"[A-Z]+\.[A-Z_]+", text)}


def test_every_rule_of_rows_has_words_and_no_words_are_left_over() -> None:
    named = rules_of_rows()
    assert {"DATE.INVALID", "DATE.FORMAT", "DATE.FORMAT_MIXED", "LINK.MISSING_PARENT", "ID.NHS_CHECK"} <= named
    assert set(SAID) == named


def test_each_says_something_of_its_own_and_what_to_do() -> None:
    assert len({words.said for words in SAID.values()}) == len(SAID)
    for words in SAID.values():
        assert len(words.said.split()) >= 4
        assert len(words.fix.split()) >= 3
        assert not f"{words.said}{words.fix}".endswith(".")


def test_copies_of_a_row_are_not_told_as_rows_that_differ() -> None:
    copies, differ = (
        Hit("KEY.DUPLICATE", level, "Person_ID", np.array([1]), "", "") for level in (Level.WARN, Level.REJECT_RECORD)
    )
    assert "counted once" in words_of(copies).said
    assert "none of them is used" in words_of(differ).said


@pytest.mark.parametrize(
    ("birth", "state", "rule", "said", "fix"),
    [
        ("1980-02-30", "received", "DATE.INVALID", "There is no such day", "like 2016-03-31"),
        ("30/02/1980", "refused", "DATE.FORMAT", "not written year-month-day", "like 2016-03-31"),
        ("30/02/1980\nP2 | 1980-01-01", "refused", "DATE.FORMAT_MIXED", "in several ways", "all of them"),
    ],
)
def test_a_day_that_cannot_be_is_told_as_what_it_is(
    sent: Sent, receiver: Receiver, birth: str, state: str, rule: str, said: str, fix: str
) -> None:
    [outcome] = receiver.take(sent({"MHS001": f"Person_ID | PersonBirthDate\nP1 | {birth}"})).outcomes
    [problem] = outcome.problems
    assert (outcome.state, problem.rule) == (state, rule)
    assert said in problem.message
    assert fix in problem.fix
    assert "1980" not in str(problem)
