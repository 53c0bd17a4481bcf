"""Which definitions the truth can be told of: every parameter of theirs has to be one that is read here."""

from __future__ import annotations

from collections.abc import Mapping

from evenlode.terms.definitions import Definition

_ANY = ()
_TABLES = ("role_status", "employment_status", "accommodation_status")
_TOOLS = ("honos", "core-om", "qpr-15", "sfq", "recovery-star")
_SHOWN = {"attribution": ("every provider",), "recency_months": _ANY}
_DISCHARGES = {"discharge_methods_excluded": _ANY, "destinations_excluded": _ANY, "ward_classes": _ANY}

_READ: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status_at_date": {
        **_SHOWN,
        "table": _TABLES,
        **dict.fromkeys(("roles", "structured", "employment_codes", "employment", "settled", "missing", "among"), _ANY),
    },
    "share_with_value": {
        **_SHOWN,
        "check": ("bmi", "smoking"),
        **dict.fromkeys(("over", "values", "missing", "baseline"), _ANY),
    },
    "checks_complete": {**_SHOWN, "checks": _ANY},
    "seen_lately": {"months": _ANY},
    "returned_within": {
        **_DISCHARGES,
        "days": _ANY,
        "exclude_sources": _ANY,
        "last_day": ("counts",),
        "same_day": ("counts",),
        "counting": ("spells",),
        "readmission": ("any provider",),
    },
    "answered_within": dict.fromkeys(("within_minutes", "priorities", "teams", "called"), _ANY),
    "contact_within": {
        "closed_before_limit": ("counts",),
        **dict.fromkeys(("contact", "within_days", "within_minutes", "priorities", "teams"), _ANY),
    },
    "letter_within": {**_DISCHARGES, **dict.fromkeys(("event", "kinds", "within_days", "within_hours"), _ANY)},
    "attendances_before_after": dict.fromkeys(("months", "zero", "types"), _ANY),
    "paired_change": {
        "tool": _TOOLS,
        "score": ("total",),
        "baseline": ("first",),
        **dict.fromkeys(("coding", "within_months", "min_gap_days", "by", "first", "last"), _ANY),
    },
}
"""For each measure the parameters that are read, and the values of those of which only some are understood."""


def is_understood(definition: Definition) -> bool:
    """True where the measure is known and nothing is asked of it that is not read here."""
    read = _READ.get(definition.measure)
    if read is None:
        return False
    asked = definition.parameters
    if definition.measure == "letter_within" and (asked.get("event") == "hospital discharge") != (
        "within_hours" in asked
    ):
        return False
    return all(name in read and (not read[name] or str(value) in read[name]) for name, value in asked.items())
