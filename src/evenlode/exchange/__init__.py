"""Exchange: a contract and its results in the shape of open standards, and back, with what each cannot hold."""

from __future__ import annotations

from evenlode.exchange.exchanged import Exchanged
from evenlode.exchange.making import exchanged
from evenlode.exchange.standards import STANDARDS, read_exchange, written

__all__ = ["STANDARDS", "Exchanged", "exchanged", "read_exchange", "written"]
