"""Variations from the proposal to the contract folder, which is written only when every party has agreed."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from evenlode.job.given import Given, contract_given
from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.records.inputs import record_contract
from evenlode.records.journal import Journal
from evenlode.records.variations import (
    APPLIED,
    Agreement,
    Variation,
    Wanted,
    agree,
    find_variation,
    not_after_the_fact,
    propose,
    variations,
)
from evenlode.settlement.dated_text import VariationText, find_path, with_value, with_variation
from evenlode.settlement.differing import Difference, differences
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract


@dataclass(frozen=True, slots=True)
class Applied:
    """A variation that is now in the contract: the files that were written, and what changed in words."""

    variation: Variation
    files: tuple[str, ...]
    words: tuple[Difference, ...]


def propose_variation(
    given: Given,
    workspace: Workspace,
    changes: Sequence[Wanted],
    *,
    title: str,
    effective: date,
    why: str,
    by: str,
    evidence: Sequence[str] = (),
    reference: str = "",
    parties: Sequence[str] = (),
    number: str | None = None,
    on: date | None = None,
) -> tuple[Variation, tuple[Difference, ...]]:
    """Propose a variation, and say in words what it would change. The contract folder stays as it is.

    The commissioner and the lead provider have to agree, and so do the other parties named. The change is tried on a
    copy first, so that what cannot be written is refused now, with file, line and fix.
    """
    contract = contract_given(given)
    needed = [one.party for one in contract.form.parties if one.role in ("commissioner", "lead provider")]
    needed += [contract.party(party).party for party in parties if party not in needed]
    today = _day(on)
    with Journal.open(workspace.records) as journal:
        new = Variation(
            contract=contract.slug,
            number=number or _next_number(contract, variations(journal, contract.slug)),
            title=title,
            effective=effective,
            why=why,
            evidence=tuple(evidence),
            reference=reference or "variation in the journal",
            parties=tuple(needed),
            changes=tuple(changes),
            by=by,
            on=today,
        )
        not_after_the_fact(journal, new, today)
        _, after = _tried(contract, new, _as_if_agreed(new))
        return propose(journal, new), differences(contract, after)[0]


def agree_variation(
    given: Given, workspace: Workspace, number: str, party: str, by: str, on: date | None = None
) -> Variation:
    """Record that a party agrees. Raises a Refusal where it may not be."""
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        return agree(journal, contract.slug, number, party, by, _day(on))


def list_variations(given: Given, workspace: Workspace) -> list[Variation]:
    """Every variation that was proposed in the workspace, in order."""
    contract = contract_given(given)
    if not workspace.records.exists():
        return []
    with Journal.open(workspace.records) as journal:
        return variations(journal, contract.slug)


def apply_variation(given: Given, workspace: Workspace, number: str, by: str) -> Applied:
    """Write an agreed variation into the contract folder: the dated values, and its entry in variations.yaml.

    Raises a Refusal where a party has not agreed, it is there already, or the contract would not hold together; no
    file is touched then. Both versions of the contract stay in the journal.
    """
    contract = contract_given(given)
    with Journal.open(workspace.records, create=False) as journal:
        found = find_variation(journal, contract.slug, number)
        if found.waiting:
            message = f"{number} waits for {' and '.join(found.waiting)}"
            raise refuse("VARIATION.WAITING", message, "Have every party agree first: evenlode variation agree")
        if found.is_applied:
            raise refuse("VARIATION.APPLIED", f"{number} is in the contract already", "Nothing needs doing")
        texts, after = _tried(contract, found, found.text)
        with journal.writing():
            not_after_the_fact(journal, found, found.text.agreed)
            record_contract(journal, contract, by=by)
            body = {
                "contract": contract.slug,
                "number": number,
                "before": contract.sha256,
                "after": after.sha256,
                "files": sorted(texts),
            }
            journal.append(APPLIED, body, f"{contract.slug}/{number}", by=by)
            for file in sorted(texts, reverse=True):  # variations.yaml first: a change never stands without it
                _write(contract.folder / file, texts[file])
            record_contract(journal, replace(after, folder=contract.folder), by=by)
        return Applied(found, tuple(sorted(texts)), differences(contract, after)[0])


def _tried(contract: Contract, variation: Variation, text: VariationText) -> tuple[dict[str, str], Contract]:
    """The files as they would be, by name, and the contract that they make; read from a copy of the folder."""
    texts: dict[str, str] = {}
    for wanted in variation.changes:
        file, path = _place(contract.folder, wanted)
        old = texts.get(file) or _read(contract.folder / file)
        texts[file] = with_value(old, path, variation.effective, wanted.value, variation.number, file)
    texts["variations.yaml"] = with_variation(_read(contract.folder / "variations.yaml"), text, "variations.yaml")
    with tempfile.TemporaryDirectory(prefix="evenlode-variation-") as made:
        copy = Path(made) / "contract"
        shutil.copytree(contract.folder, copy)
        for file, content in texts.items():
            (copy / file).write_text(content, encoding="utf-8", newline="")
        return texts, read_contract(copy)


def _as_if_agreed(variation: Variation) -> VariationText:
    """Its text as if every party agreed on the day of the proposal: what the trial before the agreement needs."""
    given = tuple(Agreement(party, variation.by, variation.on) for party in variation.parties)
    return replace(variation, agreements=given).text


def _place(folder: Path, wanted: Wanted) -> tuple[str, tuple[str | int, ...]]:
    """The file and the path of a value named as 5a.target, meaningful-role.points or contract.annual_value."""
    steps = wanted.name.split(".")
    files = [*(f"{name}.yaml" for name in ("contract", "population"))]
    files += sorted(
        path.relative_to(folder).as_posix()
        for kind in ("outcomes", "standards")
        for path in folder.glob(f"{kind}/*.yaml")
    )
    for file in files:
        path = find_path(_read(folder / file), steps, file)
        if path:
            return file, path
    message = f'"{wanted.name}" names nothing that is dated in the contract'
    fix = "Write NAME.FIELD: an indicator, outcome or standard, or contract, and its field, for example 5a.target"
    raise refuse("CODE.LIST", message, fix, field="change")


def _next_number(contract: Contract, proposed: Sequence[Variation]) -> str:
    names = [one.variation for one in contract.variations.variations] + [one.number for one in proposed]
    numbers = [int(found[1]) for name in names if (found := re.fullmatch(r"CV-(\d+)", name))]
    return f"CV-{max(numbers, default=0) + 1:02d}"


def _day(on: date | None) -> date:
    today = datetime.now(UTC).date()
    if on is not None and on > today:
        raise refuse("VARIATION.DATE", f"{on} has not come yet", "Give the day on which it was said", field="on")
    return on or today


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _write(path: Path, text: str) -> None:
    """The file as a whole or as it was: written beside it, then put in its place."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="")
    os.replace(beside, path)
