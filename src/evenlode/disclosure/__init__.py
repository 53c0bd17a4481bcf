"""What may be shown: cells under a named policy, and releases that subtraction cannot undo. Works on outturns."""

from evenlode.disclosure.planning import Past, Plan, plan
from evenlode.disclosure.protecting import Cell, Hidden, Level, Part, Protected, protect, protect_count, protect_rate
from evenlode.disclosure.rules import Policy, names, policy, read_policy
from evenlode.disclosure.what import What, read_what

__all__ = [
    "Cell",
    "Hidden",
    "Level",
    "Part",
    "Past",
    "Plan",
    "Policy",
    "Protected",
    "What",
    "names",
    "plan",
    "policy",
    "protect",
    "protect_count",
    "protect_rate",
    "read_policy",
    "read_what",
]
