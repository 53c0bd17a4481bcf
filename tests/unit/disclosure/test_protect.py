"""Cells under a policy: stars, rounding, rates from protected counts; and what cannot be a cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.disclosure import Cell, Part, names, policy, protect, read_policy, rules
from evenlode.problems import Refusal

OURS = "evenlode-default"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (102, 100), (103, 105), (None, None)],
)
def test_our_policy_stars_1_to_7_and_rounds_the_rest_to_5(count: int | None, shown: int | None) -> None:
    (found,) = protect([Cell(count, 200)], OURS)
    assert found.numerator == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [
        (8, 16, Fraction(10, 15)),
        (7, 100, None),
        (93, 100, None),
        (92, 100, Fraction(90, 100)),
        (0, 0, None),
        (48, 103, Fraction(50, 105)),
    ],
)
def test_a_rate_is_made_of_protected_counts_where_8_meet_it_and_8_do_not(
    numerator: int, denominator: int, rate: Fraction | None
) -> None:
    (found,) = protect([Cell(numerator, denominator)], OURS)
    assert found.rate == rate


def test_every_hidden_part_has_its_reason() -> None:
    (found,) = protect([Cell(3, 60)], OURS)
    assert [(one.part, one.why) for one in found.hidden] == [
        (Part.NUMERATOR, "a count of 1 to 7"),
        (Part.RATE, "fewer than 8 people meet it"),
    ]
    (found,) = protect([Cell(58, 60)], OURS)
    assert [(one.part, one.why) for one in found.hidden] == [(Part.RATE, "fewer than 8 people do not meet it")]


def test_every_impossible_row_is_named_at_once() -> None:
    cells = [Cell(5, 4, "north"), Cell(1, 2), Cell(-1, 4, "south"), Cell(0, -2, "west")]
    with pytest.raises(Refusal) as refused:
        protect(cells, OURS)
    assert [(one.file, one.line, one.field) for one in refused.value.problems] == [
        ("north", 1, "numerator"),
        ("south", 3, "numerator"),
        ("west", 4, "denominator"),
    ]


def test_an_unknown_policy_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refusal, match='Did you mean "evenlode-default"'):
        protect([], "evenlode-defualt")


def test_each_policy_says_what_it_does_and_where_it_comes_from() -> None:
    assert set(names()) == {"evenlode-default", "nhs-mh-subnational"}
    for name in names():
        assert policy(name).policy == name
        assert policy(name).says
        assert policy(name).source


@pytest.mark.parametrize("name", ["evenlode-default", "nhs-mh-subnational"])
def test_what_a_published_count_can_stand_for_is_every_count_that_is_published_so(name: str) -> None:
    known = policy(name)
    published: dict[int, list[int]] = {}
    for count in range(300):
        if not known.is_small(count):
            published.setdefault(known.rounded(count), []).append(count)
    for shown, counts in list(published.items())[:-1]:
        assert known.could_be(shown) == (counts[0], counts[-1])


def test_a_policy_with_an_even_step_is_refused(tmp_path: Path) -> None:
    text = (Path(rules.__file__).parent / "policies" / "evenlode-default.yaml").read_text("utf-8")
    file = tmp_path / "even.yaml"
    file.write_text(text.replace("nearest: 5", "nearest: 10"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_policy(file)
    assert (refused.value.rule, refused.value.problems[0].field) == ("CFG.NUMBER", "nearest")
