"""Shares of changes, each of a named denominator; and one answer from several measures."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from evenlode.instruments import Among, Category, Reliable, change, multi_measure, share
from evenlode.problems import Refusal

RECOVERED = {Category.RELIABLE_AND_CLINICAL_IMPROVEMENT}
CHANGES = [change("core-om", before, after) for before, after in [(20, 5), (20, 19), (8, 2), (3, 3)]]


def test_the_denominator_decides_the_share() -> None:
    assert share(CHANGES, RECOVERED, Among.ALL_PAIRS).exact == Fraction(1, 4)
    assert share(CHANGES, RECOVERED, Among.CLINICAL_AT_START).exact == Fraction(1, 2)
    found = share(CHANGES, RECOVERED, Among.ROOM_TO_IMPROVE)
    assert (found.numerator, found.denominator, found.among.value) == (
        1,
        3,
        "pairs with room for a reliable improvement",
    )


def test_a_share_of_nobody_is_none() -> None:
    assert share([], RECOVERED, Among.ALL_PAIRS).exact is None


def test_without_a_cut_off_nobody_is_known_to_be_clinical() -> None:
    with pytest.raises(Refusal, match="no cut-off"):
        share([change("honos", 20, 10)], RECOVERED, Among.CLINICAL_AT_START)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([Reliable.IMPROVED, Reliable.NONE], Reliable.IMPROVED),
        ([Reliable.IMPROVED, Reliable.NONE, Reliable.DETERIORATED], Reliable.DETERIORATED),
        ([Reliable.NONE, Reliable.NONE], Reliable.NONE),
        ([], None),
    ],
)
def test_a_loss_outweighs_a_gain_in_any_order(changes: list[Reliable], expected: Reliable | None) -> None:
    assert {multi_measure(order) for order in permutations(changes)} == {expected}
