"""A payment run: what is ready to pay, who has signed and who may, where the pot went, and why it differs."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.report.documents.document import Block, Heading
from evenlode.report.report import Fact, IndicatorPage, MoneyLine, Pot, Report, Split, State
from evenlode.report.tables import Table
from evenlode.report.words import in_units, short_day, trimmed
from evenlode.results import say_day
from evenlode.settlement.cuts import cuts_of
from evenlode.settlement.states import Step
from evenlode.web.shown.downloads import Named
from evenlode.web.shown.drawn import BarPart, Mark, bar, status_mark
from evenlode.web.shown.kept import Difference, Kept, kept, run_folders
from evenlode.web.shown.money_drawn import Shape, flows_drawn, pot_drawn
from evenlode.web.shown.standing import FINAL, STATES, terms_said
from evenlode.web.shown.stated import LABELS, NEXT, Found, why_not
from evenlode.web.shown.varying import who

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.terms.contract import Contract

_SAID = {
    "flex": "is worked out; data of the year are still coming in",
    "refresh": "is worked out; data of the year are being put right",
    "freeze": "is worked out, and the year can be frozen",
    "calculated": "is frozen and waits to be prepared",
    "prepared": "is ready to pay once someone else approves it",
    "rejected": "was sent back; settle the year again",
    "approved": "is approved and waits to be issued",
    "issued": "is issued",
    "disputed": "is issued, and a line is disputed",
    "suspense": "is issued, and some of it waits in suspense",
    "resolved": "is issued, and every dispute is resolved",
    "reconciled": "is issued and reconciled",
}
_ORDER = (("freeze", "Frozen"), ("prepare", "Prepared"), ("approve", "Approved"), ("issue", "Issued"))


@dataclass(frozen=True, slots=True)
class Passed:
    """A step on the way to payment: done by whom and when, or still to do."""

    name: str
    mark: Mark
    said: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A step that can be taken now. refused: why this reader may not take it, in words; empty where they may."""

    step: str
    label: str
    refused: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line from points to levels to pounds."""

    slug: str
    code: str
    title: str
    result: str
    target: str
    status: Mark
    level: str
    parts: tuple[BarPart, ...]
    points: str
    earned: str
    rest: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A dispute that nobody has resolved."""

    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Run:
    """The page. blocks: what the statement itself prints after its pot."""

    headline: str
    year: str
    state: str
    version: int
    is_final: bool
    passed: tuple[Passed, ...]
    offered: tuple[Offered, ...]
    signed: tuple[Fact, ...]
    sha256: str
    pot: Shape | None
    flows: Shape | None
    beside: tuple[Table, ...]
    lines: tuple[Line, ...]
    points: str
    earned: str
    whole: str
    difference: Table | None
    difference_said: str
    blocks: tuple[Block, ...]
    steps: Table
    disputes: tuple[OpenDispute, ...]
    disputable: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str, bool], ...]
    data_to: str
    terms: str
    tables: tuple[Named, ...]


def payment(workspace: Workspace, contract: Contract, found: Found, signature: str, may: Collection[str]) -> Run:
    """The page for a reader. signature: as the journal would keep theirs; may: the steps that their role may take."""
    run = _kept_of(workspace, found.recorded.sha256)
    report = run.report if run else None
    totals, whole = found.document["totals"], found.document["pot"]
    split = Split(totals["earned"], totals["held"], totals["not_earned"], totals["not_on_offer"])
    pot = report.pot if report else None
    lines = tuple(_line(one, report, pot) for one in report.lines) if report and pot else ()
    difference = _difference(run.difference) if run and run.difference else None
    steps = _steps(found)
    drawn, passed = pot_drawn(found.document, pot), flows_drawn(found.document)
    wanted = (
        ("pot", drawn.table if drawn else None),
        ("lines", _line_table(lines)),
        ("difference", difference),
        ("flows", passed.table if passed else None),
        ("steps", steps),
    )
    return Run(
        headline=f"{pounds(split.earned)} {_SAID[found.state]}. "
        f"{pounds(split.not_earned + split.not_on_offer)} goes to reinvestment.",
        year=f"Contract year {found.document['year']['number']}, {found.year}",
        state=STATES.get(found.state, found.state),
        version=found.recorded.version,
        is_final=found.state in FINAL,
        passed=_passed(found),
        offered=_offered(found, signature, may),
        signed=_signed(contract, found),
        sha256=found.recorded.sha256,
        pot=drawn,
        flows=passed,
        beside=report.beside if report else (),
        lines=lines,
        points=f"{trimmed(pot.in_units(split.earned), 1)} of {in_units(pot.whole, pot.unit)}" if pot else "",
        earned=pounds(split.earned),
        whole=pounds(whole),
        difference=difference,
        difference_said=_difference_said(run.difference if run else None, found.recorded.version),
        blocks=_blocks(found),
        steps=steps,
        disputes=tuple(
            OpenDispute(one.number, f"{one.line}, {one.side}: {pounds(one.left)} in suspense. {one.because}".strip())
            for one in found.history.open_disputes()
        ),
        disputable=tuple(_disputable(one, report) for one in found.document["lines"]),
        years=tuple(_year(contract, one, one == found.recorded.year) for one in found.years),
        data_to=say_day(report.data_to) if report and report.data_to else "",
        terms=terms_said(contract, found.year),
        tables=tuple(Named(name, table) for name, table in wanted if table),
    )


def _kept_of(workspace: Workspace, sha256: str) -> Kept | None:
    """The run that left the statement; None where its folder is gone."""
    for folder in reversed(run_folders(workspace)):
        if json.loads((folder / "run.json").read_text(encoding="utf-8"))["statement_sha256"] == sha256:
            return kept(folder)
    return None


