"""A signal: what was looked at, what was found and what chance alone would do; and signals as a file of a run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from evenlode.problems import refuse
from evenlode.results import Period

FILE = "signals.csv"


class Strength(StrEnum):
    """What a look came to. The first two ask for an answer."""

    STRONG = "strong signal"
    SIGNAL = "signal"
    QUIET = "no signal"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True, slots=True)
class Signal:
    """One look at one subject of one provider in one contract year.

    name: the signal, as its file is called. subject: the indicator's code, or the rows that were looked at. figure and
    expected: shares as decimal text, blank where nothing could be worked out. chance: how often chance alone would
    make so much or more somewhere among all looks of the year, as text.
    """

    name: str
    subject: str
    provider: str
    period: Period
    figure: str
    expected: str
    chance: str
    strength: Strength
    sentence: str

    @property
    def key(self) -> str:
        """What it is called when it is answered: name/subject/provider/last day of the year."""
        words = (self.name, "-".join(self.subject.split()), self.provider, self.period.end.isoformat())
        return "/".join(words)

    @property
    def asks(self) -> bool:
        """True where somebody has to say why before the year is signed off."""
        return self.strength in (Strength.STRONG, Strength.SIGNAL)


_COLUMNS = tuple(one.name for one in fields(Signal) if one.name != "period")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADER = (*_COLUMNS[:3], "start", "end", *_COLUMNS[3:])


def written(signals: Iterable[Signal], invented: bool) -> str:
    """The signals as the text of a CSV file, in the order given."""
    text = io.StringIO()
    if invented:
        text.write("# INVENTED\n")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEADER)
    for one in signals:
        own = [_guarded(str(getattr(one, name))) for name in _COLUMNS]
        rows.writerow([*own[:3], one.period.start.isoformat(), one.period.end.isoformat(), *own[3:]])
    return text.getvalue()


def read(text: str, file: str = FILE) -> tuple[Signal, ...]:
    """The signals of such a file. A Refusal where it is none, or was changed by hand so that it cannot be read."""
    lines = [line for line in csv.reader(io.StringIO(text)) if line and not line[0].startswith("#")]
    try:
        if tuple(lines[0]) != _HEADER:
            raise ValueError
        return tuple(_signal(line) for line in lines[1:])
    except (IndexError, ValueError):
        fix = "Use the file that the run left, as it is"
        raise refuse("SIGNAL.FILE", "this is no file of signals", fix, file=file) from None


def _guarded(text: str) -> str:
    """What a spreadsheet would take for a formula as text; reading takes the mark away again."""
    return f"'{text}" if text[:1] in _FORMULA else text


def _signal(cells: list[str]) -> Signal:
    line = [cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA else cell for cell in cells]
    name, subject, provider, start, end, figure, expected, chance, strength, sentence = line
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    return Signal(name, subject, provider, period, figure, expected, chance, Strength(strength), sentence)
