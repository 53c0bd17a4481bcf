"""Given: the contract of a job, as a folder that is read or as one that is read already, which saves the reading."""

from __future__ import annotations

from pathlib import Path

from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract

Given = Path | Contract


def contract_given(given: Given) -> Contract:
    """The contract. Raises a Refusal with every problem of a folder that cannot be read."""
    return given if isinstance(given, Contract) else read_contract(given)
