"""Closing a month: schedules, the bridge between the two years, remittance, journals and the agreement of balances."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evenlode.finance.years import name_of
from evenlode.money import Pence, parse_pounds, pounds_plain, share_of, share_out
from evenlode.payment.advances import instalments
from evenlode.payment.book import Posting, is_source
from evenlode.payment.settlement import base_of_year
from evenlode.problems import Level, Problem, Refusal, in_reading_order
from evenlode.results import Period
from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What is due at the start of a month: the base in twelfths and the advance on the pot; pence."""

    month: Period
    base: Pence
    advance: Pence
    financial_year: str


@dataclass(frozen=True, slots=True)
class Bridged:
    """What of a contract year falls into a financial year, by its months; pence. value: the annual value."""

    financial_year: str
    days: Period
    months: int
    value: Pence
    pot: Pence


@dataclass(frozen=True, slots=True)
class Remittance:
    """What an account pays (below nothing) or receives by a statement; pence."""

    account: str
    amount: Pence


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """An account as our ledger has it and as the other party has it; theirs is None where they say nothing of it."""

    account: str
    ours: Pence
    theirs: Pence | None

    @property
    def agrees(self) -> bool:
        """True where both say the same; an account that holds nothing may be left out."""
        return (self.theirs or 0) == self.ours


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the checklist: what, whether it is done, and what was found."""

    item: str
    is_done: bool
    found: str


def schedule(terms: Terms) -> tuple[Scheduled, ...]:
    """The twelfths of a contract year: the fixed envelope, where it is paid so, and the advance on the pot."""
    is_envelope = terms.capitation is not None and terms.capitation.by == "envelope"
    base = instalments(base_of_year(terms) if is_envelope else 0, terms.year)
    ahead = instalments(share_of(terms.pot, terms.advance), terms.year)
    return tuple(
        Scheduled(one.month, one.amount, two.amount, financial_year_of(one.month.start))
        for one, two in zip(base, ahead, strict=True)
    )


def bridge(terms: Terms) -> tuple[Bridged, ...]:
    """A contract year in the financial years that it lies in, by whole months, to the penny."""
    months = terms.year.months()
    by_year: dict[str, list[Period]] = {}
    for month in months:
        by_year.setdefault(financial_year_of(month.start), []).append(month)
    weights = [len(own) for own in by_year.values()]
    values, pots = share_out(terms.annual_value, weights), share_out(terms.pot, weights)
    return tuple(
        Bridged(name, Period(own[0].start, own[-1].end), len(own), value, pot)
        for (name, own), value, pot in zip(by_year.items(), values, pots, strict=True)
    )


def financial_year_of(day: date) -> str:
    """'2017/18' for 1 October 2017."""
    return name_of(day.year if day.month >= 4 else day.year - 1)


def remittances(entries: Iterable[Posting]) -> tuple[Remittance, ...]:
    """What each account pays and receives by the postings, payers first; accounts that end at nothing are left out."""
    found: dict[str, Pence] = {}
    for entry in entries:
        found[entry.account] = found.get(entry.account, 0) + entry.amount
    return tuple(
        Remittance(account, amount)
        for account, amount in sorted(found.items(), key=lambda one: (not is_source(one[0]), one[0]))
        if amount
    )


def journals_csv(entries: Iterable[tuple[date, str, Posting]], *, invented: bool) -> str:
    """Postings as a file that a finance system takes: a row each with its day and reference, debits equal to credits.

    Money into an account is a debit of it, money out a credit. invented: the first line says INVENTED. Text that a
    spreadsheet would take for a formula is written behind an apostrophe.
    """
    out = io.StringIO()
    if invented:
        out.write("# INVENTED\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("date", "financial_year", "reference", "line", "account", "debit", "credit", "memo"))
    for number, (day, reference, posting) in enumerate(entries, start=1):
        debit = pounds_plain(posting.amount) if posting.amount > 0 else ""
        credit = pounds_plain(-posting.amount) if posting.amount < 0 else ""
        year = financial_year_of(day)
        texts = (_safe(reference), number, _safe(posting.account), debit, credit, _safe(posting.memo))
        writer.writerow((day.isoformat(), year, *texts))
    return out.getvalue()


def read_balances(text: str, file: str) -> dict[str, Pence]:
    """The other party's balances from a CSV with the columns account and balance. Raises Refusal with every Problem."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines)
    if not {"account", "balance"} <= set(reader.fieldnames or ()):
        message = "the file needs the columns account and balance"
        raise Refusal(Problem("FILE.COLUMNS", Level.REJECT_FILE, file, 1, None, message, "Add them in the first line"))
    found: dict[str, Pence] = {}
    problems = []
    for number, row in enumerate(reader, start=2):
        account = (row["account"] or "").strip()
        try:
            amount = parse_pounds((row["balance"] or "").strip())
        except ValueError as error:
            fix = "Write pounds and pence, for example 1234.50"
            problems.append(Problem("MONEY.FORMAT", Level.REJECT_FILE, file, number, "balance", str(error), fix))
            continue
        if account in found:
            message = f"{account} is given twice"
            problems.append(Problem("KEY.DUPLICATE", Level.REJECT_FILE, file, number, "account", message, "Keep one"))
        found[account] = amount
    if problems:
        raise Refusal(in_reading_order(problems))
    return found


def balance_lines(ours: Mapping[str, Pence], theirs: Mapping[str, Pence]) -> tuple[BalanceLine, ...]:
    """Every account that either side has, with both balances."""
    return tuple(BalanceLine(name, ours.get(name, 0), theirs.get(name)) for name in sorted({*ours, *theirs}))


def is_agreed(lines: Sequence[BalanceLine]) -> bool:
    """True where every account agrees."""
    return all(line.agrees for line in lines)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
