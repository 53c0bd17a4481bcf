"""The financial case on the page: what the text does not say first, then the print, the envelope and the promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenlode.finance.case import Case
from evenlode.finance.envelope import EnvelopeYear
from evenlode.finance.money_risk import gain_share_worth
from evenlode.finance.oddities import oddities
from evenlode.finance.thousands import said, to_pence
from evenlode.money import pounds
from evenlode.report.documents.document import Block, Heading, NewPage, Paragraph, Points
from evenlode.report.finance import bars, case_tables, envelope_tables, lines
from evenlode.report.finance.parts import CasePart
from evenlode.report.tables import Table

_NOISE = (0.01, 0.02, 0.03)
_SAVING = (0.0, 0.01, 0.02)
_SHARE = 0.5


def case_blocks(part: CasePart) -> Iterator[Block]:
    """Everything that the contract folder says of money, the comparison that its text does not make first."""
    if part.case:
        yield from _dominance(part.case)
        yield from _projections(part.case)
        yield from _stress(part, part.case)
    if part.years:
        yield from _envelope(part)
        yield from _gain_share(part.years)
    if part.promised:
        yield Heading("What was promised")
        if all(one.value is None for one in part.promised):
            yield Paragraph("No document prints what any of these promises is worth.")
        yield envelope_tables.promised(part.promised)
    if part.case:
        yield NewPage()
        yield from _annex(part.case)


def _dominance(case: Case) -> Iterator[Block]:
    yield Heading("The contract against efficiency alone")
    yield Paragraph(f"{case.dominance.verdict}.", is_strong=True)
    yield Paragraph(
        "Efficiency alone is what would have been asked of the services without a contract. Amounts are £ thousand."
    )
    yield lines.projections(case)
    yield case_tables.against_efficiency(case)
    yield Heading("Room under the cap")
    yield Paragraph(
        "The text can be read both ways: the savings allow for the investment already, or it is still to be paid. "
        "Below zero is over the cap."
    )
    yield case_tables.room(case)
    if any(not room.investment.is_printed for room in case.headroom):
        yield Paragraph(case_tables.FILLED_IN)


def _projections(case: Case) -> Iterator[Block]:
    yield Heading("Projections, and the print beside them")
    yield case_tables.projections(case)
    if not case.cells:
        return
    yield Paragraph(f"{case_tables.compared_in_words(case)}. Every cell stands at the end.")
    if (differing := case_tables.differing(case)).rows:
        yield differing
    yield Heading("What is odd about the case")
    found = oddities(case)
    for table in dict.fromkeys(one.table for one in found):
        yield Heading(f"{table[:1].upper()}{table[1:]}", 3)
        yield Points(tuple(f"{one.what}." for one in found if one.table == table))
    yield Heading("Benchmark from case studies")
    yield case_tables.benchmark(case)
    if case.declared.benchmark_as_printed:
        yield Paragraph(f"The benchmark that was drawn from them is {case.declared.benchmark_as_printed}.")


def _stress(part: CasePart, case: Case) -> Iterator[Block]:
    if part.bars:
        yield Heading("Which assumption matters")
        yield Paragraph("Each assumption moves alone over its range. The ranges are ours, each with its reason.")
        yield bars.tornado(case, part.bars)
        yield case_tables.tornado(part.bars)
    if part.drawn:
        yield Heading("All assumptions together")
        yield Paragraph(case_tables.cheaper(part.drawn), is_strong=True)
        yield case_tables.chances(part.drawn)
        yield from lines.fans(case, part.drawn).values()
        yield case_tables.fan(part.drawn)


def _envelope(part: CasePart) -> Iterator[Block]:
    yield Heading("The envelope through time")
    yield Paragraph(envelope_tables.not_itemised(part.years), is_strong=True)
    yield bars.envelope(part.years)
    yield envelope_tables.by_year(part.years)
    if (funded := envelope_tables.funders(part.years)).rows:
        yield Heading("Who pays, and what flat cash is worth", 3)
        yield funded
        yield Paragraph(envelope_tables.REAL_MONEY)
    if (beside := envelope_tables.beside(part.years)).rows:
        yield beside
    yield Heading("By contract year", 3)
    yield envelope_tables.by_contract_year(part.by_contract_year)


def _gain_share(years: Sequence[EnvelopeYear]) -> Iterator[Block]:
    last = years[-1]
    yield Heading("What a gain share would be worth")
    yield Paragraph(
        f"Half of a measured saving is paid, on the £{said(last.closing)}k of {last.year}. Noise is the standard error "
        "of the measured saving as a share of the spending. Share, noise and savings are ours. A line without a true "
        "saving is what luck alone would pay."
    )
    rows = []
    for saving in _SAVING:
        for noise in _NOISE:
            worth = gain_share_worth(to_pence(last.closing), saving, noise, _SHARE)
            amounts = (pounds(round(amount / 100) * 100) for amount in (worth.expected, worth.spread))
            rows.append((f"{saving:.0%}", f"{noise:.0%}", *amounts, f"{worth.chance:.0%}"))
    columns = ("truly saved", "noise", "expected payment", "spread, one SD", "chance of any")
    yield Table("A gain share by what is truly saved and by noise", columns, tuple(rows), (1, 2, 3, 4))


def _annex(case: Case) -> Iterator[Block]:
    yield Heading("Every printed cell, and how the savings behave")
    if case.cells:
        yield case_tables.cells("Every printed cell beside the computed one", case.cells)
    yield Paragraph(
        "No document prints the spending by HoNOS cluster. This is the spending that the printed savings behave like."
    )
    yield case_tables.fits(case)
    if case.declared.notes:
        yield Heading("Notes of the tables", 3)
        yield Points(tuple(f"{title}: {note}" for title, note in case.declared.notes))
