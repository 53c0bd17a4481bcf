"""Everything that is wrong with files that were sent, all at once, causes before what they cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenlode.data.sent.at_once import at_once
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.limits import Limits
from evenlode.data.sent.links import NO_CAUSE, Causes, Judged, link
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened, open_sent
from evenlode.data.sent.rules import sent_rules
from evenlode.data.sent.rules.key_duplicate import copies_of
from evenlode.data.sent.sheet import Mask, Places, Sheet
from evenlode.data.sent.tables import sent_tables
from evenlode.problems import Level, Problem

REJECTING = (Level.REJECT_RECORD, Level.REJECT_FILE)


@dataclass(frozen=True)
class CheckedFile:
    """One file after every check. rows: how many it has; left_out: how many of them are not used.

    sheet, used: the rows under the declared schema and which of them to take in; None where the file is refused.
    hits: what was found in the rows, each with all of its places and with what fell with it, in words. fallen: rows
    that a row above them took with it.
    """

    file: str
    table: str | None
    rows: int
    left_out: int
    problems: tuple[Problem, ...]
    sheet: Sheet | None = None
    used: Mask | None = None
    hits: tuple[tuple[Hit, str], ...] = ()
    fallen: Places | None = None

    @property
    def said(self) -> str:
        """What became of the file."""
        if any(problem.stops for problem in self.problems):
            return "refused"
        if any(problem.level is Level.REJECT_RECORD for problem in self.problems):
            return "accepted without these rows"
        return "accepted with notes" if self.problems else "accepted"


@dataclass(frozen=True)
class Validation:
    """What was found. shows: the code lists and schemas that a fix speaks of, in words."""

    files: tuple[CheckedFile, ...]
    shows: tuple[str, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """Every problem: files in the order of their tables, parents first; in a file, causes first."""
        return [problem for file in self.files for problem in file.problems]

    @property
    def rejects(self) -> bool:
        """True where anything at all cannot be used."""
        return any(problem.level in REJECTING for problem in self.problems)


def validate(paths: Sequence[Path], manifest: Manifest | None = None, limits: Limits | None = None) -> Validation:
    """Check files of rows and YAML of contracts. Nothing is written; the same files give the same answer.

    Files that belong together are given together, so that rows are looked for in the table they belong to.
    """
    manifest, limits = manifest or Manifest(), limits or Limits()
    yaml = [path for path in paths if path.suffix.casefold() in (".yaml", ".yml")]
    opened = [open_sent(path, manifest, limits) for path in paths if path not in yaml]
    rows = check_rows(opened, manifest)
    if not yaml:
        return rows
    from evenlode.data.sent.contract_yaml import check_contract_yaml

    checked = [CheckedFile(path.name, None, 0, 0, tuple(check_contract_yaml(path))) for path in yaml]
    return Validation((*rows.files, *checked), rows.shows)


def check_rows(opened: Sequence[Opened], manifest: Manifest) -> Validation:
    """Every check of the rows of the files, within each and between them."""
    order = {name: place for place, name in enumerate(sent_tables())}
    files = sorted(opened, key=lambda one: (order[one.form.name] if one.form else -1, one.path.name))
    causes = Causes()
    judged = _all_alone(files, manifest, causes)
    unusable = frozenset(one.form.name for one in files if one.form and one.sheet is None)
    link(_by_table(files, judged), unusable, manifest.part, causes)
    return Validation(
        tuple(_checked(one, judged.get(id(one)), causes) for one in files), tuple(_shows(files, judged, causes))
    )


def _all_alone(files: Sequence[Opened], manifest: Manifest, causes: Causes) -> dict[int, Judged]:
    """Every file by itself, several at a time; their hits are numbered in the order of the files."""
    read = [(id(one), one.sheet) for one in files if one.sheet is not None]
    judged = {}
    with at_once(sum(len(sheet) for _, sheet in read)) as each:
        found = each(lambda one: list(_alone(one[1], manifest)), read)
        for (key, sheet), hits in zip(read, found, strict=True):
            judged[key] = Judged(sheet, [], np.full(len(sheet), NO_CAUSE, dtype=np.int64))
            for hit in hits:
                causes.add(judged[key], hit)
    return judged


def _alone(sheet: Sheet, manifest: Manifest) -> Iterator[Hit]:
    """What is wrong with the rows of one file: rules of single rows, then those that sound rows break together."""
    sound = np.ones(len(sheet), dtype=bool)
    for together in (False, True):
        left = sound.copy()
        for rule in sent_rules() if len(sheet) else ():
            for hit in rule.hits(sheet, manifest, sound) if rule.TOGETHER is together else ():
                left[hit.rejects(sheet)] = False
                yield hit
        sound = left


def _by_table(files: Sequence[Opened], judged: Mapping[int, Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for one in files:
        if one.form and id(one) in judged:
            found.setdefault(one.form.name, []).append(judged[id(one)])
    return found


def _checked(one: Opened, judged: Judged | None, causes: Causes) -> CheckedFile:
    table = one.form.name if one.form else None
    if judged is None:
        return CheckedFile(one.path.name, table, 0, 0, one.problems)
    used = judged.cause == NO_CAUSE
    for number in judged.hits:
        used[copies_of(judged.sheet, causes.hits[number])] = False
    found = [causes.hits[number].problem(judged.sheet, causes.said(number)) for number in judged.hits]
    rows = len(judged.sheet) + one.unread
    fallen = places_of((judged.cause != NO_CAUSE) & ~np.isin(judged.cause, judged.hits))
    return CheckedFile(
        one.path.name,
        table,
        rows,
        rows - int(used.sum()),
        (*one.problems, *found),
        judged.sheet,
        used,
        tuple((causes.hits[number], causes.said(number)) for number in judged.hits),
        fallen,
    )


def _shows(files: Sequence[Opened], judged: Mapping[int, Judged], causes: Causes) -> Iterator[str]:
    """What a fix refers to: each code list once with its version, and the schema of a Parquet file of wrong types."""
    lists = {}
    for one in judged.values():
        for hit in (causes.hits[number] for number in one.hits):
            codes = one.sheet.form.column(hit.field).codes if hit.rule == "CODE.LIST" and hit.field else None
            if codes:
                lists[codes.name] = f"{codes.name} list: {codes} ({codes.version})"
    yield from lists.values()
    yield from (one.shows for one in files if one.shows)
