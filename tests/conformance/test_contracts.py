"""The worked figures of published payment schemes, and the cases of every contract of the gallery."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from evenlode.cases import load_cases, run_case
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.shipped import contracts_folder
from tests.conformance.contracts.answers import ANSWERS, contract_of
from tests.docs.test_examples import run_page

FILE = Path(__file__).parent / "contracts" / "figures.json"
FIGURES: list[Mapping[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
GALLERY = sorted((contracts_folder() / "gallery").glob("*/contract.yaml"))


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every single figure inside a value, with where it stands."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, f"{place}.{name}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{place}[{number}]")
    else:
        yield place, value


@pytest.mark.parametrize("figure", FIGURES, ids=[figure["id"] for figure in FIGURES])
def test_the_published_answer_comes_out(figure: Mapping[str, Any]) -> None:
    got = dict(leaves(ANSWERS[figure["family"]](figure["inputs"])))
    expected = dict(leaves(figure["expected"]))
    assert got.keys() == expected.keys()
    for place, value in expected.items():
        if isinstance(value, (str, bool)):
            assert got[place] == value, place
        else:
            assert abs(Fraction(got[place]) - Fraction(value)) <= Fraction(figure["tolerance"]), (place, got[place])


def test_there_are_thirty_figures_and_each_family_is_asked() -> None:
    assert len({figure["id"] for figure in FIGURES}) == 30
    assert {figure["family"] for figure in FIGURES} == ANSWERS.keys()


def cases_of_the_gallery() -> list[object]:
    return [
        pytest.param(case, folder.parent.name, id=f"{folder.parent.name}: {case.case}")
        for folder in GALLERY
        for file in sorted((folder.parent / "cases").glob("*.yaml"))
        for case in load_cases(file)
    ]


@pytest.mark.parametrize(("case", "name"), cases_of_the_gallery())
def test_a_case_of_the_gallery(case: CaseForm, name: str) -> None:
    result = run_case(case, contract_of(f"gallery/{name}"))
    assert result.passed, "\n" + "\n".join(map(str, result.differences))


def test_each_contract_of_the_gallery_has_cases_and_a_page_whose_examples_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(contracts_folder().parent)
    assert {file.parent.name for file in GALLERY} >= {"cquin", "levels", "shared-saving", "unit-price"}
    for file in GALLERY:
        page = file.parent / "README.md"
        assert page.is_file(), f"{file.parent.name} has no page"
        run_page(page.name, page.read_text(encoding="utf-8"))
        assert list((file.parent / "cases").glob("*.yaml")), f"{file.parent.name} has no cases"
