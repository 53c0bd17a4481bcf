"""The only door to data: pages get a desk on their request, and what it does not give they do not see."""

from __future__ import annotations

from evenlode.web.access.desk import Desk, NotAllowed, NotYours, Organisation, Who
from evenlode.web.people.roles import COMMISSIONING, CONTENT, DUTIES, PROVIDING, STAFF, Duty, Role

EVERYBODY = frozenset(Role)
"""Roles of a page that needs no sign-in."""

__all__ = [
    "COMMISSIONING",
    "CONTENT",
    "DUTIES",
    "EVERYBODY",
    "PROVIDING",
    "STAFF",
    "Desk",
    "Duty",
    "NotAllowed",
    "NotYours",
    "Organisation",
    "Role",
    "Who",
]
