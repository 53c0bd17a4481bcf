"""A month's close as a document: checklist, schedule, accrual, remittance, the bridge between the years, balances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evenlode.money import pounds
from evenlode.payment.book import Posting
from evenlode.report.documents.document import Block, Document, Heading, Paragraph
from evenlode.report.tables import Table
from evenlode.results import Period
from evenlode.settlement.closing import BalanceLine, Bridged, Check, Remittance, Scheduled
from evenlode.settlement.forecasting import Forecast
from evenlode.terms.values import say_share


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What the close of a month tells. journals: day, reference and posting of everything since the close before."""

    contract: str
    month: Period
    year: Period
    schedule: tuple[Scheduled, ...]
    bridge: tuple[Bridged, ...]
    forecast: Forecast | None
    remittances: tuple[Remittance, ...]
    journals: tuple[tuple[date, str, Posting], ...]
    invented: bool


def close_document(facts: CloseFacts, checks: Sequence[Check], balances: Sequence[BalanceLine]) -> Document:
    """The close as pages. balances: each account beside the other party's; none where they gave none."""
    done = sum(check.is_done for check in checks)
    blocks: list[Block] = [
        Heading("Checklist"),
        Table(
            "What has to be done before the month is signed",
            ("Item", "Done", "Found"),
            tuple((one.item, "yes" if one.is_done else "no", "" if one.is_done else one.found) for one in checks),
        ),
        *_accrual(facts.forecast),
        Heading("Remittance"),
        Table(
            "What each account pays (below nothing) and receives by what was posted since the close before",
            ("Account", "Amount"),
            tuple((one.account, pounds(one.amount)) for one in facts.remittances),
            (1,),
        ),
        Heading("Twelfths of the contract year"),
        Table(
            "Due at the start of each month",
            ("Month", "Financial year", "Base payment", "Advance on the pot"),
            tuple(
                (f"{one.month.start:%B %Y}", one.financial_year, pounds(one.base), pounds(one.advance))
                for one in facts.schedule
            ),
            (2, 3),
        ),
        Heading("Contract year and financial years"),
        Table(
            "The contract year by financial year, in whole months",
            ("Financial year", "Days", "Months", "Annual value", "Pot"),
            tuple(
                (one.financial_year, str(one.days), str(one.months), pounds(one.value), pounds(one.pot))
                for one in facts.bridge
            ),
            (2, 3, 4),
        ),
        *_balances(balances),
    ]
    return Document(
        title=f"Close of {facts.month.start:%B %Y}",
        subtitle=f"{facts.contract}, contract year {facts.year}",
        blocks=tuple(blocks),
        facts=(("Checklist", f"{done} of {len(checks)} done"), ("Postings", f"{len(facts.journals):,}")),
        mark="INVENTED. The figures behind this close are nobody's." if facts.invented else "",
    )


def _accrual(found: Forecast | None) -> list[Block]:
    if found is None:
        return [Heading("Accrual"), Paragraph("There is no figure of this contract year yet, so nothing is accrued.")]
    rows = tuple(
        (
            one.code,
            one.why_not or f"{one.numerator:,} of {one.denominator:,}",
            ", ".join(f"{reach.level} {say_share(reach.line)}: {reach.chance:.0%}" for reach in one.reaches),
            "" if one.why_not else pounds(one.expected),
        )
        for one in found.indicators
    )
    said = (
        f"{pounds(found.expected)} of the pot of {pounds(found.pot)} is expected, and in 80 of 100 drawn years between "
        f"{pounds(found.low)} and {pounds(found.high)}. {found.months} of 12 months are over, so "
        f"{pounds(found.accrual)} is accrued. This looks ahead; nothing is paid on it."
    )
    columns = ("Indicator", "So far", "Chance of each line", "Expected")
    return [Heading("Accrual"), Paragraph(said), Table("Forecast by indicator", columns, rows, (3,))]


def _balances(lines: Sequence[BalanceLine]) -> list[Block]:
    if not lines:
        return []
    rows = tuple(
        (
            one.account,
            pounds(one.ours),
            "not given" if one.theirs is None else pounds(one.theirs),
            "agreed" if one.agrees else f"differs by {pounds((one.theirs or 0) - one.ours)}",
        )
        for one in lines
    )
    columns = ("Account", "Ours", "Theirs", "Found")
    return [Heading("Agreement of balances"), Table("Each account as both parties have it", columns, rows, (1, 2))]
