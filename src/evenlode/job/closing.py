"""Closing a month: what is checked, what is due, what goes to the finance system, and who signed it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenlode.job.forecasting import figures_of
from evenlode.job.given import Given, contract_given
from evenlode.job.workspace import Workspace
from evenlode.money import Pence, pounds
from evenlode.payment.book import Posting, is_source
from evenlode.problems import Refusal, refuse
from evenlode.records.journal import Journal
from evenlode.records.settling import balance_of, history_of
from evenlode.records.statements import POSTING, statements
from evenlode.records.variations import variations
from evenlode.report.close_report import CloseFacts, close_document
from evenlode.report.documents import write_document
from evenlode.results import EVERYONE, Outturn, Period, say_day
from evenlode.settlement.closing import (
    BalanceLine,
    Check,
    balance_lines,
    bridge,
    is_agreed,
    journals_csv,
    read_balances,
    remittances,
    schedule,
)
from evenlode.settlement.cuts import cuts_of
from evenlode.settlement.forecasting import Forecast, forecast
from evenlode.terms.contract import Contract

CLOSE = "month closed"


@dataclass(frozen=True, slots=True)
class Closed:
    """A month's close: where its files are, the checklist, both parties' balances, and who signed it."""

    folder: Path
    checks: tuple[Check, ...]
    balances: tuple[BalanceLine, ...]
    facts: CloseFacts
    signed_by: str | None


def close_month(
    given: Given,
    workspace: Workspace,
    month: Period,
    *,
    by: str,
    sign: bool = False,
    balances: Path | None = None,
    outturns: Path | None = None,
    to: Path | None = None,
) -> Closed:
    """Draw up the close of a month, write its pages and its journals file, and sign it where that is asked.

    The journals file holds every posting since the close that was signed before, so none is sent twice or never.
    Raises a Refusal where the month is closed already, or is signed with something on the checklist still open.
    """
    contract = contract_given(given)
    theirs = read_balances(balances.read_text(encoding="utf-8-sig"), balances.name) if balances else None
    figures, invented = figures_of(contract, workspace, outturns)
    with Journal.open(workspace.records, create=False) as journal:
        key = f"{contract.slug}/{month.start:%Y-%m}"
        if earlier := journal.find(CLOSE, key):
            message = f"{month.start:%B %Y} is closed, by {earlier.recorded_by}"
            raise refuse("CLOSE.DONE", message, "Close the next month", file=workspace.records.name, line=earlier.seq)
        invented = invented or any(b'"invented": true' in one.content for one in statements(journal))
        facts, upto, checked, lines = _drawn_up(journal, contract, month, figures, theirs, invented)
        if sign and (still := [one.item for one in checked if not one.is_done]):
            raise refuse("CLOSE.OPEN", f"still open: {'; '.join(still)}", "Settle them, then sign", file="checklist")
        with workspace.new_run("close", to) as (making, final):
            write_document(close_document(facts, checked, lines), making, f"close-{month.start:%Y-%m}", ("pdf", "xlsx"))
            (making / "journals.csv").write_text(
                journals_csv(facts.journals, invented=invented), encoding="utf-8", newline=""
            )
            digest = hashlib.sha256((making / "journals.csv").read_bytes()).hexdigest()
        if sign:
            body = {
                "contract": contract.slug,
                "month": f"{month.start:%Y-%m}",
                "upto": upto,
                "journals_sha256": digest,
                "accrual": facts.forecast.accrual if facts.forecast else 0,
                "balances_agreed": theirs is not None,
            }
            journal.append(CLOSE, body, key, by=by)
    return Closed(final, checked, lines, facts, by if sign else None)


def _drawn_up(
    journal: Journal,
    contract: Contract,
    month: Period,
    figures: tuple[Outturn, ...],
    theirs: dict[str, Pence] | None,
    invented: bool,
) -> tuple[CloseFacts, int, tuple[Check, ...], tuple[BalanceLine, ...]]:
    year = contract.year_of(month.end)
    terms = contract.terms_on(year.end)
    sent = max((entry.document["upto"] for entry in journal.entries(CLOSE)), default=0)
    posted = [entry for entry in journal.entries(POSTING) if entry.seq > sent]
    rows = [
        (
            date.fromisoformat(entry.recorded_at[:10]),
            said["statement"],
            Posting(said["account"], said["amount"], said["memo"]),
        )
        for entry in posted
        for said in [entry.document]
    ]
    looked = _forecast(contract, year, month, figures)
    facts = CloseFacts(
        contract=contract.form.alias.title if invented else contract.form.title,
        month=month,
        year=year,
        schedule=schedule(terms),
        bridge=bridge(terms),
        forecast=looked,
        remittances=remittances(row[2] for row in rows),
        journals=tuple(rows),
        invented=invented,
    )
    lines = balance_lines(balance_of(journal), theirs) if theirs is not None else ()
    checks = tuple(_checks(journal, contract, month, figures, theirs, lines))
    return facts, max((entry.seq for entry in posted), default=sent), checks, lines


def _forecast(contract: Contract, year: Period, month: Period, figures: tuple[Outturn, ...]) -> Forecast | None:
    whole = [one for one in figures if one.provider == one.segment == one.stratum == EVERYONE]
    if not any(year.covers(one.period) and one.period.end <= month.end for one in whole):
        return None
    annual = {one.indicator: one.annual for one in contract.definitions(year)}
    try:
        return forecast(contract.terms_on(year.end), whole, annual, month.end)
    except Refusal:
        return None


def _checks(
    journal: Journal,
    contract: Contract,
    month: Period,
    figures: tuple[Outturn, ...],
    theirs: dict[str, Pence] | None,
    lines: tuple[BalanceLine, ...],
) -> list[Check]:
    last = max((one.period.end for one in figures), default=None)
    found = [
        Check(
            "Figures of the month are there",
            last is not None and last >= month.end,
            f"the last figure is of {say_day(last)}" if last else "there is no figure yet",
        )
    ]
    tampered = journal.verify()
    found.append(Check("The journal is as it was written", not tampered, f"{len(tampered)} entries are not"))
    held = balance_of(journal)
    below = [name for name, amount in held.items() if amount < 0 and not is_source(name)]
    total = sum(held.values())
    found.append(
        Check(
            "The ledger adds to nothing and no account is below nothing",
            not below and not total,
            f"it adds to {pounds(total)}; below nothing: {', '.join(below) or 'none'}",
        )
    )
    found += _statements(journal, contract, month)
    waiting = [one.number for one in variations(journal, contract.slug) if one.state == "agreed"]
    found.append(
        Check("Every agreed variation is in the contract", not waiting, f"not yet: {', '.join(waiting) or 'none'}")
    )
    agreed = theirs is not None and is_agreed(lines)
    differ = [one.account for one in lines if not one.agrees]
    said = f"these differ: {', '.join(differ)}" if differ else "give the other party's with --balances"
    found.append(Check("Both parties have the same balances", agreed, "all accounts agree" if agreed else said))
    return found


def _statements(journal: Journal, contract: Contract, month: Period) -> list[Check]:
    """A statement is issued for every year whose freeze cut has passed, and no dispute is open."""
    cuts = cuts_of(contract)
    late, open_ones = [], []
    names = {one.contract for one in statements(journal)}
    for year in contract.years():
        own = [history_of(journal, name, year) for name in names]
        if any(one.calculated for one in own) and cuts.freeze(year) < month.end and not any(one.issued for one in own):
            late.append(str(year))
        open_ones += [str(dispute.number) for one in own for dispute in one.open_disputes()]
    return [
        Check("Statements of frozen years are issued", not late, f"not issued: {'; '.join(late) or 'none'}"),
        Check("No dispute is open", not open_ones, f"open: {', '.join(open_ones) or 'none'}"),
    ]
