"""Units: the rows of one person or event in one period become one answer, that of the rows of the highest rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

COUNTS = ("eligible", "denominator", "numerator", "missing", "untimed")
"""What is counted of units."""


def counts_of_units(rows: ibis.Table, keys: tuple[str, ...]) -> ibis.Table:
    """(keys..., COUNTS): how many units of each kind there are among the counted rows of each key.

    Of a unit's rows those of the highest rank count. It is eligible or untimed where any of them is, in the
    denominator where any is, in the numerator where all of these are, and missing where all that are eligible are.

    Each answer is the greatest `rank * 2 + flag` of the unit and its last bit: one pass, no sort and no join.
    """
    import ibis

    eligible = ibis.greatest(rows.denominator, rows.missing)
    flags = {
        "eligible": eligible,
        "denominator": rows.denominator,
        "failed": rows.denominator * (1 - rows.numerator),
        "told": eligible * (1 - rows.missing),
        "untimed": rows.untimed,
    }
    top = {name: (rows["rank"] * 2 + flag).max() % 2 for name, flag in flags.items()}
    units = rows.group_by(*keys, "unit").agg(**top)
    return units.group_by(*keys).agg(
        eligible=units.eligible.sum().cast("int64"),
        denominator=units.denominator.sum().cast("int64"),
        numerator=(units.denominator * (1 - units.failed)).sum().cast("int64"),
        missing=(units.eligible * (1 - units.told)).sum().cast("int64"),
        untimed=units.untimed.sum().cast("int64"),
    )
