"""The contract: who, for how long, for how much, and every change of it on a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from evenlode.money import pounds
from evenlode.report.report import Fact
from evenlode.report.tables import Table
from evenlode.report.words import how_many, listed, sentence, short_day
from evenlode.results import say_day
from evenlode.terms.contract import Contract
from evenlode.terms.values import say_share
from evenlode.web.shown.downloads import Named

if TYPE_CHECKING:
    from evenlode.job.workspace import Workspace
    from evenlode.records.variations import Variation


@dataclass(frozen=True, slots=True)
class Change:
    """A variation on the timeline. opens: its number where it was proposed here, so that it has a page."""

    number: str
    title: str
    day: date
    effective: str
    state: str
    why: str
    agreed: str
    opens: str = ""

    @property
    def is_open(self) -> bool:
        """True where it is not in the contract yet."""
        return self.state != "in the contract"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The page. changes: the newest first."""

    title: str
    headline: str
    lede: str
    version: tuple[Fact, ...]
    term: tuple[Fact, ...]
    money: tuple[Fact, ...]
    parties: Table
    values: Table
    changes: tuple[Change, ...]
    waiting: tuple[Change, ...]
    tables: tuple[Named, ...]


def agreement(contract: Contract, workspace: Workspace, day: date, *, invented: bool) -> Agreement:
    """The contract as its folder holds it, with the variations that were proposed in the workspace.

    invented: notes about the parties are left out, since they say how the documents write real names.
    """
    form = contract.form
    proposed = proposed_variations(workspace, contract)
    changes = _changes(contract, proposed)
    waiting = tuple(one for one in changes if one.is_open)
    years = contract.years()
    within = min(max(day, contract.term.start), contract.last_day)
    year = contract.year_of(within)
    in_contract = len(contract.variations.variations)
    said = f"Contract year {contract.year_number(year)} of {len(years)}, {how_many(in_contract, 'agreed change')}"
    if waiting:
        said += f", {how_many(len(waiting), 'proposal')} open"
    values = _values(contract)
    return Agreement(
        title=form.title,
        headline=f"{said}.",
        lede=sentence(form.summary) if form.summary else "",
        version=(
            Fact("Version", contract.sha256[:12]),
            Fact("Newest change", form.title if not in_contract else _newest(contract)),
            Fact("Printed in", form.reference),
        ),
        term=_term(contract),
        money=_money(contract, within),
        parties=_parties(contract, invented),
        values=values,
        changes=changes,
        waiting=waiting,
        tables=(Named("values", values), Named("changes", _change_table(changes))),
    )


def proposed_variations(workspace: Workspace, contract: Contract) -> list[Variation]:
    """Every variation that was proposed in the workspace, in order."""
    from evenlode.records.journal import Journal
    from evenlode.records.variations import variations

    if not workspace.records.exists():
        return []
    with Journal.open(workspace.records) as journal:
        return variations(journal, contract.slug)


def _newest(contract: Contract) -> str:
    last = contract.variations.variations[-1]
    return f"{last.variation}, {last.title}, from {say_day(last.effective)}"


def _term(contract: Contract) -> tuple[Fact, ...]:
    term = contract.form.term
    found = [Fact("From", say_day(term.start)), Fact("To", say_day(term.end))]
    if term.extension_years:
        more = how_many(term.extension_years, "year")
        found.append(Fact("May be extended", f"by {more}, to {say_day(contract.last_day)}"))
    found += [Fact("Break", said) for said in term.breaks]
    if term.change_mechanism:
        found.append(Fact("How it is changed", term.change_mechanism))
    return tuple(found)


def _money(contract: Contract, day: date) -> tuple[Fact, ...]:
    form = contract.form
    terms = contract.terms_on(day)
    found = []
    if form.annual_value.starts_by(day):
        start, entry = form.annual_value.entry_on(day)
        found.append(Fact("Envelope a year", f"{pounds(entry.value)}, since {short_day(start)}"))
    found.append(Fact("The pot this year", f"{pounds(terms.pot)}, {terms.basis}"))
    if (reason := form.pot.years.entry_on(terms.year.start)[1].illustrative) is not None:
        found.append(Fact("Why so much", f"Illustrative. {reason}"))
    if terms.funders:
        shares = [f"{contract.party(party).name} {say_share(share)}" for party, share in terms.funders.items()]
        found.append(Fact("Paid by", listed(shares)))
    if form.judging.reinvestment:
        found.append(Fact("Money that is not earned", form.judging.reinvestment))
    return tuple(found)


def _parties(contract: Contract, invented: bool) -> Table:
    if invented:
        return Table(
            "Parties", ("Name", "Role"), tuple((one.name, one.role.capitalize()) for one in contract.form.parties)
        )
    rows = tuple((one.name, one.role.capitalize(), one.note or "") for one in contract.form.parties)
    return Table("Parties", ("Name", "Role", "Beside it"), rows)


def _values(contract: Contract) -> Table:
    rows = []
    for start, entry in contract.form.annual_value.entries:
        source = f"Illustrative: {entry.illustrative}" if entry.illustrative else entry.reference or ""
        rows.append((short_day(start), pounds(entry.value), entry.by or "as let", source))
    return Table("The envelope by date", ("From", "Pounds a year", "Set by", "Where it is from"), tuple(rows), (1,))


def _changes(contract: Contract, proposed: list[Variation]) -> tuple[Change, ...]:
    """What is in the contract, then what is open, the newest first. An applied proposal is told once."""
    here = {one.number for one in proposed}
    found = [
        Change(
            number=one.variation,
            title=one.title,
            day=one.effective,
            effective=say_day(one.effective),
            state="in the contract",
            why=sentence(one.why),
            agreed=_signed([(contract.party(own.party).name, own.on) for own in one.signatories]),
            opens=one.variation if one.variation in here else "",
        )
        for one in contract.variations.variations
    ]
    known = {one.number for one in found}
    found += [
        Change(
            number=one.number,
            title=one.title,
            day=one.effective,
            effective=say_day(one.effective),
            state=_state(contract, one),
            why=sentence(one.why),
            agreed=_signed([(contract.party(own.party).name, own.on) for own in one.agreements]),
            opens=one.number,
        )
        for one in proposed
        if one.number not in known
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.number), reverse=True))


def _state(contract: Contract, variation: Variation) -> str:
    if variation.waiting:
        return f"waits for {listed([contract.party(party).name for party in variation.waiting])}"
    return "agreed, not in the contract yet"


def _signed(signatures: list[tuple[str, date]]) -> str:
    return "; ".join(f"{name}, {short_day(day)}" for name, day in signatures) or "nobody yet"


def _change_table(changes: tuple[Change, ...]) -> Table:
    rows = tuple((one.number, one.effective, one.title, one.state, one.agreed, one.why) for one in changes)
    return Table("Every variation", ("Variation", "From", "What", "State", "Agreed by", "Why"), rows)
