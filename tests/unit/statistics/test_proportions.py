"""Wilson score limits, against figures computed with PHEindicatormethods 2.1.0 (phe_proportion)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from evenlode.statistics import Refusal, proportion

COMPUTED = Path(__file__).with_name("proportions.csv")
"""Limits of 95% and 99.8% in per cent, of 90% as a share."""


def rows() -> list[dict[str, str]]:
    with COMPUTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['numerator']} of {row['denominator']}")
def test_limits_are_those_of_the_published_package(row: dict[str, str]) -> None:
    counts = int(row["numerator"]), int(row["denominator"])
    found = {
        "value_pct": 100 * proportion(*counts).value,
        "lower95_pct": 100 * proportion(*counts).lower,
        "upper95_pct": 100 * proportion(*counts, confidence=0.95).upper,
        "lower99_8_pct": 100 * proportion(*counts, confidence=0.998).lower,
        "upper99_8_pct": 100 * proportion(*counts, confidence=0.998).upper,
        "lower90_prop": proportion(*counts, confidence=0.90).lower,
        "upper90_prop": proportion(*counts, confidence=0.90).upper,
    }
    assert found == {name: pytest.approx(float(row[name]), rel=1e-9) for name in found}
    assert proportion(*counts).method == "Wilson"


def test_fourteen_rows_are_checked() -> None:
    assert len(rows()) == 14


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule"),
    [
        (3, 0, "STAT.DENOMINATOR"),
        (0, 0, "STAT.DENOMINATOR"),
        (5, 4, "STAT.NUMERATOR"),
        (12, -5, "STAT.COUNT"),
        (-1, 5, "STAT.COUNT"),
        (1.0, 5, "STAT.COUNT"),
        (True, 5, "STAT.COUNT"),
        (None, 30, "STAT.COUNT"),
        ("4", 30, "STAT.COUNT"),
    ],
)
def test_counts_that_are_none_are_refused(numerator: int, denominator: int, rule: str) -> None:
    with pytest.raises(Refusal) as refusal:
        proportion(numerator, denominator)
    assert refusal.value.rule == rule
    assert refusal.value.where == "proportion"
    assert refusal.value.fix in str(refusal.value)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(Refusal, match="confidence") as refusal:
        proportion(1, 2, confidence)
    assert refusal.value.rule == "STAT.CONFIDENCE"
