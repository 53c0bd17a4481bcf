"""Writing into a contract file: one more dated value, one more variation; every other byte stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from evenlode.problems import Refusal, refuse

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A party that agreed, and on which day."""

    party: str
    on: date


@dataclass(frozen=True, slots=True)
class VariationText:
    """All that variations.yaml says of a variation."""

    number: str
    title: str
    effective: date
    why: str
    evidence: tuple[str, ...]
    reference: str
    signatures: tuple[Signature, ...]

    @property
    def agreed(self) -> date:
        """The day on which the last party agreed."""
        return max(signature.on for signature in self.signatures)


def with_value(text: str, path: Path, day: date, value: str, variation: str, file: str) -> str:
    """The text of a file with one more dated value at the path, citing the variation.

    Raises a Refusal where nothing dated stands there, or the day has a value already.
    """
    node = _node(text, path, file)
    found = _dated(node)
    if found is None:
        raise _refused(file, path, "there is no value by date here", "Name a dated value, for example 5a.target")
    if day in found:
        fix = "Choose another day, or change what is proposed"
        raise _refused(file, path, f"a value from {day} is there already", fix, node)
    if "\n" in value or not value.strip():
        raise _refused(file, path, "the new value is empty or more than one line", "Write it on one line", node)
    if node.flow_style:
        at = node.end_mark.index - 1
        inside = value if value.lstrip().startswith(("{", "[")) else json.dumps(value, ensure_ascii=False)
        entry = f"{day}: {{value: {inside}, by: {variation}}}"
        return f"{text[:at].rstrip()}{', ' if node.value else ''}{entry}{text[at:]}"
    indent = " " * node.value[0][0].start_mark.column
    lines = [f"{indent}{day}:", f"{indent}  value: {value}", f"{indent}  by: {variation}"]
    later = next((key for (key, _), first in zip(node.value, found, strict=True) if first > day), None)
    at = later.start_mark.line if later else _last_line(node) + 1
    return _inserted(text, at, lines)


def with_variation(text: str, new: VariationText, file: str) -> str:
    """The text of variations.yaml with one more variation at its end. Raises a Refusal where its number is there."""
    node = _node(text, ("variations",), file)
    if not isinstance(node, yaml.SequenceNode):
        raise _refused(file, ("variations",), "variations: is no list", "Begin each one with - variation:")
    numbers = [value.value for item in node.value for key, value in item.value if key.value == "variation"]
    if new.number in numbers:
        message = f"{new.number} is in the file already"
        raise _refused(file, ("variations",), message, "Choose another number", node)
    if not node.value:
        start, end = node.start_mark.index, node.end_mark.index
        return f"{text[:start].rstrip()}\n{chr(10).join(_variation(new, '  '))}{text[end:]}"
    return _inserted(text, _last_line(node) + 1, _variation(new, " " * node.start_mark.column))


def _variation(new: VariationText, indent: str) -> list[str]:
    said = [
        f"- variation: {new.number}",
        f"  title: {_quoted(new.title)}",
        f"  agreed: {new.agreed}",
        f"  effective: {new.effective}",
        f"  why: {_quoted(new.why)}",
        *(["  evidence:"] if new.evidence else []),
        *(f"    - {_quoted(one)}" for one in new.evidence),
        "  signatories:",
        *(f"    - {{party: {one.party}, on: {one.on}}}" for one in new.signatures),
        f"  reference: {_quoted(new.reference)}",
    ]
    return [indent + line for line in said]


def find_path(text: str, steps: Sequence[str], file: str) -> Path | None:
    """The path of a value in a file from words: NAME.FIELD, or NAME.FIELD.FIELD; None where the file has no NAME.

    NAME is the outcome or standard that the file is of, an indicator by slug or code, or the file's own name.
    """
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    name, rest = steps[0], tuple(steps[1:])
    own = {key.value: value for key, value in root.value}
    if file == f"{name}.yaml" or any(
        isinstance(own.get(kind), yaml.ScalarNode) and own[kind].value == name
        for kind in ("outcome", "standard", "code")
    ):
        return rest
    for place, item in enumerate(own["indicators"].value if "indicators" in own else ()):
        said = {key.value: value.value for key, value in item.value if isinstance(value, yaml.ScalarNode)}
        if name in (said.get("indicator"), said.get("code")):
            return ("indicators", place, *rest)
    return None


def _node(text: str, path: Path, file: str) -> Any:
    node: Any = yaml.compose(text, Loader=yaml.CBaseLoader)
    for step in path:
        inside = None
        if isinstance(node, yaml.MappingNode):
            inside = next((value for key, value in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            inside = node.value[step]
        if inside is None:
            raise _refused(file, path, f'there is no "{step}" here', "Correct the name of the value", node)
        node = inside
    return node


def _dated(node: Any) -> list[date] | None:
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    if not all(_DAY.fullmatch(key.value) for key, _ in node.value):
        return None
    return [date.fromisoformat(key.value) for key, _ in node.value]


def _last_line(node: Any) -> int:
    """The last line, from 0, that holds anything of the node."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.line - (1 if node.end_mark.column == 0 and node.end_mark.line else 0))
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)


def _inserted(text: str, at: int, lines: list[str]) -> str:
    old = text.split("\n")
    return "\n".join([*old[:at], *lines, *old[at:]])


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def _refused(file: str, path: Path, message: str, fix: str, node: Any = None) -> Refusal:
    where = ".".join(map(str, path)) or None
    line = node.start_mark.line + 1 if node is not None else None
    return refuse("CFG.VARIATION", message, fix, file=file, line=line, field=where)
