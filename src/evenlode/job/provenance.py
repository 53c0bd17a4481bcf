"""Provenance: the hashes of everything that went into a set of outturns, carried with the outturn file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from evenlode.results import Outturn
from evenlode.terms.definitions import Definition

_MARK = "# evenlode "


@dataclass(frozen=True, slots=True)
class Provenance:
    """What outturns were made from. Empty text where there was none of it, for example no store.

    manifest: SHA-256 of the store's manifest; definitions and code_lists: of what counted the rows;
    data_to: the last day that the rows cover; invented: 'yes' where any figure is invented.
    """

    manifest: str = ""
    definitions: str = ""
    code_lists: str = ""
    data_to: str = ""
    invented: str = "no"

    @property
    def is_invented(self) -> bool:
        """True where any figure is invented."""
        return self.invented == "yes"

    @property
    def last_day(self) -> date | None:
        """The last day that the rows cover."""
        return date.fromisoformat(self.data_to) if self.data_to else None

    def with_supplied(self, invented: bool) -> Provenance:
        """The same, marked as invented where the figures supplied beside it are."""
        return replace(self, invented="yes") if invented else self

    def comment(self) -> str:
        """The comment lines that stand first in an outturn file."""
        said = [f"{_MARK}{name}: {value}" for name, value in asdict(self).items() if value]
        return "\n".join((["# INVENTED"] if self.is_invented else []) + said) + "\n"


def read_provenance(file: Path) -> Provenance:
    """The provenance that an outturn file carries in its comment lines; an empty one where it carries none."""
    found: dict[str, str] = {}
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if line.startswith(_MARK):
                name, _, value = line.removeprefix(_MARK).partition(":")
                found[name.strip()] = value.strip()
            elif line.strip() == "# INVENTED":
                found["invented"] = "yes"
    known = {field.name for field in fields(Provenance)}
    return Provenance(**{name: value for name, value in found.items() if name in known})


def outturns_sha256(outturns: Iterable[Outturn]) -> str:
    """One hash over outturns, whatever their order: their keys, their exact figures and where they came from."""
    rows = sorted([*map(str, one.key), *map(str, _figures(one))] for one in outturns)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def definitions_sha256(definitions: Iterable[Definition]) -> str:
    """One hash over the versions of every definition used."""
    rows = sorted([one.indicator, one.version] for one in definitions)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _figures(one: Outturn) -> tuple[object, ...]:
    counts = (one.numerator, one.denominator, one.value, one.eligible, one.missing, one.untimed)
    return (one.definition, one.source, *counts)
