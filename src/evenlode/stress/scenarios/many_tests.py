"""Many indicators are looked at, and one of them always alarms."""

from __future__ import annotations

from evenlode.stress.bench import Bench
from evenlode.stress.finding import Figure, Found
from evenlode.stress.words import percent

CODE = "S31"
FAMILY = "chance"
FORMULA = "1 - (1 - a)^m for m indicators at level a"
SOURCE = "elementary; 18 indicators at 5% give 0.60"

LEVELS = (0.05, 0.01, 0.002)


def any_alarm(count: int, level: float) -> float:
    """The chance that at least one of so many looks alarms falsely."""
    return 1 - (1 - level) ** count


def run(bench: Bench) -> Found:
    """The chance of at least one false alarm among the contract's indicators."""
    count = len(bench.terms.indicators())
    chances = [any_alarm(count, level) for level in LEVELS]
    figures = tuple(
        Figure(f"{count} indicators at {percent(level, 1)} each", percent(chance), chance)
        for level, chance in zip(LEVELS, chances, strict=True)
    )
    return Found(
        f"With {count} indicators at the usual 5%, some alarm is false in {percent(chances[0])} of looks.", figures
    )
