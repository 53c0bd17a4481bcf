"""What can be checked of any YAML that is shaped like a contract: found by file, each module here is one check."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from evenlode.data.sent.contract_document import Document, read_document
from evenlode.problems import Level, Problem, in_reading_order

_OURS = ("contract", "outcome", "population", "standard", "governance", "published")


class ContractCheck(Protocol):
    """What every module here gives."""

    def problems(self, document: Document) -> Iterator[Problem]:
        """What is wrong with the document; nothing where it says nothing that the check is about."""
        ...


def check_contract_yaml(path: Path) -> list[Problem]:
    """Every problem of one YAML file, in reading order.

    A file of an Evenlode contract is named as such and left to `evenlode check`, which knows its whole folder.
    """
    document, found = read_document(path)
    if document is None:
        return found
    if any(isinstance(document.value.get(name), str) for name in _OURS):
        said, fix = "This is a file of an Evenlode contract", "Check its folder with: evenlode check FOLDER"
        return [*found, Problem("FILE.KIND", Level.WARN, path.name, None, None, said, fix)]
    return in_reading_order([*found, *(problem for check in _checks() for problem in check.problems(document))])


@cache
def _checks() -> tuple[ContractCheck, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast(ContractCheck, importlib.import_module(f"{__name__}.{name}")) for name in names)
