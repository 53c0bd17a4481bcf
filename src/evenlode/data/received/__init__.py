"""Taking in what providers send: checked, kept as it came, made into tables of the store, whole or not at all."""

from __future__ import annotations

from evenlode.data.received.pseudonyms import KEEP, Pseudonyms
from evenlode.data.received.receiving import Received, receive
from evenlode.data.received.taking import Outcome

__all__ = ["KEEP", "Outcome", "Pseudonyms", "Received", "receive"]
