"""The second opinion in SQL: hand-written queries over the same files give every cell that the run gives."""

from __future__ import annotations

import pytest

from benchmarks.people import write_store
from benchmarks.sides import CODES, Cells, floor, ours
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

PEOPLE = 400


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cells, Cells]:
    store = tmp_path_factory.mktemp("by hand") / "store"
    write_store(read_contract(contract_folder("oxfordshire-mental-health")), store, PEOPLE)
    return floor(store)[0], ours(store, CODES)[0]


def test_every_cell_is_the_same(both: tuple[Cells, Cells]) -> None:
    by_hand, own = both
    assert by_hand == own
    assert len(own) > 5000


def test_there_is_something_to_be_wrong_about(both: tuple[Cells, Cells]) -> None:
    for code in CODES:
        counts = [counts for key, counts in both[1].items() if key.startswith(f"{code} |")]
        numerators, denominators = sum(one[0] for one in counts), sum(one[1] for one in counts)
        assert 0 < numerators < denominators, code
    assert any(missing for *_, missing, _ in both[1].values())
    assert any(untimed for *_, untimed in both[1].values())
    assert {key.split(" | ")[2] for key in both[1]} > {"all", "lead-provider"}
