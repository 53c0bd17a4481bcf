"""YAML as text with line numbers: every scalar stays text, and what YAML would silently change is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from evenlode.problems import Level, Problem

_LIMIT = 2_000_000
_DEEPEST = 50
"""How far lists and mappings may stand inside one another: no file of ours needs ten."""
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Located:
    """A YAML document as dicts, lists and text; the line of every path in it; and what was wrong with it."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int | None:
        """The line of the path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)


def read_yaml(text: str, file: str) -> Located:
    """Read one document. A repeated key, an anchor, a tag or broken syntax becomes a Problem with its line."""
    found = Located()
    if len(text) > _LIMIT:
        found.problems.append(_problem("FILE.SIZE", file, None, None, "The file is over 2 MB", "Split it"))
        return found
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else None
            _refuse_cleverness(event, line, file, found)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                said = f"Lists and mappings stand more than {_DEEPEST} deep here"
                found.problems.append(_problem("FILE.YAML", file, line, None, said, "Check the brackets there"))
                break
        if found.problems:
            return found
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        said = f"This is not YAML: {error.problem or error.context or 'it cannot be read'}"
        found.problems.append(_problem("FILE.YAML", file, line, None, said, "Check the indent and the quotes there"))
        return found
    if node is None:
        found.problems.append(_problem("FILE.EMPTY", file, 1, None, "The file is empty", "Fill it in, or delete it"))
        return found
    found.value = _build(node, (), file, found)
    return found


def _build(node: yaml.Node, path: Path, file: str, found: Located) -> Any:
    found.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                said = "A key is a list or a mapping"
                found.problems.append(_problem("CFG.KEY", file, line, say_path(path), said, "Write a plain word"))
                continue
            key = str(key_node.value)
            inside = (*path, key)
            if key in made:
                said = f'"{key}" stands here twice; it is first on line {found.lines[inside]}'
                fix = "Keep one of the two"
                found.problems.append(_problem("CFG.DUPLICATE_KEY", file, line, say_path(inside), said, fix))
                continue
            found.lines[inside] = line
            made[key] = _build(value_node, inside, file, found)
        return made
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, place), file, found) for place, item in enumerate(node.value)]
    return str(node.value)


def _refuse_cleverness(event: yaml.Event, line: int | None, file: str, found: Located) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        said = "Anchors and aliases (& and *) are not used in a contract"
        found.problems.append(_problem("CFG.ANCHOR", file, line, None, said, "Write the value out"))
    elif (tag := getattr(event, "tag", None)) and tag != "!":
        said = f"The tag {tag} is not used in a contract"
        found.problems.append(_problem("CFG.TAG", file, line, None, said, "Delete the tag"))


def say_path(path: Path) -> str | None:
    """'indicators[2].target.2017-10-01' from a path; None for the whole file."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else str(step)
    return said or None


def _problem(rule: str, file: str, line: int | None, where: str | None, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, file, line, where, message, fix)
