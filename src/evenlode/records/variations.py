"""Variations in the journal: proposed, agreed by each party, written into the contract; nothing of it ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.statements import STEP
from evenlode.results import say_day
from evenlode.settlement.dated_text import Signature, VariationText

PROPOSED = "variation"
AGREED = "variation agreement"
APPLIED = "variation applied"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One value that is to change: its name as typed, for example 5a.target, and the new value as it is written."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A party's agreement: who gave it for the party, and on which day."""

    party: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Variation:
    """A proposed variation and how far it has come. parties: who all have to agree."""

    contract: str
    number: str
    title: str
    effective: date
    why: str
    evidence: tuple[str, ...]
    reference: str
    parties: tuple[str, ...]
    changes: tuple[Wanted, ...]
    by: str
    on: date
    agreements: tuple[Agreement, ...] = ()
    is_applied: bool = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """The parties that have not agreed."""
        agreed = {one.party for one in self.agreements}
        return tuple(party for party in self.parties if party not in agreed)

    @property
    def state(self) -> str:
        """'proposed', 'agreed' or 'applied'."""
        if self.is_applied:
            return "applied"
        return "proposed" if self.waiting else "agreed"

    @property
    def text(self) -> VariationText:
        """What variations.yaml says of it once everybody has agreed."""
        signatures = tuple(Signature(one.party, one.on) for one in self.agreements)
        return VariationText(
            self.number, self.title, self.effective, self.why, self.evidence, self.reference, signatures
        )


def propose(journal: Journal, new: Variation, at: datetime | None = None) -> Variation:
    """Keep a proposal. Raises a Refusal for one after the fact, and where its number is taken."""
    with journal.writing():
        not_after_the_fact(journal, new, new.on)
        body: dict[str, Any] = {
            "contract": new.contract,
            "number": new.number,
            "title": new.title,
            "effective": new.effective.isoformat(),
            "why": new.why,
            "evidence": list(new.evidence),
            "reference": new.reference,
            "parties": list(new.parties),
            "changes": [[one.name, one.value] for one in new.changes],
            "by": new.by,
            "on": new.on.isoformat(),
        }
        journal.append(PROPOSED, body, f"{new.contract}/{new.number}", by=new.by, at=at)
    return new


def agree(
    journal: Journal, contract: str, number: str, party: str, by: str, on: date, at: datetime | None = None
) -> Variation:
    """Keep a party's agreement. Raises a Refusal where it may not be given: twice, too late, or by the same person."""
    with journal.writing():
        found = find_variation(journal, contract, number)
        if party not in found.parties:
            names = ", ".join(found.parties)
            raise refuse("CODE.LIST", f'"{party}" is no party to {number}', f"Use one of {names}", field="party")
        if earlier := next((one for one in found.agreements if one.party == party), None):
            message = f"{party} agreed to {number} already, on {say_day(earlier.on)}"
            raise refuse("VARIATION.AGREED", message, "Nothing needs doing", field="party")
        if earlier := next((one for one in found.agreements if one.by == by), None):
            message = f"{by} agreed to {number} for {earlier.party}, and nobody agrees for two parties"
            raise refuse("VARIATION.FOUR_EYES", message, f"Ask somebody of {party}", field="by")
        if on < found.on:
            message = f"{number} was proposed on {say_day(found.on)}, after the day of this agreement"
            raise refuse("VARIATION.DATE", message, "Correct the day", field="on")
        not_after_the_fact(journal, found, on)
        body = {"contract": contract, "number": number, "party": party, "by": by, "on": on.isoformat()}
        journal.append(AGREED, body, f"{contract}/{number}/{party}", by=by, at=at)
        return find_variation(journal, contract, number)


def not_after_the_fact(journal: Journal, variation: Variation, on: date) -> None:
    """Raise a Refusal where the variation would change what was: a day that is past, or a year that is frozen."""
    if variation.effective < on:
        message = f"{variation.number} takes effect on {say_day(variation.effective)}, before {say_day(on)}"
        fix = "Let it take effect on a day to come: what is past is never changed"
        raise refuse("VARIATION.LATE", message, fix, file="variation", field="effective")
    frozen = [entry.document["year"] for entry in journal.entries(STEP) if entry.document["step"] == "freeze"]
    if late := [year for year in frozen if variation.effective.isoformat() < _year_after(year)]:
        message = f"the contract year from {max(late)} is frozen, and {variation.number} would change it"
        fix = f"Let it take effect from {_year_after(max(late))} on"
        raise refuse("VARIATION.LATE", message, fix, file="variation", field="effective")


def variations(journal: Journal, contract: str) -> list[Variation]:
    """Every proposed variation of a contract in the order of proposing, with its agreements."""
    agreements: dict[str, list[Agreement]] = {}
    for entry in journal.entries(AGREED):
        said = entry.document
        agreement = Agreement(said["party"], said["by"], date.fromisoformat(said["on"]))
        agreements.setdefault(f"{said['contract']}/{said['number']}", []).append(agreement)
    applied = {entry.key for entry in journal.entries(APPLIED)}
    found = []
    for entry in journal.entries(PROPOSED):
        said = entry.document
        if said["contract"] != contract:
            continue
        key = f"{said['contract']}/{said['number']}"
        found.append(
            Variation(
                contract=said["contract"],
                number=said["number"],
                title=said["title"],
                effective=date.fromisoformat(said["effective"]),
                why=said["why"],
                evidence=tuple(said["evidence"]),
                reference=said["reference"],
                parties=tuple(said["parties"]),
                changes=tuple(Wanted(name, value) for name, value in said["changes"]),
                by=said["by"],
                on=date.fromisoformat(said["on"]),
                agreements=tuple(agreements.get(key, ())),
                is_applied=key in applied,
            )
        )
    return found


def find_variation(journal: Journal, contract: str, number: str) -> Variation:
    """The variation with this number. Raises a Refusal where none was proposed."""
    known = variations(journal, contract)
    found = next((one for one in known if one.number == number), None)
    if found is None:
        names = ", ".join(one.number for one in known) or "none was proposed yet"
        raise refuse("VARIATION.MISSING", f"no variation {number} was proposed", f"Use one of: {names}", field="number")
    return found


def _year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"
