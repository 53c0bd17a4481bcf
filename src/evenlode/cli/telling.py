"""What a finished run is told as: a few lines of text, or one row for machines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from evenlode.cli.output import note, print_rows
from evenlode.cli.settings import Format

if TYPE_CHECKING:
    from evenlode.job import RunResult
    from evenlode.payment import Settlement
    from evenlode.results import Judgement, Payment


MATURITY = "DATA.MATURITY"
"""The index of a provider's data is told in the report, and is no fault to be counted."""


def tell(result: RunResult, form: Format) -> None:
    """What was achieved and earned, and where the run and its report are; findings are counted on stderr."""
    if form is Format.TEXT:
        typer.echo("\n".join(in_words(result)))
    else:
        print_rows(form, *in_one_row(result))
    findings = sum(problem.count for problem in result.findings if problem.rule != MATURITY)
    if findings:
        word = "finding" if findings == 1 else "findings"
        note(f"{findings:,} {word} about the data: {shown(result.folder / 'findings.csv')}")


def in_words(result: RunResult) -> list[str]:
    """The lines for a person."""
    lines = ["INVENTED figures"] if result.invented else []
    if result.judgements:
        lines.append(f"{result.judgements[0].period}: {statuses(result.judgements)}")
    if result.payment:
        lines.append(money(result.payment))
        lines.extend(beside_the_pot(result.settlement))
    if not result.judgements:
        lines.append(f"{len(result.outturns):,} outturns")
    if result.statement_sha256:
        lines.append(f"Statement: {result.statement_sha256}")
    lines.append(f"Run:       {shown(result.folder)}")
    if result.report:
        lines.append(f"Report:    {shown(result.report)}")
    return lines


def in_one_row(result: RunResult) -> tuple[tuple[str, ...], list[tuple[str | bool | None, ...]]]:
    """The same for a machine: money as plain decimals, None where there is none."""
    from evenlode.money import pounds_plain

    sums = ("pot", "earned", "held", "not_earned", "not_on_offer")
    payment = result.payment
    cells = (
        str(result.folder),
        str(result.report) if result.report else None,
        result.statement_sha256,
        result.invented,
        *(pounds_plain(int(getattr(payment, name))) if payment else None for name in sums),
    )
    return ("run", "report", "statement_sha256", "invented", *sums), [cells]


def statuses(judgements: tuple[Judgement, ...]) -> str:
    """'9 achieved, 3 not achieved, 1 awaiting data' in the order of the status words."""
    from evenlode.results import Status

    counts = Counter(judgement.status for judgement in judgements)
    return ", ".join(f"{counts[status]} {status}" for status in Status if counts[status])


def money(payment: Payment) -> str:
    """Where the pot went, in one line."""
    from evenlode.money import pounds

    parts = [
        f"{pounds(amount)} {word}"
        for amount, word in (
            (payment.held, "held"),
            (payment.not_earned, "not earned"),
            (payment.not_on_offer, "not on offer"),
        )
        if amount
    ]
    return f"Earned {pounds(payment.earned)} of {pounds(payment.pot)}" + (f"; {', '.join(parts)}" if parts else "")


def beside_the_pot(settled: Settlement | None) -> list[str]:
    """What a settlement pays beside the pot, a line for each part that there is."""
    from evenlode.money import pounds

    if settled is None:
        return []
    base = sum(one.amount for one in settled.base) + sum(line.paid + line.adjustment for line in settled.heads)
    gain, flows = settled.gain, sum(line.total for line in settled.partners)
    lines = [f"Base payment {pounds(base)}"] if base else []
    if settled.advance:
        lines.append(
            f"Advance {pounds(settled.advance.paid)}, of which {pounds(settled.advance.clawback)} is taken back"
        )
    if gain:
        parts = f"{pounds(gain.retained)} retained, {pounds(gain.reinvested)} reinvested"
        lines.append(f"Gain share: {pounds(gain.provider)} of a saving of {pounds(gain.saving)}; {parts}")
    return [*lines, *([f"To partners {pounds(flows)}"] if flows else [])]


def shown(path: Path) -> str:
    """The path as short as it can be written from here."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
