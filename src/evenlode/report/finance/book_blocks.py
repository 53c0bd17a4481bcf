"""The open book on the page: what it comes to, who has a deficit, where the money went, and what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from evenlode.finance.money_risk import BidGap, knock_on
from evenlode.finance.returns import open_book
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.pound import FUNDERS
from evenlode.finance.returns.tables import Cell, Money
from evenlode.finance.returns.tables import Table as BookTable
from evenlode.finance.thousands import percent, whole
from evenlode.money import Pence, pounds
from evenlode.report.documents.document import Block, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.finance import bars
from evenlode.report.finance.ahead_blocks import ahead_blocks
from evenlode.report.finance.lines import Line, Lines, draw
from evenlode.report.finance.parts import OpenBook
from evenlode.report.tables import Table

_FIRST = (
    ("Surplus or deficit, and who pays for it", ("position",)),
    ("Flat cash and the uplift", ("erosion", "uplift")),
    ("Staff, reserves and stability", ("workforce", "stability")),
    ("Placements", ("placements",)),
    ("Whose money reached whom", ("funder-outcome", "council-people")),
)
_ANNEX = ("income", "unit-cost", "apportionment", "mismatch", "pound")
_SHIFT = Fraction(1, 10)


def book_blocks(part: OpenBook) -> Iterator[Block]:
    """The open book: what a board must know, the tables behind it, and everything else at the end."""
    tables = {one.name: one for one in part.book.tables}
    yield Heading("What the open book says")
    yield Points(tuple(_findings(part)))
    yield Paragraph("Amounts are rounded to the pound here; the data files hold the pence.")
    for title, names in _FIRST:
        yield Heading(title)
        yield from _pictures(part, names[0])
        for name in names:
            if name in tables:
                yield from _told(tables[name])
    if part.envelopes:
        yield from _against_envelope(part)
    if part.looked:
        yield from ahead_blocks(part.looked, part.names)
    yield from _risk(part)
    yield NewPage()
    yield Heading("The rest of the open book")
    for name in _ANNEX:
        if name in tables:
            yield from _told(tables[name])


def _findings(part: OpenBook) -> Iterator[str]:
    positions = open_book.positions(part.returns)
    year = max(one.year for one in positions)
    last = [one for one in positions if one.year == year]
    short = [one for one in last if one.result < 0]
    total = -sum(one.result for one in short)
    yield f"{len(short)} of {len(last)} providers have a deficit in {year}, {whole_pounds(total)} in all."
    if total:
        raised, taken = sum(one.fundraising_used for one in short), sum(one.reserves_used for one in short)
        yield f"Fundraising made up {whole_pounds(raised)} of it and reserves {whole_pounds(taken)}."
    for found, cash, real in _worth(part)[-1:]:
        said = f"The sub-contracts of {found}, {whole_pounds(cash)}, are worth {whole_pounds(real)}"
        yield f"{said} in money of the first year returned."
    for one in [one for one in open_book.uplifts(part.returns) if one.received][-1:]:
        said = f"Of {whole_pounds(one.received)} of uplift that the lead provider received in {one.year}"
        yield f"{said}, {whole_pounds(one.passed_down)} was passed down."
    for signal in (open_book.Signal.CONCERN, open_book.Signal.WATCH):
        named = [part.names[one.provider] for one in open_book.stability(part.returns) if one.signal is signal]
        if named:
            yield f"Stability, {signal}: {', '.join(named)}."


def _worth(part: OpenBook) -> list[tuple[str, Pence, Pence]]:
    """By year, the cash of all sub-contracts and what it is worth in money of the first year returned."""
    found: dict[str, tuple[Pence, Pence]] = {}
    for one in open_book.erosion(part.returns, part.inflation):
        cash, real = found.get(one.year, (0, 0))
        found[one.year] = (cash + one.cash, real + one.real)
    return [(year, *found[year]) for year in sorted(found)]


def _pictures(part: OpenBook, name: str) -> Iterator[Picture]:
    positions = [one for one in open_book.positions(part.returns) if one.income]
    if name == "position" and positions:
        yield bars.results(positions, part.names, part.book.invented)
    worth = _worth(part)
    if name == "erosion" and len(worth) > 1:
        years = tuple(year for year, _, _ in worth)
        cash = Line("cash", tuple(cash / 100_000 for _, cash, _ in worth))
        real = Line("worth", tuple(real / 100_000 for _, _, real in worth))
        finding = f"{years[-1]} is worth {whole_pounds(worth[-1][2])} of {whole_pounds(worth[-1][1])} in cash."
        title = "All sub-contracts, £ thousand, in cash and in money of the first year"
        yield draw(Lines(title, finding, years, (cash, real), invented=part.book.invented))


def _against_envelope(part: OpenBook) -> Iterator[Block]:
    rows = []
    for one in _leads(part.returns):
        envelope = part.envelopes.get(one.year)
        if envelope is not None:
            assumed = BidGap({funder: one.pence("Income", funder) for funder in FUNDERS}, envelope)
            income = sum(assumed.assumed.values())
            rows.append((one.year, *(whole_pounds(amount) for amount in (income, envelope, assumed.gap))))
    if rows:
        yield Heading("Income returned against the envelope")
        yield Paragraph(
            "A bid whose income is not in the envelope must be reconciled line by line before it is signed."
        )
        columns = ("year", "income returned", "envelope", "gap")
        yield Table("What the lead provider returned as contract income", columns, tuple(rows), (1, 2, 3))


def _risk(part: OpenBook) -> Iterator[Block]:
    invented = "INVENTED: " if part.book.invented else ""
    if part.risk:
        yield Heading("The chance of a deficit")
        worst = max(part.risk, key=lambda one: (one.chance, -one.mean))
        yield Paragraph(
            f"{invented}It is highest for {part.names[worst.provider]} in {worst.year}, {worst.chance:.0%}.",
            is_strong=True,
        )
        yield Paragraph(part.assumed)
        rows = tuple(
            (
                *(part.names[one.provider], one.year, f"{one.chance:.0%}"),
                *(whole_pounds(amount) for amount in (one.mean, one.low, one.high)),
            )
            for one in part.risk
        )
        columns = ("provider", "year", "chance of a deficit", "mean result", "5%", "95%")
        yield Table("Deficit by provider in the years ahead", columns, rows, (2, 3, 4, 5))
    found = [(one, _knock_on(part, one)) for one in _last(part.returns)]
    lost = tuple((part.names[one.provider], *cells) for one, cells in found if cells)
    if lost:
        yield Heading("What a tenth less of a sub-contract takes")
        yield Paragraph("As a share of all that the partner spends, which stands in for its whole income.")
        yield Table(
            "Knock-on by partner", ("partner", "sub-contract", "a tenth of it", "of its spending"), lost, (1, 2, 3)
        )


def _knock_on(part: OpenBook, one: FinanceReturn) -> tuple[str, str, str] | None:
    cash, spending = one.pence("Income", "sub-contract"), one.pence("Position", "spending")
    if not 0 < cash <= spending:
        return None
    found = knock_on(one.provider, spending, cash, _SHIFT)
    return whole_pounds(cash), whole_pounds(found.lost), percent(found.share)


def _leads(returns: Sequence[FinanceReturn]) -> list[FinanceReturn]:
    """Those of whoever is paid by the funders, by year."""
    return sorted((one for one in returns if one.rows("Sub-contracts")), key=lambda one: one.year)


def _last(returns: Sequence[FinanceReturn]) -> list[FinanceReturn]:
    """Each provider's last finance return."""
    found = {one.provider: one for one in sorted(returns, key=lambda one: one.year)}
    return [found[provider] for provider in sorted(found)]


def _told(table: BookTable) -> Iterator[Block]:
    yield Paragraph(table.says)
    yield shown(table) if table.rows else Paragraph(f"{table.title}: none.")


def shown(table: BookTable) -> Table:
    """A table of the open book as text, amounts to the pound."""
    numbers = tuple(at for at in range(1, len(table.columns)) if all(_is_figure(row[at]) for row in table.rows))
    return Table(table.title, table.columns, tuple(tuple(_text(cell) for cell in row) for row in table.rows), numbers)


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell.rstrip("%").replace(".", "").lstrip("-").isdigit()


def _text(cell: Cell) -> str:
    if isinstance(cell, Money):
        return whole_pounds(cell.amount)
    return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else cell


def whole_pounds(amount: Pence) -> str:
    """'£1,235' from pence: to the nearest pound."""
    return pounds(whole(Fraction(amount, 100)) * 100)
