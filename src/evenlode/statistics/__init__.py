"""How sure we are: estimates with intervals, and the chance of luck. Imports nothing of ours; anyone may import it."""

from __future__ import annotations

from evenlode.statistics.chance import chance_of_at_least
from evenlode.statistics.estimate import Estimate
from evenlode.statistics.proportions import proportion
from evenlode.statistics.refusal import Refusal

__all__ = ["Estimate", "Refusal", "chance_of_at_least", "proportion"]