def _passed(found: Found) -> tuple[Passed, ...]:
    version = found.recorded.version
    made = [
        Passed("Calculated", Mark("done", "Calculated"), short_day(date.fromisoformat(found.recorded.recorded_at[:10])))
    ]
    for step, name in _ORDER:
        done = found.history.last(Step(step), version)
        said = f"{who(done.by)}, {short_day(done.on)}" if done else "not yet"
        made.append(Passed(name, Mark("done" if done else "to-do", name), said))
    return tuple(made)


def _offered(found: Found, signature: str, may: Collection[str]) -> tuple[Offered, ...]:
    return tuple(
        Offered(step, LABELS[step], why_not(found, step, signature)) for step in NEXT[found.state] if step in may
    )


def _signed(contract: Contract, found: Found) -> tuple[Fact, ...]:
    """What somebody signs: inputs, terms, what it was made from."""
    frozen = found.history.last(Step.FREEZE, found.recorded.version)
    cut = cuts_of(contract).freeze(found.year)
    inputs = (
        f"Frozen {say_day(frozen.on)} by {who(frozen.by)}"
        if frozen
        else f"Not frozen; that can be done after {say_day(cut)}"
    )
    hashes = found.document["hashes"]
    return (
        Fact("Inputs", inputs),
        Fact("Terms", f"Contract {hashes['contract'][:12]}, {terms_said(contract, found.year)}"),
        Fact("Figures", f"Outturns {hashes['outturns'][:12]}, what was sent {hashes['data_manifest'][:12]}"),
        Fact("Statement hash", found.recorded.sha256),
    )


def _line(one: MoneyLine, report: Report, pot: Pot) -> Line:
    page = next((page for page in report.indicators if page.measured.code == one.indicator), None)
    largest = max((line.split.total for line in report.lines), default=0)
    return Line(
        slug=page.measured.slug if page else "",
        code=one.indicator or "",
        title=one.title,
        result=_result(page),
        target=page.target or "none" if page else "",
        status=status_mark(one.status),
        level=one.level or "",
        parts=bar(one.split, largest),
        points=f"{trimmed(pot.in_units(one.split.earned), 1)} of {trimmed(pot.in_units(one.split.total), 1)}",
        earned=pounds(one.split.earned),
        rest=tuple(
            f"{pounds(amount)} {state.value}"
            for state, amount in one.split.parts()
            if amount and state is not State.EARNED
        ),
        because=one.because,
    )


def _result(page: IndicatorPage | None) -> str:
    if page is None:
        return ""
    return page.measured.year_figure.said if page.measured.year_figure else "not supplied"


def _line_table(lines: Sequence[Line]) -> Table:
    columns = ("Line", "Result", "Target", "Status", "Level", "Points", "Earned", "The rest", "Why")
    rows = tuple(
        (
            f"{one.code} {one.title}".strip(),
            one.result,
            one.target,
            one.status.word,
            one.level,
            one.points,
            one.earned,
            "; ".join(one.rest),
            one.because,
        )
        for one in lines
    )
    return Table("From points to levels to pounds", columns, rows, (1, 5, 6))


def _difference(found: Difference) -> Table:
    """Every cause with its pounds, and what none explains, which is nothing."""
    rows = [(one.cause.capitalize(), _on_lines(one.lines), _signed_pounds(one.earned)) for one in found.changes]
    left = found.after - found.before - sum(one.earned for one in found.changes)
    rows.append(("Not explained", "", pounds(left)))
    return Table(f"Why it differs from {found.against}", ("Cause", "On which lines", "Pounds"), tuple(rows), (2,), True)


def _on_lines(lines: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{name}: {_signed_pounds(amount)}" for name, amount in lines if amount) or "none"


def _signed_pounds(amount: int) -> str:
    return f"+{pounds(amount)}" if amount > 0 else pounds(amount)


def _difference_said(found: Difference | None, version: int) -> str:
    if found is None:
        return "It is the first statement of the year, so there is none to differ from." if version == 1 else ""
    change = found.after - found.before
    if not change:
        return f"It pays what {found.against} paid, {pounds(found.after)}."
    more = "more" if change > 0 else "less"
    return f"It pays {pounds(abs(change))} {more} than {found.against}, which paid {pounds(found.before)}."


def _blocks(found: Found) -> tuple[Block, ...]:
    """What the statement itself prints after its pot: money beside it, the steps taken, what it was made from."""
    from evenlode.report.statement_report import statement_document

    blocks = statement_document(found.document, found.recorded.sha256, found.state).blocks
    heads = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    return blocks[heads[1] :] if len(heads) > 1 else ()


def _steps(found: Found) -> Table:
    from evenlode.report.statement_report import said

    rows = tuple(
        (say_day(one.on), one.step.value.capitalize(), str(one.version), who(one.by), said(one))
        for one in found.history.done
    )
    return Table("Who did what, and when", ("Day", "Step", "Version", "By", "What of it"), rows)


def _disputable(line: dict[str, Any], report: Report | None) -> tuple[str, str]:
    """A line as a dispute names it, and as a reader knows it."""
    name = line["indicator"] or line["outcome"]
    page = next((one for one in report.indicators if one.measured.slug == name), None) if report else None
    said = f"{page.measured.code} {page.measured.title}" if page else name.replace("-", " ").capitalize()
    return name, f"{said}: {pounds(line['earned'])} earned, {pounds(line['not_earned'])} not earned"


def _year(contract: Contract, first: str, is_shown: bool) -> tuple[str, str, bool]:
    year = contract.year_of(date.fromisoformat(first))
    return first, f"Contract year {contract.year_number(year)}", is_shown
