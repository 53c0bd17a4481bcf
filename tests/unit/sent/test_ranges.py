"""What is received and what is scored agree: the same codes, items and ranges in ranges.csv and in the instruments."""

from __future__ import annotations

import pytest

from evenlode.data.sent.ranges import question, range_of
from evenlode.instruments import Coded, codes_of, instrument, names

CODES = [code for name in names() for code in codes_of(name)]
WIDER = {"dialog": "0 to 7"}
"""DIALOG travels as 0 to 7 by one national list and 1 to 8 by another; scoring leaves out what is no answer."""


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{code.instrument} {code.snomed}")
def test_every_code_of_an_instrument_is_received_as_it_is_scored(code: Coded) -> None:
    found = range_of([code.snomed])
    assert found is not None
    item = code.item or code.figure or "any"
    assert (found.tool, found.item) == (code.instrument, item if code.times == 1 else f"sum of {item}")
    assert f"{found.low} to {found.high}" == WIDER.get(code.instrument, str(code.range))


@pytest.mark.parametrize("name", ["sfq", "recovery-star", "qpr-15", "core-om", "honos"])
def test_every_item_that_a_local_feed_sends_is_in_both(name: str) -> None:
    for items in instrument(name).items:
        for item in items.items:
            found = range_of([name, str(item)])
            assert found is not None, item
            assert (found.tool, found.item) == (name, str(item))
            assert f"{found.low} to {found.high}" == str(items.range)
            unknown = [str(number) for number in items.not_known]
            assert ([found.not_known] if found.not_known else []) == unknown


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["979641000000103"], ("honos", "1")),
        (["HoNOS item 12"], ("honos", "12")),
        (["Recovery Star", "01"], ("recovery-star", "1")),
        (["QPR-15"], ("qpr-15", "total")),
        (["CORE-OM", "clinical score"], ("core-om", "total")),
        (["honos", "a"], ("honos", "A")),
        (["999"], ("snomed", "999")),
        (["Own Tool", "third answer"], ("own-tool", "third-answer")),
    ],
)
def test_what_was_asked_has_one_name(words: list[str], expected: tuple[str, str]) -> None:
    assert question(words) == expected
