"""A mean with its interval: Student's t."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt

from evenlode.statistics.checks import numbers, share
from evenlode.statistics.estimate import Estimate, NotAssessable

METHOD = "Student t"


def mean(values: Sequence[float], confidence: float = 0.95) -> Estimate | NotAssessable:
    """The mean of the values with limits from Student's t on n - 1 degrees of freedom.

    One value has a mean but no limits: NotAssessable. Raises Refusal where there are no values or one is missing or
    not a finite number, and names its row.

    Source: Student. The probable error of a mean. Biometrika 1908; 6: 1-25.
    """
    from scipy.special import stdtrit

    found = numbers("mean", "value", values)
    share("mean", "confidence", confidence)
    count = len(found)
    middle = fsum(found) / count
    if count == 1:
        return NotAssessable("one value says nothing of how far values spread", METHOD, value=middle)
    variance = fsum((value - middle) ** 2 for value in found) / (count - 1)
    reach = float(stdtrit(count - 1, (1 + confidence) / 2)) * sqrt(variance / count)
    return Estimate(value=middle, lower=middle - reach, upper=middle + reach, method=METHOD)
