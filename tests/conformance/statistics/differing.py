"""Every vector where we give another answer than the package, with both answers and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """vector: how the rows of the case begin. package, theirs, ours, why: as the documentation shows them."""

    vector: str
    package: str
    theirs: str
    ours: str
    why: str


DIFFERENCES = [
    Difference(
        "constant_series",
        "NHSRplotthedots",
        "no limits; every point common cause; target inconsistently met",
        "not assessable",
        "Fifteen equal values have no moving range left after screening. A process without limits "
        "was not seen to be stable.",
    ),
    Difference(
        "constant_then_jump",
        "NHSRplotthedots",
        "both limits on the mean, 48.13; fourteen points of concern, the last improves; target consistently failed",
        "not assessable",
        "Screening drops the only moving range that is not zero. With limits of no width every point is beyond one of "
        "them.",
    ),
    Difference(
        "one_point",
        "NHSRplotthedots",
        "no limits; common cause; target inconsistently met",
        "not assessable",
        "One value says nothing of how far values spread.",
    ),
    Difference(
        "missing_months_rows_absent",
        "NHSRplotthedots",
        "limits 40.96 and 56.15: the rows are taken for consecutive months",
        "limits 40.89 and 56.21; June's neighbour is not September; the three absent months stand in the chart, "
        "each not assessable",
        "No moving range joins two months that are not neighbours, and no run of points passes over a gap. The same "
        "gap written as empty rows gives the package our limits. `close_up=True` gives the package's.",
    ),
    Difference(
        "na_inside",
        "NHSRplotthedots",
        "the empty month is common cause",
        "the empty month is not assessable; every other point is the same",
        "A month without a figure was not seen to be stable.",
    ),
    Difference(
        "na_last",
        "NHSRplotthedots",
        "variation: common cause, by the empty last month",
        "variation: not assessable; every other point is the same",
        "The icon speaks of the last month, and there is no figure for it.",
    ),
    Difference(
        "tiny_denominators_with_0",
        "qicharts2",
        "the month with nobody in it does not signal",
        "that month is not assessable; every other point is the same",
        "Nobody was counted, so nothing was seen.",
    ),
    Difference(
        "LE_smi_x3.5",
        "PHEindicatormethods",
        "2.5 years from 85 with limits of 2.5 and 2.5, and 0 years from 90 without limits",
        "both ages not assessable; ages to 80 are the same",
        "At this mortality everybody dies before 90, so the table ends and the interval with it. Certainty to the "
        "day is no estimate.",
    ),
]
