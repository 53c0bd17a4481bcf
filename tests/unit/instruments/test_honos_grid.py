"""The rating grid a user loads. The grid here is made up: it says nothing about any HoNOS cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.instruments import instrument
from evenlode.instruments.honos_clusters import HONOS_CLUSTERS
from evenlode.instruments.honos_grid import Grid, read_grid, suggest
from evenlode.problems import Refusal

SCALES = instrument("honos").item_names()
HEADER = "version,honos_cluster,scale,rating,level"


def made_up(code: int, scale: str, rating: int) -> str:
    """HoNOS cluster 4 needs scale 1 at 3 or 4; 5 finds a 4 on scale 2 unlikely; everything else may be."""
    if (code, scale) == (4, "1"):
        return "must" if rating >= 3 else "unlikely"
    if (code, scale, rating) == (5, "2", 4):
        return "unlikely"
    return "expected" if code == 6 and scale == "3" else "may"


def rows() -> list[str]:
    return [
        f"made-up,{code},{scale},{rating},{made_up(code, scale, rating)}"
        for code in HONOS_CLUSTERS
        if code
        for scale in SCALES
        for rating in range(5)
    ]


def written(folder: Path, lines: list[str], header: str = HEADER) -> Path:
    file = folder / "grid.csv"
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def grid(tmp_path: Path) -> Grid:
    (found,) = read_grid(written(tmp_path, rows()))
    return found


def test_a_grid_has_1800_cells(grid: Grid) -> None:
    assert (grid.version, len(grid.levels)) == ("made-up", 1800)


def test_a_red_rule_needs_its_rating(grid: Grid) -> None:
    assert grid.passes_red_rules({"1": 3}, 4)
    assert not grid.passes_red_rules({"1": 2}, 4)
    assert not grid.passes_red_rules({"2": 2}, 4)
    assert grid.passes_red_rules({}, 5)


def test_fit_takes_the_unlikely_from_the_rest(grid: Grid) -> None:
    assert grid.fit({"1": 0, "2": 4, "3": 0}, 5) == 1
    assert grid.fit({"1": 0, "2": 4, "3": 0}, 6) == 3


def test_suggestions_pass_the_red_rules_and_ties_all_come_out(grid: Grid) -> None:
    ratings: dict[str | int, object] = {1: 4, 2: 4, "a": 9, "B": None}
    found = suggest(grid, ratings)
    assert found == (1, 2, 3, 4, 6, 7, 8, *range(10, 22), 5)
    assert 4 not in suggest(grid, {1: 2})
    with pytest.raises(Refusal, match='no scale "F"'):
        suggest(grid, {"F": 1})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[1:], "scale 1 lacks 1 of 5 ratings"),
        (lambda lines: [*lines, lines[0]], "stands 2 times"),
        (lambda lines: [*lines, "made-up,9,1,0,may"], "no cell of the grid"),
        (lambda lines: [*lines, "made-up,1,1,5,may"], "no cell of the grid"),
        (lambda lines: [*lines, "made-up,1,1,0,perhaps"], "no cell of the grid"),
        (lambda lines: [*lines, "made-up,1,1,0,may,more"], "no cell of the grid"),
        (lambda lines: [*lines, "made-up,1"], "no cell of the grid"),
        (lambda lines: [line.replace("must", "unlikely") for line in lines], "every rating is unlikely"),
    ],
)
def test_a_grid_with_a_fault_is_refused(tmp_path: Path, change: object, said: str) -> None:
    assert callable(change)
    with pytest.raises(Refusal, match=said):
        read_grid(written(tmp_path, change(rows())))


def test_a_file_that_is_no_grid_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="the columns are not"):
        read_grid(written(tmp_path, rows(), "version,honos_cluster,scale,score,level"))
    with pytest.raises(Refusal, match="cannot be read"):
        read_grid(tmp_path / "none.csv")


def test_two_versions_are_two_grids(tmp_path: Path) -> None:
    both = [*rows(), *(line.replace("made-up", "also made-up") for line in rows())]
    assert [one.version for one in read_grid(written(tmp_path, both))] == ["also made-up", "made-up"]
