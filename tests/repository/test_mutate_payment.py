"""Mutation of payment: what is changed, what is left alone, and that each mutant called equivalent still exists."""

from __future__ import annotations

from pathlib import Path

from tools.mutate_payment import EQUIVALENT, PAYMENT, WORDS, mutants

SMALL = """
LIMIT = 3


def fee(people: int, price: int = 2) -> int:
    if not people or people >= LIMIT:
        words = f"{people + 1} people"
        raise ValueError(words)
    return max(people * price - 1, 0)


def say_fee(pence: int) -> str:
    return str(pence / 100)
"""


def test_each_operator_and_number_is_changed_and_what_only_says_is_left(tmp_path: Path) -> None:
    file = tmp_path / "small.py"
    file.write_text(SMALL, encoding="utf-8")
    found = {one.name: one for one in mutants(file)}
    assert set(found) == {
        "small.module: 3 -> 4",
        "small.module: 2 -> 3",
        "small.fee: not people or people >= LIMIT -> not people and people >= LIMIT",
        "small.fee: not people -> not not people",
        "small.fee: people >= LIMIT -> people > LIMIT",
        "small.fee: max(people * price - 1, 0) -> min(people * price - 1, 0)",
        "small.fee: people * price - 1 -> people * price + 1",
        "small.fee: people * price -> people + price",
        "small.fee: 1 -> 2",
        "small.fee: 0 -> 1",
    }
    assert all(one.code() for one in found.values())
    changed: dict[str, object] = {}
    exec(found["small.fee: people * price - 1 -> people * price + 1"].code(), changed)  # noqa: S102 - the text above
    assert changed["fee"](2) == 5  # type: ignore[operator]  # the function above with a plus


def test_every_mutant_called_equivalent_is_still_one_and_has_a_reason() -> None:
    names = {mutant.name for file in PAYMENT.rglob("*.py") if file.name not in WORDS for mutant in mutants(file)}
    assert set(EQUIVALENT) - names == set()
    assert all(EQUIVALENT.values())
