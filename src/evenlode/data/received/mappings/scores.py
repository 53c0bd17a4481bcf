"""Scores of instruments: coded ones by what their code asks, local ones by the name of the tool."""

from __future__ import annotations

from evenlode.data.received.cells import (
    along,
    as_day,
    as_moment,
    day,
    item,
    looked_up,
    moment,
    person,
    score,
    sender,
    text,
    tool,
)
from evenlode.data.received.mapping import Mapped

_ASKED, _LOCAL = ("CodedAssToolType",), ("tool", "item")
_TO_CONTACT = (("MHS202", "CareActID"), ("MHS201", "CareContactID"))
_CODED = {
    "person": person,
    "provider": sender,
    "tool": tool(*_ASKED),
    "item": item(*_ASKED),
    "score": score("PersScore", *_ASKED),
}

MAPPED = (
    Mapped(
        "scores",
        "MHS606",
        {
            **_CODED,
            "referral": text("ServiceRequestID"),
            "assessment": as_moment("AssToolCompTimestamp"),
            "day": moment("", "AssToolCompTimestamp")["day"],
        },
    ),
    Mapped(
        "scores",
        "MHS607",
        {
            **_CODED,
            "referral": along(_TO_CONTACT, "ServiceRequestID"),
            "assessment": text("CareActID"),
            "day": as_day(along(_TO_CONTACT, "CareContDate")),
        },
    ),
    Mapped(
        "scores",
        "MHS802",
        {
            **_CODED,
            "assessment": text("CareClustID"),
            "day": as_day(looked_up("MHS801", "CareClustID", "AssToolCompDate")),
        },
    ),
    Mapped(
        "scores",
        "prom_score",
        {
            "person": person,
            "provider": sender,
            "referral": text("referral"),
            "assessment": text("date"),
            "day": day("date"),
            "tool": tool(*_LOCAL),
            "item": item(*_LOCAL),
            "score": score("score", *_LOCAL),
        },
        feed="prom_score",
    ),
)
