"""A release before it is made: what would be shown, what is hidden and why, and whether it may go out at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from evenlode.disclosure.building import LeftOut, build_sheets
from evenlode.disclosure.facts import FEW_OTHERS, SIBLING, show, tells_of_others
from evenlode.disclosure.protecting import Cell, Part, Protected, protect
from evenlode.disclosure.repair import Repaired, repair
from evenlode.disclosure.rules import Policy, policy
from evenlode.disclosure.sums import Figure, Sheet, Span, Table
from evenlode.disclosure.system import Shown
from evenlode.disclosure.what import What, months_and_to_date
from evenlode.problems import Level, Problem, refuse
from evenlode.results import Outturn, Period

_FEW: Mapping[Part, str] = {Part.NUMERATOR: FEW_OTHERS}


@dataclass(frozen=True, slots=True)
class Past:
    """One release that is out: its number in the ledger, and what it showed of each indicator under which policy."""

    number: int
    sheets: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release would show. refused: why it may not go out; nothing where it may."""

    policy: Policy
    sheets: tuple[Shown, ...]
    left_out: tuple[LeftOut, ...]
    refused: tuple[Problem, ...] = field(default=())

    def says_more_than(self, past: Sequence[Past]) -> bool:
        """True where any line of it is not out already, word for word."""
        out = {line for release in past for line in _lines(release.sheets)}
        return any(line not in out for line in _lines(self.sheets))


def plan(
    outturns: Iterable[Outturn],
    under: str | Policy,
    what: What | None = None,
    *,
    past: Sequence[Past] = (),
    years: Sequence[Period] = (),
    members: Mapping[str, frozenset[str]] | None = None,
    headlines_may_go: bool = False,
) -> Plan:
    """Protect every figure, audit it against all that is out already, and hide more where the audit fails.

    years: the contract years. members: what each segment is made of, where segments lie in one another.
    headlines_may_go: whether a figure of all providers and segments may be hidden where nothing else helps.
    Raises a Refusal for impossible counts, overlapping segments, months beside the year to date by provider and
    segment, and figures that are out under another policy.
    """
    rules = policy(under)
    sheets, left_out = build_sheets(outturns, what or What(), years, members or {})
    planned, refused = [], []
    for sheet in sheets:
        before = [shown for release in past for shown in release.sheets if shown.sheet.indicator == sheet.indicator]
        _same_policy(sheet, before, rules)
        _same_grid(sheet, before)
        _months_or_to_date(sheet, before)
        shown, problems = _one_sheet(sheet, before, rules, headlines_may_go)
        planned.append(shown)
        refused.extend(problems)
    return Plan(rules, tuple(planned), tuple(left_out), tuple(refused))


def _lines(sheets: Iterable[Shown]) -> Iterator[tuple[object, ...]]:
    for one in sheets:
        for figure, shown in zip(one.sheet.figures, one.shown, strict=True):
            yield one.sheet.indicator, figure.key, shown.numerator, shown.denominator, shown.rate, one.policy.name


def _one_sheet(
    sheet: Sheet, before: Sequence[Shown], rules: Policy, headlines_may_go: bool
) -> tuple[Shown, list[Problem]]:
    first = _first_look(sheet, before, rules)
    draft = Shown(sheet, tuple(first), rules, is_new=True)
    repaired = repair([*before, draft], rules, headlines_may_go)
    return repaired.shown, _refused(sheet, repaired)


def _first_look(sheet: Sheet, before: Sequence[Shown], rules: Policy) -> list[Protected]:
    """Every figure under the policy alone, and hidden where the same figure with the same counts was hidden before."""
    cells = [Cell(one.counts.numerator, one.counts.denominator, sheet.name(one)) for one in sheet.figures]
    hidden = {
        (figure.key, figure.counts): _siblings(shown)
        for release in before
        for figure, shown in zip(release.sheet.figures, release.shown, strict=True)
    }
    found = []
    for figure, protected in zip(sheet.figures, protect(cells, rules), strict=True):
        if figure.table is not Table.HEADLINE and tells_of_others(figure.counts, protected, rules):
            protected = show(protected, _FEW)
        found.append(show(protected, hidden.get((figure.key, figure.counts), {})))
    return found


def _siblings(shown: Protected) -> dict[Part, str]:
    return {one.part: SIBLING for one in shown.hidden if one.why == SIBLING and one.part is not Part.RATE}


def _refused(sheet: Sheet, repaired: Repaired) -> list[Problem]:
    """Each figure that would give somebody away, once, with how many counts it would tell."""
    by_figure: dict[str, int] = {}
    for _, pins in repaired.stuck:
        names = {sheet.name(sheet.figures[number]) for number, _ in pins} or {f"{sheet.indicator}, what is out already"}
        for name in names:
            by_figure[name] = by_figure.get(name, 0) + 1
    fix = "Leave it out with --what or --within, or let headlines be hidden with --headlines-may-go"
    return [
        Problem("DISCLOSURE.AUDIT", Level.REJECT_FILE, name, None, None, _would_tell(count), fix)
        for name, count in sorted(by_figure.items())
    ]


def _would_tell(count: int) -> str:
    """What is wrong with a figure that may not be hidden."""
    counts = "a small count" if count == 1 else f"{count} small counts"
    return f"{counts} could be worked out with the help of this figure, and nothing else can be hidden to stop it"


def _same_policy(sheet: Sheet, before: Sequence[Shown], rules: Policy) -> None:
    keys = {figure.key: figure for figure in sheet.figures}
    for release in before:
        if release.policy == rules:
            continue
        same = [keys[figure.key] for figure in release.sheet.figures if figure.key in keys]
        if same:
            message = (
                f"{len(same)} figures are out already under {release.policy.name}; two roundings tell more than one"
            )
            raise refuse(
                "DISCLOSURE.POLICY", message, f"Release them under {release.policy.name}", file=sheet.name(same[0])
            )


def _same_grid(sheet: Sheet, before: Sequence[Shown]) -> None:
    days = {cell.place.period for cell in sheet.cells}
    for release in before:
        out = {cell.place.period for cell in release.sheet.cells}
        again = any(one.covers(other) or other.covers(one) for one in days for other in out)
        if release.sheet.grid != sheet.grid and again:
            message = "the same months are out already, divided into other segments or other lengths of time"
            fix = "Release this indicator with the segments and spans that it had, or its later months alone"
            raise refuse("DISCLOSURE.GRID", message, fix, file=sheet.indicator)


def _months_or_to_date(sheet: Sheet, before: Sequence[Shown]) -> None:
    figures: list[Figure] = [*sheet.figures, *(figure for release in before for figure in release.sheet.figures)]
    spans = {figure.span for figure in figures if figure.table is Table.BY_BOTH}
    if {Span.MONTH, Span.YEAR_TO_DATE} <= spans:
        raise months_and_to_date(sheet.indicator)
