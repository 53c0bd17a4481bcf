"""One supplied row becomes one outturn, or findings that say what to type instead. CSV and workbook share this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evenlode.data.supplied.cells import SUPPRESSED, Cells
from evenlode.data.supplied.csv_rows import RawRow
from evenlode.data.supplied.findings import Findings, nearest, quoted
from evenlode.data.supplied.headers import Columns
from evenlode.data.supplied.known import Known, Named
from evenlode.problems import Level
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period, Source
from evenlode.terms.definitions import Definition

OUTTURNS = Columns(
    name="an outturn file",
    needed=("indicator", "grain", "start", "end", "numerator", "denominator"),
    optional=(
        *("provider", "segment", "stratum", "value", "eligible", "missing", "untimed"),
        *("kind", "definition", "source", "as_known_on", "invented"),
    ),
    unread=("lower", "upper", "code", "title", "note"),
)
_LONGEST_NAME = 200


class OutturnRows:
    """Reads rows against one contract. A key may come once in a file; the second is refused with both lines named."""

    def __init__(self, known: Known, received: date, findings: Findings) -> None:
        self.known = known
        self.received = received
        self.findings = findings
        self.invented: set[bool] = set()
        self._lines: dict[object, int] = {}

    def read_all(self, rows: Iterable[RawRow]) -> tuple[Outturn, ...]:
        """The outturns of every row that can be read, by key; what cannot be read is in the findings."""
        found = [outturn for row in rows if (outturn := self.read(row)) is not None]
        return tuple(sorted(found, key=lambda outturn: outturn.key))

    def read(self, row: RawRow) -> Outturn | None:
        """The outturn of one row, or None with findings."""
        cells = Cells(row, self.findings)
        named, provider, segment = self._indicator(cells), self._provider(cells), self._segment(cells)
        grain, period = cells.word("grain", Grain), self._period(cells)
        if cells.has("invented"):
            self.invented.add(cells.yes("invented"))
        if named and grain and period:
            definition = self._definition(cells, named, grain, period)
        if not (cells.right and named and grain and period and definition):
            self._counts_alone(cells)
            return None
        kind = self._kind(cells, definition)
        source = cells.word("source", Source) if cells.text("source") else Source.SUPPLIED
        outturn = Outturn(
            indicator=named.slug,
            definition=cells.text("definition") or definition.version,
            kind=kind,
            grain=grain,
            period=period,
            provider=provider,
            segment=segment,
            stratum=self._stratum(cells),
            numerator=cells.count("numerator"),
            denominator=cells.count("denominator"),
            value=cells.figure("value", kind),
            eligible=cells.count("eligible"),
            missing=cells.count("missing"),
            untimed=cells.count("untimed"),
            source=source or Source.SUPPLIED,
            as_known_on=self._as_known_on(cells),
        )
        self._check_source(cells, outturn)
        if cells.right:
            outturn = _check_figures(cells, outturn)
        return self._once(cells, outturn) if cells.right else None

    def _indicator(self, cells: Cells) -> Named | None:
        name = cells.text("indicator")
        found = self.known.indicator(name)
        if isinstance(found, Named):
            return found
        message = f"{quoted(name)} is no indicator of {self.known.contract.slug}" if name else "the indicator is blank"
        cells.wrong("CODE.LIST", "indicator", message, found if name else "Write its name or its code, for example 5a")
        return None

    def _provider(self, cells: Cells) -> str:
        name = cells.text("provider") or EVERYONE
        if name not in self.known.providers:
            known = sorted(self.known.providers)
            meant = nearest(name, known)
            if name in self.known.others:
                message = f"{quoted(name)} is a party of {self.known.contract.slug}, but no provider"
            else:
                message = f"{quoted(name)} is no provider of {self.known.contract.slug}"
            fix = f"Did you mean {meant}?" if meant else f"Use one of: {', '.join(known)}"
            cells.wrong("CODE.LIST", "provider", message, fix)
        return self.known.providers.get(name, name)

    def _segment(self, cells: Cells) -> str:
        name = cells.text("segment") or EVERYONE
        if name not in self.known.segments:
            meant = nearest(name, self.known.segments)
            fix = f"Did you mean {meant}?" if meant else f"Use one of: {', '.join(self.known.segments[:12])}"
            message = f"{quoted(name)} is no segment of {self.known.contract.slug}"
            cells.wrong("CODE.LIST", "segment", message, fix)
        return name

    def _stratum(self, cells: Cells) -> str:
        name = cells.text("stratum") or EVERYONE
        if len(name) > _LONGEST_NAME or not name.isprintable():
            cells.wrong("TYPE.CHARACTERS", "stratum", f"{quoted(name)} is no name", "Write a short name on one line")
        return name

    def _period(self, cells: Cells) -> Period | None:
        start, end = cells.day("start"), cells.day("end")
        if start is None or end is None:
            return None
        if end < start:
            cells.wrong(
                "DATE.ORDER", "end", f"the end {end} is before the start {start}", "Correct one of the two days"
            )
            return None
        return Period(start, end)

    def _definition(self, cells: Cells, named: Named, grain: Grain, period: Period) -> Definition | None:
        """The version that counts the period: the one in force on its last day."""
        wrong = self.known.why_not(grain, period)
        if wrong:
            cells.wrong(wrong[0], "start", wrong[1], wrong[2])
            return None
        definition = self.known.definition_on(named, period.end)
        if definition is None:
            message = f"{named.slug} is not in force on {period.end}"
            cells.wrong("PERIOD.OUTSIDE", "indicator", message, "Take the row out, or correct the days")
        return definition

    def _kind(self, cells: Cells, definition: Definition) -> Kind:
        said = cells.text("kind")
        kind = cells.word("kind", Kind) if said else definition.kind
        if kind is not None and kind is not definition.kind:
            message = f"the indicator is a {definition.kind}, the row says {kind}"
            cells.wrong("VALUE.KIND", "kind", message, f"Write {definition.kind}, or leave the column out")
        version = cells.text("definition")
        if version and version not in {one.version for one in self.known.versions[definition.indicator]}:
            message = "the row was counted under a definition that this contract does not have"
            fix = "Check that the file and the contract belong together"
            self.findings.add("VALUE.DEFINITION", message, fix, line=cells.row.line, level=Level.WARN)
        return definition.kind

    def _as_known_on(self, cells: Cells) -> date | None:
        """The day stated in the file; the day of receipt where the file has no such column."""
        if not cells.has("as_known_on"):
            return self.received
        return cells.day("as_known_on") if cells.text("as_known_on") else None

    def _check_source(self, cells: Cells, outturn: Outturn) -> None:
        if outturn.source is Source.PUBLISHED_STATUS:
            message, fix = "a published status has no figures", "Send it as a published judgement"
            cells.wrong("CODE.LIST", "source", message, fix)
        if outturn.source is Source.SUPPLIED and outturn.period.end > self.received:
            message = f"the period ends {outturn.period.end}, after the file was received on {self.received}"
            cells.wrong("DATE.FUTURE", "end", message, "Send the figure once its period is over")

    def _counts_alone(self, cells: Cells) -> None:
        """So that everything wrong is said at once, the counts are read although the row cannot be used."""
        for column in ("numerator", "denominator", "eligible", "missing", "untimed"):
            cells.count(column)

    def _once(self, cells: Cells, outturn: Outturn) -> Outturn | None:
        first = self._lines.setdefault(outturn.key, cells.row.line)
        if first == cells.row.line:
            return outturn
        message = f"the row is about the same figure as row {first}"
        cells.wrong("KEY.DUPLICATE", "indicator", message, f"Keep one of rows {first} and {cells.row.line}")
        return None


def _check_figures(cells: Cells, outturn: Outturn) -> Outturn:
    """Whether the figures of the row agree with each other. A share beside its own counts is checked and let go."""
    numerator, denominator = outturn.numerator, outturn.denominator
    if outturn.kind is Kind.PROPORTION:
        if numerator is not None and denominator is not None and numerator > denominator:
            message = f"the numerator {numerator} is more than the denominator {denominator}"
            cells.wrong("VALUE.RANGE", "numerator", message, "Correct one of the two; they may be swapped")
        elif outturn.value is None:
            _check_pair(cells)
        if cells.right and numerator is not None and denominator and outturn.value is not None:
            outturn = _without_quotient(cells, outturn, Fraction(numerator, denominator))
    if outturn.missing is not None and outturn.eligible is not None and outturn.missing > outturn.eligible:
        message = f"missing {outturn.missing} is more than eligible {outturn.eligible}"
        cells.wrong("VALUE.RANGE", "missing", message, "Eligible counts everybody, the missing among them")
    if numerator is None and denominator is None and outturn.value is None:
        message, fix = "the row has no figures: noted as suppressed or not supplied, never as zero", "None needed"
        cells.findings.add("VALUE.NONE", message, fix, line=cells.row.line, level=Level.ACCEPT)
    return outturn


def _check_pair(cells: Cells) -> None:
    """A share needs both of its counts; a * says knowingly that one is not told."""
    for one, other in (("numerator", "denominator"), ("denominator", "numerator")):
        if not cells.text(one) and cells.text(other) not in ("", SUPPRESSED):
            message = f"the {other} is there and the {one} is blank"
            cells.wrong("VALUE.PAIR", one, message, f"Type the {one}, or * where it is suppressed, or leave both blank")


def _without_quotient(cells: Cells, outturn: Outturn, quotient: Fraction) -> Outturn:
    """The outturn without a value that only repeats its counts; a value that contradicts them is noted."""
    value = Decimal(outturn.value or "0")
    exponent = value.as_tuple().exponent
    half_a_digit = Fraction(1, 2 * 10 ** max(0, -int(exponent)))
    if abs(quotient - Fraction(value)) > half_a_digit:
        counts = f"{outturn.numerator} of {outturn.denominator}"
        message = f"the value {cells.text('value')} is not {counts}"
        cells.wrong("VALUE.RANGE", "value", message, "Correct one of them, or leave the value blank: it is calculated")
    return replace(outturn, value=None)
