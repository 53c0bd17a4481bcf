"""Which definitions the truth can be told of: every parameter of theirs has to be one that is read here."""

from __future__ import annotations

from collections.abc import Mapping

from evenlode.data.invented.truth.pairs import is_scored
from evenlode.terms.definitions import Definition

_ANY = ()
_TABLES = ("role_status", "employment_status", "accommodation_status")
_TOOLS = ("honos", "core-om", "qpr-15", "sfq", "recovery-star")
_SHOWN = {"attribution": ("every provider",), "recency_months": _ANY}
_DISCHARGES = {"discharge_methods_excluded": _ANY, "destinations_excluded": _ANY, "ward_classes": _ANY}

_FOLLOWED = dict.fromkeys(("within_days", "shift_days", "new_spell", "mechanisms", "care_programme"), _ANY)
_WHOM = ("age_from", "age_to", "honos_cluster", "care_programme")

_READ: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status_at_date": {
        **_SHOWN,
        "table": _TABLES,
        **dict.fromkeys(("roles", "structured", "employment_codes", "employment", "settled", "missing", "among"), _ANY),
        **dict.fromkeys(("any_record", "whom"), _ANY),
    },
    "review_in_date": {"review": _ANY, "within_months": _ANY, "whom": _ANY},
    "followed_up": {**_DISCHARGES, "same_day": ("does not count",), **_FOLLOWED},
    "seen_before_admission": dict.fromkeys(("from_days", "to_days", "exclude_sources"), _ANY),
    "seen_twice": dict.fromkeys(("teams", "months"), _ANY),
    "median_wait": {"until": ("contact",), "contact": ("direct",), "contact_number": _ANY, "teams": _ANY},
    "four_week_wait": dict.fromkeys(("join_days", "less_than_days"), _ANY),
    "paired_in_referral": {"tool": ("dialog", "reqol-10", "gbo"), "score": _ANY, "by": _ANY, "received_from": _ANY},
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
    if definition.measure == "paired_in_referral" and not is_scored(
        str(asked["tool"]), str(asked.get("score", "total"))
    ):
        return False
    if not set(asked.get("whom") or ()) <= set(_WHOM):
        return False
    return all(name in read and (not read[name] or str(value) in read[name]) for name, value in asked.items())
