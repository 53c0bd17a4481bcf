"""The stress report: one page for a board, then every scenario, the assumptions and what to change."""

from __future__ import annotations

from collections.abc import Iterator

from evenlode.money import pounds
from evenlode.report.documents.document import Block, Document, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.stress_calibration import calibration_blocks
from evenlode.report.stress_chart import frontier_chart
from evenlode.report.tables import Table
from evenlode.stress.finding import Finding
from evenlode.stress.negotiation import Negotiation
from evenlode.stress.stressed import Stressed
from evenlode.stress.words import between, percent, thousands

FAMILIES = {
    "chance": "Chance",
    "measurement": "Measurement",
    "gaming": "Gaming",
    "money": "Money",
    "design": "Design",
}


def stress_document(found: Stressed, *, invented: bool, negotiation: Negotiation | None = None) -> Document:
    """The report on one contract year. invented: figures of the data it was run on are nobody's."""
    blocks: list[Block] = [*_board(found), NewPage()]
    if negotiation:
        blocks += _negotiated(negotiation)
    blocks += [*_advised(found, invented), *calibration_blocks(found), *_scenarios(found), *_assumed(found)]
    return Document(
        title=headline(found),
        subtitle=f"{found.contract}, contract year {found.year}. {found.years:,} invented years, seed {found.seed}.",
        blocks=tuple(blocks),
        facts=(("The pot", pounds(found.pot)), ("Invented years", f"{found.years:,}"), ("Seed", str(found.seed))),
        mark="INVENTED. Some of the figures behind this report are nobody's." if invented else "",
        foot="Every year in this report is invented by simulation. Judging and paying are the contract's own.",
    )


def headline(found: Stressed) -> str:
    """The share of the pot that would be paid for noise, as a range across the stated assumptions."""
    shares = [one.share for one in found.noise]
    if not shares:
        return "How much of the pot would be paid for noise cannot be told"
    return f"Between {percent(min(shares))} and {percent(max(shares))} of the pot would be paid for noise"


def _board(found: Stressed) -> Iterator[Block]:
    """The one page: the range, the three worst indicators, what to change."""
    yield Heading("For the board")
    yield Paragraph(
        "Noise is pay that a service would get although it achieves nothing that was asked of it. How much that is "
        "depends on where the service stands, which nobody knows, so it is a range and never one number.",
    )
    rows = tuple((one.assumption.capitalize(), thousands(one.pay), percent(one.share, 1)) for one in found.noise)
    yield Table("What a year would pay for nothing", ("Assumption", "Pay", "Share of the pot"), rows, (1, 2))
    if found.not_estimable:
        codes = ", ".join(found.not_estimable)
        yield Paragraph(
            f"Not estimable from data: for {codes} nobody has said what is true today, so the line itself stands in. "
            "Give a year of figures to replace the assumption.",
            is_strong=True,
        )
    worst = tuple(
        (f"{one.code} {one.title}", thousands(one.luck), thousands(one.at_stake), percent(one.follows), one.change)
        for one in found.worst
    )
    columns = ("Indicator", "Luck, one SD", "At stake", "Follows performance", "What would help")
    yield Table("The three indicators whose pay luck moves most", columns, worst, (1, 2, 3))
    loudest = sorted((one for one in found.findings if one.pounds), key=lambda one: -(one.pounds or (0, 0))[1])
    yield Heading("What else to know")
    yield Points(tuple(one.sentence for one in loudest[:5]))


def _advised(found: Stressed, invented: bool) -> Iterator[Block]:
    yield Heading("What to change")
    yield Paragraph(
        "Pay follows performance where the differences in pay come from true differences between services, here taken "
        "to be three points (one SD). Seven tenths is the usual least for a figure about one provider."
    )
    rows = tuple(
        (one.code, percent(one.now), one.change, percent(one.reached), "yes" if one.enough else "no")
        for one in found.advised
    )
    columns = ("Indicator", "Follows now", "Smallest change", "Follows then", "Enough")
    yield Table("Each indicator: how far its pay follows performance, and what would help", columns, rows, (1, 3))
    yield Heading("Incentive against noise", 3)
    yield Picture(*frontier_chart(found.designs, invented=invented))
    designs = tuple(
        (one.name, thousands(one.for_a_point), thousands(one.noise), percent(one.reliability)) for one in found.designs
    )
    heads = ("Design of every line", "One point better pays", "Luck, one SD", "Follows performance")
    yield Table("Designs of the whole contract on the same invented years", heads, designs, (1, 2, 3))


def _scenarios(found: Stressed) -> Iterator[Block]:
    for family, title in FAMILIES.items():
        own = [one for one in found.findings if one.family == family]
        yield Heading(title)
        for one in own:
            yield Heading(f"{one.code} {one.title}", 3)
            yield Paragraph(one.sentence, is_strong=True)
            if one.not_estimable:
                yield Paragraph(f"Not estimable: {one.not_estimable}.")
            yield from _figures(one)
            yield Paragraph(f"How: {one.formula}. Source: {one.source}.")


def _figures(one: Finding) -> Iterator[Block]:
    if not one.figures:
        return
    has_pounds = any(figure.pounds is not None for figure in one.figures)
    columns = ("Of", "Found", *(("In pounds",) if has_pounds else ()))
    rows = tuple(
        (
            figure.of,
            figure.said,
            *(((thousands(figure.pounds) if figure.pounds is not None else ""),) if has_pounds else ()),
        )
        for figure in one.figures
    )
    yield Table(f"{one.code} {one.title}", columns, rows, (2,) if has_pounds else ())
    if one.pounds is not None:
        yield Paragraph(f"In this contract year: {between(*one.pounds)}.")


def _assumed(found: Stressed) -> Iterator[Block]:
    yield Heading("What was assumed")
    rows = tuple(
        (
            one.indicator.code,
            f"{one.people:,}",
            "not known" if one.share is None else percent(one.share, 1),
            "none" if one.line is None else percent(one.line, 1),
            one.source,
        )
        for one in found.assumed
    )
    columns = ("Indicator", "Counted a year", "True now", "Line", "Source")
    yield Table("Numbers, shares and lines of each indicator", columns, rows, (1, 2, 3))


def _negotiated(negotiation: Negotiation) -> Iterator[Block]:
    yield Heading("The two offers on the same years")
    yield Paragraph(negotiation.sentence, is_strong=True)
    rows = tuple((one.assumption, thousands(one.ours), thousands(one.theirs)) for one in negotiation.compared)
    yield Table("What each offer pays in an average year", ("Assumption", "First offer", "Second offer"), rows, (1, 2))
    rows = tuple((one.what, one.change, between(one.lowest, one.highest)) for one in negotiation.concessions)
    yield Table("Each concession by itself, priced", ("Where", "Change", "Worth to the provider a year"), rows, (2,))
