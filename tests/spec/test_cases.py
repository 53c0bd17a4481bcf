"""Every case is a test: those beside this file and those of the contracts that come with Evenlode."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from evenlode.cases import load_cases, run_case
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder, contracts_folder

HERE = Path(__file__).parent
FILES = [*sorted(HERE.rglob("*.yaml")), *sorted(contracts_folder().glob("*/cases/*.yaml"))]


@cache
def contract_of(folder: Path) -> Contract:
    return read_contract(folder)


def every_case() -> list[object]:
    found = []
    for file in FILES:
        own = None if file.is_relative_to(HERE) else file.parent.parent
        for case in load_cases(file):
            folder = contract_folder(case.contract) if case.contract else own
            found.append(pytest.param(case, folder, id=f"{file.stem}: {case.case}"))
    return found


@pytest.mark.parametrize(("case", "folder"), every_case())
def test_case(case: CaseForm, folder: Path | None) -> None:
    assert folder is not None, "a case outside a contract folder names its contract"
    result = run_case(case, contract_of(folder))
    assert result.passed, "\n" + "\n".join(map(str, result.differences))


def test_there_are_cases() -> None:
    assert len(every_case()) > 30
