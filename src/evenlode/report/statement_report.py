"""A statement as a document: where each penny of the pot went, what goes beside it, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evenlode.money import Pence, pounds
from evenlode.problems import refuse
from evenlode.report.documents.document import Block, Document, Heading, Paragraph
from evenlode.report.tables import Table
from evenlode.results import say_day
from evenlode.settlement.states import Done

INVENTED = "INVENTED. The figures of this statement are nobody's."

_NAMES = {
    "code_lists": "Code lists",
    "contract": "Contract",
    "data_manifest": "What was sent",
    "definitions": "Definitions",
    "outturns": "Outturns",
}


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What one account held by the version issued before, and what it holds by this one; pence."""

    version: int
    account: str
    before: Pence
    after: Pence


def statement_document(
    document: Mapping[str, Any],
    sha256: str,
    state: str,
    differences: Sequence[DifferenceLine] = (),
    done: Sequence[Done] = (),
) -> Document:
    """The whole statement. document: as its JSON holds it; state: in words; done: the steps of its year so far."""
    blocks: list[Block] = [
        *_pot(document),
        *_late(differences),
        *_beside(document),
        *_steps(done),
        *_made_from(document),
    ]
    year = document["year"]
    return Document(
        title=str(document["title"]).removeprefix("INVENTED - "),
        subtitle=f"Statement of contract year {year['number']}, {_days(year)}",
        blocks=tuple(blocks),
        facts=(
            ("State", state),
            ("The pot", f"{pounds(document['pot'])}, {document['basis']}"),
            ("Earned", pounds(document["totals"]["earned"])),
            ("SHA-256", sha256),
        ),
        mark=INVENTED if document["invented"] else "",
        foot=f"SHA-256 {sha256}",
    )


def partner_extract(document: Mapping[str, Any], sha256: str, partner: str) -> Document:
    """What the statement says of one partner, and nothing that it says of another or of the whole.

    Raises a Refusal where the statement has no line of it; the names of other partners are not told.
    """
    own = [line for line in document.get("partners", ()) if line["partner"] == partner]
    if not own:
        message = f'the statement has no line for "{partner}"'
        raise refuse("CODE.LIST", message, "Give the partner's name as the contract writes it", field="partner")
    rows = tuple(
        row
        for line in own
        for row in (
            ("Fixed amount", pounds(line["fixed"])),
            ("Part of the incentive", pounds(line["incentive"])),
            ("Part of the gain or loss", pounds(line["risk"])),
            ("Total", pounds(line["total"])),
        )
    )
    worth = [line["real_terms"] for line in own if line["real_terms"] is not None]
    blocks: list[Block] = [Table("What the year pays you", ("Line", "Amount"), rows, (1,), has_total=True)]
    blocks += [Paragraph(line["because"]) for line in own]
    blocks += [
        Paragraph(f"Beside the head contract's value in its first year the fixed amount is worth {pounds(amount)}.")
        for amount in worth
    ]
    year = document["year"]
    return Document(
        title=f"{partner}: extract of a statement",
        subtitle=f"{str(document['title']).removeprefix('INVENTED - ')}, contract year {year['number']}, {_days(year)}",
        blocks=tuple(blocks),
        facts=(("SHA-256 of the statement", sha256),),
        mark=INVENTED if document["invented"] else "",
        foot=f"Extract for {partner} of the statement with SHA-256 {sha256}",
    )


