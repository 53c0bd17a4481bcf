"""Warnings about a design that the shipped contract does not give, and assumptions that point nowhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenlode.job.stressing import stress
from evenlode.job.workspace import Workspace
from evenlode.problems import Refusal
from evenlode.stress.lint import design_warnings
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(contract_folder("oxfordshire-mental-health"), tmp_path / "contract"))


def write(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_segments_with_too_few_people_are_named_with_the_number_needed(folder: Path) -> None:
    found = [one for one in design_warnings(read_contract(folder)) if one.rule == "DESIGN.SEGMENTS_TOO_SMALL"]
    assert [one.field for one in found] == ["not-readmitted-90-days"]
    assert "240 in clusters 4 to 8 a year, and 323 are needed" in found[0].message
    write(folder / "stress" / "assumptions.yaml", "clusters 4 to 8: 240", "clusters 4 to 8: 340")
    assert "DESIGN.SEGMENTS_TOO_SMALL" not in {one.rule for one in design_warnings(read_contract(folder))}


def test_a_contract_that_names_no_carers_is_told_so(folder: Path) -> None:
    assert "DESIGN.NO_CARERS" not in {one.rule for one in design_warnings(read_contract(folder))}
    write(folder / "outcomes" / "4-carers-supported.yaml", "title: Carers", "title: Families")
    write(folder / "outcomes" / "3-timely-access.yaml", "the person, the carer and the GP", "the person and the GP")
    found = [one for one in design_warnings(read_contract(folder)) if one.rule == "DESIGN.NO_CARERS"]
    assert len(found) == 1
    assert found[0].fix.startswith("Add one indicator of carers")


def test_an_assumption_about_nothing_in_the_contract_is_refused_with_its_line(folder: Path) -> None:
    file = folder / "stress" / "assumptions.yaml"
    write(file, "indicator: qpr-improvement", "indicator: qpr-improvment")
    write(file, "clusters 4 to 8: 240", "clusters 4 to 9: 240")
    with pytest.raises(Refusal) as refused:
        read_contract(folder)
    found = [(one.file, one.line, one.rule, one.fix) for one in refused.value.problems]
    lines = file.read_text(encoding="utf-8").splitlines()
    name, segment = (next(at for at, line in enumerate(lines, 1) if text in line) for text in ("improvment", "4 to 9"))
    assert ("stress/assumptions.yaml", name, "CODE.LIST", 'Did you mean "qpr-improvement"?') in found
    assert ("stress/assumptions.yaml", segment, "CODE.LIST", 'Did you mean "clusters 4 to 8"?') in found


def test_a_contract_of_which_nothing_is_assumed_is_refused_with_what_to_give(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "stress")
    with pytest.raises(Refusal) as refused:
        stress(folder, Workspace(tmp_path / "here"), years=100)
    assert refused.value.problems[0].rule == "STRESS.NOTHING_ASSUMED"
    assert "--data" in refused.value.problems[0].fix
    assert not (tmp_path / "here").exists()
