"""The signals of a year as the report tells them: what was looked at, what asks for an answer, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evenlode.results import EVERYONE, Period
from evenlode.signals.signal import Signal, Strength
from evenlode.terms.contract import Contract

if TYPE_CHECKING:
    from evenlode.report.tables import Table

NO_ANSWER = "Not acknowledged yet"


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal that asks for an answer: where it is, what was found, and what was answered."""

    subject: str
    provider: str
    said: str
    strength: str
    answer: str


@dataclass(frozen=True, slots=True)
class SignalsTold:
    """The signals of the year: in a sentence, and one by one where they ask for an answer."""

    finding: str
    rows: tuple[SignalRow, ...]

    def table(self) -> Table | None:
        """The signals as a table; None where none asks for an answer."""
        from evenlode.report.tables import Table  # here, because tables are made of reports and a report holds this

        cells = [(one.subject, one.provider, one.said, one.strength, one.answer) for one in self.rows]
        columns = ("Looked at", "Provider", "What was found", "Strength", "Acknowledged")
        return Table("Signals that ask for an answer", columns, tuple(cells)) if cells else None


def signals_told(
    contract: Contract, year: Period, signals: Sequence[Signal], answers: Mapping[str, str], invented: bool
) -> SignalsTold | None:
    """What the report says of the year's signals; None where nobody looked.

    answers: what was said of a signal, by its key. Providers stand under their names, or under their aliases where
    figures are invented.
    """
    own = [one for one in signals if one.period == year]
    if not own:
        return None
    names = {one.party: one.alias if invented else one.name for one in contract.form.parties} | {EVERYONE: "All"}
    asking = [one for one in own if one.asks]
    unknown = sum(one.strength is Strength.NOT_ASSESSABLE for one in own)
    finding = (
        f"{len(own) - unknown:,} looks for patterns that a payment can invite, {len(asking):,} of which found one;"
        f" {unknown:,} more could not be assessed, because too few people or events are behind them."
    )
    rows = [
        SignalRow(
            one.subject,
            names.get(one.provider, one.provider),
            one.sentence,
            one.strength.value.capitalize(),
            answers.get(one.key, NO_ANSWER),
        )
        for one in asking
    ]
    return SignalsTold(finding, tuple(rows))
