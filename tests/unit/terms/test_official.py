"""Official measures in a contract folder: what is wrong with them is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenlode.cli.checking import read_checked
from evenlode.problems import Refusal
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

FILE = """
benchmarks: tried
reference: a test
measures:
  - benchmark: in-stable-accommodation
    code: X1
    measure_id: X1
    title: Tried
    publication: a publication
    reference: a test
    beside: ["6", "66"]
    differs: everything
    segments: [nobody]
    measure: status_at_date
    with: {table: accommodation_status, settled: "Y"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(contract_folder("two-outcome-illustration"), tmp_path / "contract")
    return tmp_path / "contract"


def written(folder: Path, text: str) -> None:
    (folder / "benchmarks").mkdir(exist_ok=True)
    (folder / "benchmarks" / "tried.yaml").write_text(text, encoding="utf-8")


def test_a_code_that_nothing_has_and_an_unknown_segment_are_named(folder: Path) -> None:
    own = read_contract(folder).outcomes[0].indicators[0]
    written(folder, FILE.replace('"6"', f'"{own.code}"').replace("in-stable-accommodation", own.indicator))
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    found = {(one.rule, one.field, one.file) for one in refused.value.problems}
    assert found == {
        ("CFG.DUPLICATE_NAME", "measures[0].benchmark", "benchmarks/tried.yaml"),
        ("CODE.LIST", "measures[0].beside", "benchmarks/tried.yaml"),
        ("CODE.LIST", "measures[0].segments", "benchmarks/tried.yaml"),
    }


def test_a_wrong_parameter_is_named_with_its_file_and_line(folder: Path) -> None:
    own = read_contract(folder).outcomes[0].indicators[0]
    text = FILE.replace('["6", "66"]', f'["{own.code}"]').replace("    segments: [nobody]\n", "")
    written(folder, text.replace("in-stable-accommodation", "tried").replace('settled: "Y"', "setled: 'Y'"))
    with pytest.raises(Refusal) as refused:
        read_checked(folder)
    assert {one.file for one in refused.value.problems} == {"benchmarks/tried.yaml"}
    assert all(one.line for one in refused.value.problems)


def test_a_folder_without_any_reads_as_before(folder: Path) -> None:
    contract = read_contract(folder)
    assert contract.benchmarks == ()
    assert contract.official_definitions(contract.term) == []
