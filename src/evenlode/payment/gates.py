"""Data-quality gates: while one is shut, only the contract's share of what is earned is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from evenlode.payment.prepared import Prepared
from evenlode.payment.splits import Split
from evenlode.payment.words import line_text
from evenlode.results import Judgement, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import Gate


def shut_gates(judged: Mapping[str, Judgement], ready: Prepared) -> tuple[Gate, ...]:
    """The gates of the year whose indicator is in force and not achieved, in the order of the contract."""
    return tuple(
        gate
        for gate in ready.terms.rules.gates
        if gate.indicator in judged and judged[gate.indicator].status is not Status.ACHIEVED
    )


def gated(split: Split, judged: Mapping[str, Judgement], ready: Prepared) -> Split:
    """The split after each shut gate has taken its part of what is earned; what is not earned stays as it is."""
    for gate in shut_gates(judged, ready):
        if not split.earned:
            break
        lost = split.earned * (1 - gate.keeps)
        code, status = ready.indicators[gate.indicator].code, judged[gate.indicator].status
        goes = "is held until data come" if gate.otherwise == "hold" else "goes to reinvestment"
        words = f"The data-quality gate {code} is {status}: {line_text(1 - gate.keeps, is_share=True)} of that {goes}."
        is_held = gate.otherwise == "hold"
        split = replace(
            split,
            earned=split.earned - lost,
            held=split.held + (lost if is_held else 0),
            not_earned=split.not_earned + (0 if is_held else lost),
            because=f"{split.because} {words}",
        )
    return split
