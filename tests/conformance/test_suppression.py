"""Every row of the suppression vectors, worked by hand from the published rule of the national statistics."""

from __future__ import annotations

import pytest

from evenlode.disclosure.protecting import Level, protect_count, protect_rate
from tests.conformance.statistics.comparing import Row, count, rows

POLICY = "nhs-mh-subnational"
ROWS = rows("suppression.csv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(row.values()))
def test_the_published_text_is_the_vector_s(row: Row) -> None:
    level = Level.NATIONAL if row["level"] == "England" else Level.LOCAL
    if row["measure_type"] == "count":
        shown = protect_count(count(row["raw_value"]), POLICY, level)
        assert ("*" if shown is None else str(shown)) == row["expected_published"]
        return
    share = protect_rate(count(row["numerator"]), count(row["denominator"]), POLICY, level)
    if share is None:
        assert row["expected_published"] == "*"
    else:
        digits = 6 if level is Level.NATIONAL else 0
        assert float(round(share * 100, digits)) == float(row["expected_published"])


def test_no_row_drops_out() -> None:
    assert len(ROWS) == 50
