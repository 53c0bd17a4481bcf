"""Answering: why a signal of a run is no reason to hold its year back, in the journal under a person's name."""

from __future__ import annotations

from evenlode.job.workspace import Workspace
from evenlode.records.journal import Journal
from evenlode.records.signals import Acknowledged, acknowledge
from evenlode.signals.signal import Signal
from evenlode.terms.contract import Contract


def answer_signal(contract: Contract, workspace: Workspace, signal: Signal, by: str, reason: str) -> Acknowledged:
    """Keep the answer. Raises a Refusal without a reason, or where the signal asks for none."""
    with Journal.open(workspace.records) as journal:
        return acknowledge(journal, contract.slug, signal, by, reason)
