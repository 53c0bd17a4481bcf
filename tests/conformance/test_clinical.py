"""The clinical cases: instruments, changes, HoNOS clusters, segments, scope, the four-week wait; one file a group."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evenlode.problems import Refusal
from evenlode.terms.form import Form
from evenlode.terms.parsing import read_form
from evenlode.terms.values import Text
from tests.conformance.clinical.asking import ASKS

FOLDER = Path(__file__).parent / "clinical"
GROUPS = 26
CASES = 76


class ClinicalCase(Form):
    """One case: what is given, what must come out, and the number it is known by."""

    case: Text
    id: Text
    given: dict[Text, Any]
    expect: dict[Text, Text]


class ClinicalFile(Form):
    """One group of cases, which all ask the same function."""

    asks: Text
    cases: tuple[ClinicalCase, ...]


def read_cases(file: Path) -> ClinicalFile:
    form, _, problems = read_form(file, file.name, ClinicalFile)
    if form is None or problems:
        raise Refusal(problems)
    return form


FILES = {file.stem: read_cases(file) for file in sorted(FOLDER.glob("*.yaml"))}


def said(value: object, expected: str) -> str:
    """A value as a case writes it, a number to as many decimals as the case has."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Fraction() | Decimal():
            exact = Fraction(value)
            step = Decimal(1).scaleb(-len(expected.partition(".")[2]))
            return f"{(Decimal(exact.numerator) / exact.denominator).quantize(step, ROUND_HALF_UP):f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def every_case() -> list[Any]:
    return [
        pytest.param(form.asks, case, id=f"{case.id}: {case.case}") for form in FILES.values() for case in form.cases
    ]


@pytest.mark.parametrize(("asks", "case"), every_case())
def test_case(asks: str, case: ClinicalCase) -> None:
    answer = ASKS[asks](case.given)
    assert case.expect.keys() <= answer.keys()
    got = {name: said(answer[name], expected) for name, expected in case.expect.items()}
    assert got == case.expect


def test_every_group_and_case_is_there() -> None:
    ids = [case.id for form in FILES.values() for case in form.cases]
    assert len(FILES) == GROUPS
    assert len(ids) == len(set(ids)) == CASES
    assert all(
        case.id.partition("#")[0].replace(".", "_") == stem for stem, form in FILES.items() for case in form.cases
    )


def test_an_answer_to_the_second_decimal_is_not_enough_for_a_third() -> None:
    assert said(Fraction(17, 3), "5.67") == "5.67"
    assert said(Fraction(17, 3), "5.670") == "5.667"
    assert said(Fraction(9), "9.0") == "9.0"
