"""A YAML document as text with its places, and what a YAML loader would have made of its unquoted scalars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evenlode.problems import Level, Problem
from evenlode.terms.parsing import read_text
from evenlode.terms.yaml_text import Located, read_yaml
from evenlode.terms.yaml_text import Path as Steps


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar: its text, where it stands, and whether quotes keep YAML from reading it as something else."""

    text: str
    path: Steps
    line: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A mapping as text. `scalars` are its values and keys in reading order."""

    file: str
    value: dict[str, Any]
    located: Located
    scalars: tuple[Scalar, ...]

    def line_of(self, path: Steps) -> int | None:
        """The line of the path."""
        return self.located.line_of(path)

    def at(self, path: Steps) -> Any:
        """What stands there."""
        value: Any = self.value
        for step in path:
            value = value[step]
        return value

    def mappings(self) -> Iterator[tuple[Steps, dict[str, Any]]]:
        """Every mapping with its path, outer ones first."""
        waiting: list[tuple[Steps, Any]] = [((), self.value)]
        while waiting:
            path, value = waiting.pop(0)
            if isinstance(value, dict):
                yield path, value
                waiting += [((*path, key), inside) for key, inside in value.items()]
            elif isinstance(value, list):
                waiting += [((*path, place), inside) for place, inside in enumerate(value)]

    def said(self, path: Steps) -> str:
        """The path in words, with an item of a list by its id where it has one: 'indicators[2b].thresholds'."""
        said = ""
        for at, step in enumerate(path):
            if isinstance(step, int):
                item = self.at(path[: at + 1])
                said += f"[{item['id'] if isinstance(item, dict) and isinstance(item.get('id'), str) else step}]"
            else:
                said += f".{step}" if said else step
        return said

    def problem(self, rule: str, path: Steps, message: str, fix: str, field: str | None = None) -> Problem:
        """A problem of this file that refuses it."""
        where = self.said(path) if field is None else field
        return Problem(rule, Level.REJECT_FILE, self.file, self.line_of(path), where or None, message, fix)


def read_document(path: Path) -> tuple[Document | None, list[Problem]]:
    """The file's document, None where there is none that can be checked, and what is wrong with it as YAML."""
    text, problems = read_text(path, path.name)
    if text is None:
        return None, problems
    located = read_yaml(text, path.name)
    if located.value is None:
        return None, located.problems
    if not isinstance(located.value, dict):
        return None, [*located.problems, _refused(path, "FILE.KIND", "This YAML is no contract: it has no keys")]
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    scalars = tuple(_scalars(node, ())) if node else ()
    return Document(path.name, located.value, located, scalars), located.problems


def _scalars(node: yaml.Node, path: Steps) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inside = (*path, str(key.value)) if isinstance(key, yaml.ScalarNode) else path
            yield from _scalars(key, inside)
            yield from _scalars(value, inside)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _scalars(value, (*path, place))
    elif isinstance(node, yaml.ScalarNode):
        yield Scalar(str(node.value), path, node.start_mark.line + 1, node.style is not None)


def _refused(path: Path, rule: str, message: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, path.name, None, None, message, "Send a contract as plain keys and values")