def _pot(document: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("Where the pot went")
    rows = [
        (
            line["outcome"] if line["indicator"] is None else f"{line['outcome']}, {line['indicator']}",
            line["status"] if line["level"] is None else f"{line['status']}, {line['level']}",
            *(pounds(line[name]) for name in ("share_of_pot", "earned", "held", "not_earned", "not_on_offer")),
        )
        for line in document["lines"]
    ]
    totals = document["totals"]
    total = (totals[name] for name in ("earned", "held", "not_earned", "not_on_offer"))
    rows.append(("Together", "", pounds(document["pot"]), *map(pounds, total)))
    columns = ("Line", "Status", "Share of the pot", "Earned", "Held", "Not earned", "Not on offer")
    yield Table("The pot, line by line", columns, tuple(rows), (2, 3, 4, 5, 6), has_total=True)
    yield Heading("Why", 2)
    because = tuple((line["indicator"] or line["outcome"], line["because"]) for line in document["lines"])
    yield Table("Each line's reason", ("Line", "Reason"), because)
    judged = tuple((one["indicator"], one["status"], one["because"]["sentence"]) for one in document["judgements"])
    yield Table("Each indicator judged", ("Indicator", "Status", "Because"), judged)


def _late(differences: Sequence[DifferenceLine]) -> Iterator[Block]:
    if not differences:
        return
    yield Heading("Difference from the statement issued before")
    rows = tuple(
        (one.account, pounds(one.before), pounds(one.after), pounds(one.after - one.before)) for one in differences
    )
    said = f"Accounts by version {differences[0].version} and by this one"
    yield Table(said, ("Account", "Before", "Now", "Difference"), rows, (1, 2, 3))
    yield Paragraph("Data that came after the freeze changed it. The statement issued before stays as it was.")


def _beside(document: Mapping[str, Any]) -> Iterator[Block]:
    if base := document.get("base_payment"):
        rows = [(one["month"], pounds(one["amount"])) for one in base]
        rows.append(("Together", pounds(sum(one["amount"] for one in base))))
        yield Heading("Base payment")
        yield Table("The base in twelfths", ("Month", "Amount"), tuple(rows), (1,), has_total=True)
    if heads := document.get("capitation"):
        yield Heading("Capitation")
        cells = tuple(
            (f"{one['month']}, {one['segment']}", pounds(one["paid"]), pounds(one["adjustment"]), one["because"])
            for one in heads
        )
        yield Table("People times price", ("Month and segment", "Paid", "Put right", "Because"), cells, (1, 2))
    if advance := document.get("advance"):
        yield Heading("Advance")
        facts = tuple((name.replace("_", " ").capitalize(), pounds(amount)) for name, amount in advance.items())
        yield Table("The advance against what was earned", ("Part", "Amount"), facts, (1,))
    if gain := document.get("gain_share"):
        yield Heading("Gain share")
        steps = tuple((one["operation"], one["because"]) for one in gain["steps"])
        yield Table("How the saving was shared, in the contract's order", ("Step", "What it did"), steps)
        names = ("saving", "provider", "commissioner", "retained", "reinvested", "to_provider")
        facts = tuple((name.replace("_", " ").capitalize(), pounds(gain[name])) for name in names)
        yield Table("The saving and its parts", ("Part", "Amount"), facts, (1,))
    if partners := document.get("partners"):
        yield Heading("Partners")
        lines = tuple(
            (one["partner"], *(pounds(one[name]) for name in ("fixed", "incentive", "risk", "total")))
            for one in partners
        )
        yield Table(
            "What passes to each partner",
            ("Partner", "Fixed", "Incentive", "Gain or loss", "Total"),
            lines,
            (1, 2, 3, 4),
        )


def _steps(done: Sequence[Done]) -> Iterator[Block]:
    if not done:
        return
    yield Heading("Who did what, and when")
    rows = tuple((say_day(one.on), one.step.value, str(one.version), one.by, said(one)) for one in done)
    yield Table("Steps of the year's statements", ("Day", "Step", "Version", "By", "What of it"), rows)


def said(done: Done) -> str:
    """What a step says beside its name."""
    parts = []
    if done.dispute:
        parts.append(f"dispute {done.dispute}")
    if done.line:
        parts.append(f"{done.line}, {done.side}, {pounds(done.amount)} into suspense")
    if done.to_provider:
        parts.append(f"{pounds(done.to_provider)} to the provider")
    parts += [f"{pounds(amount)} taken out of dispute {number}" for number, amount in done.taken]
    return "; ".join([*parts, *([done.because] if done.because else [])])


def _made_from(document: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading("What it was made from")
    rows = tuple(
        (_NAMES.get(name, name.replace("_", " ").capitalize()), found) for name, found in document["hashes"].items()
    )
    yield Table("SHA-256 of everything that went in", ("What", "SHA-256"), rows)


def _days(year: Mapping[str, str]) -> str:
    return f"{say_day(date.fromisoformat(year['from']))} to {say_day(date.fromisoformat(year['to']))}"
