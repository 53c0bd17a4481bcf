"""Rows drawn for an auditor: hashes that whoever may see the rows can find again, and nothing of anybody."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from evenlode.job import Workspace
from evenlode.job.sampling import draw_rows
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.command import evenlode

MONTH = Period(date(2018, 9, 1), date(2018, 9, 30))
ROLE = "in-a-meaningful-role"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, invented_store: Path) -> Workspace:
    workspace = Workspace(tmp_path_factory.mktemp("rows"))
    shutil.copytree(invented_store, workspace.store)
    return workspace


def test_a_drawn_line_is_found_by_its_number_and_hash_where_the_rows_are(contract: Contract, place: Workspace) -> None:
    drawn = draw_rows(contract, place, ROLE, MONTH, "1", 5)
    assert drawn is not None
    arguments = (
        "explain",
        ROLE,
        str(contract.folder),
        "--month",
        "2018-09",
        "--rows",
        "--rows-zone",
        "--format",
        "csv",
    )
    printed = evenlode(*arguments, "--workspace", str(place.folder)).stdout
    lines = printed.splitlines(keepends=True)
    assert drawn.all == len(lines) - 1 == sum(count for _, count in drawn.counts)
    assert len(drawn.rows) == 5
    for one in drawn.rows:
        assert sha256(lines[one.line - 1].encode()).hexdigest() == one.sha256
        assert one.counted in lines[one.line - 1]
    people = {line.split(",")[0] for line in lines[1:]}
    assert not any(person in str(asdict(drawn)) for person in people)
    assert draw_rows(contract, place, ROLE, MONTH, "1", 5) == drawn
    assert draw_rows(contract, place, ROLE, MONTH, "2", 5) != drawn


def test_without_rows_there_is_no_draw_and_a_month_outside_is_refused(
    contract: Contract, place: Workspace, tmp_path: Path
) -> None:
    assert draw_rows(contract, Workspace(tmp_path), ROLE, MONTH, "1", 5) is None
    with pytest.raises(Refusal, match="not in force"):
        draw_rows(contract, place, "no-such", MONTH, "1", 5)
