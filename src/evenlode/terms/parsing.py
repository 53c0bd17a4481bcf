"""One file of a contract folder: text to its frozen form, or every problem in it with its line."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evenlode.problems import Level, Problem
from evenlode.terms.form import Form
from evenlode.terms.yaml_text import Located, read_yaml, say_path

F = TypeVar("F", bound=Form)


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file in UTF-8, a byte-order mark removed; or the problem that stops it from being read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        said = f"The file cannot be read: {error.strerror or error}"
        return None, [Problem("FILE.MISSING", Level.REJECT_FILE, file, None, None, said, "Add the file")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        said = f"Byte 0x{raw[error.start]:02X} on line {line} is not UTF-8"
        return None, [Problem("FILE.ENCODING", Level.REJECT_FILE, file, line, None, said, "Save the file as UTF-8")]


def read_form(path: Path, file: str, form: type[F]) -> tuple[F | None, Located, list[Problem]]:
    """The file as its form, where its values stand, and what is wrong with it.

    Where something is wrong the form holds what is left without it, so that the checks between files still see
    the rest and every problem comes out at once; the problems say that it cannot be used.
    """
    text, problems = read_text(path, file)
    if text is None:
        return None, Located(), problems
    located = read_yaml(text, file)
    if located.value is None:
        return None, located, located.problems
    made, more = as_form(located.value, form, file, located)
    return made or _what_is_left(located.value, form), located, located.problems + more


def _what_is_left(value: Any, form: type[F]) -> F | None:
    """The form without the values that cannot be read; None where too little is left to make one."""
    for _ in range(8):
        try:
            return form.model_validate(value)
        except ValidationError as refused:
            for error in refused.errors(include_url=False):
                steps = [step for step in error["loc"] if step != "[key]"]
                value = _without(value, steps[:-1] if error["type"] == "missing" else steps)
    return None


def _without(value: Any, path: Sequence[str | int]) -> Any:
    """A copy of the value without what stands at the path."""
    if not path:
        return None
    step, rest = path[0], path[1:]
    if isinstance(value, dict) and step in value:
        inner = _without(value[step], rest) if rest else None
        kept = {key: item for key, item in value.items() if key != step}
        return kept if inner is None or inner == {} else {**value, step: inner}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        inner = _without(value[step], rest) if rest else None
        return [*value[:step], *([] if inner is None else [inner]), *value[step + 1 :]]
    return None


def as_form(
    value: Any, form: type[F], file: str, located: Located, under: tuple[str | int, ...] = ()
) -> tuple[F | None, list[Problem]]:
    """A value already read, as its form. `under` is the path of the value inside its file."""
    try:
        return form.model_validate(value), []
    except ValidationError as refused:
        return None, [_problem(error, form, file, located, under) for error in refused.errors(include_url=False)]


def _problem(
    error: ErrorDetails, form: type[Form], file: str, located: Located, under: tuple[str | int, ...]
) -> Problem:
    path = under + tuple(step for step in error["loc"] if step != "[key]")
    where, line = say_path(path), located.line_of(path)
    rule, message, fix = _said(error, form)
    return Problem(rule, Level.REJECT_FILE, file, line, where, message, fix)


def _said(error: ErrorDetails, form: type[Form]) -> tuple[str, str, str]:
    """The rule, what is wrong and what to do, from pydantic's own account of it."""
    name = str(error["loc"][-1]) if error["loc"] else "the file"
    given = error.get("input")
    match error["type"]:
        case "evenlode":
            context = error.get("ctx", {})
            return str(context["rule"]), str(context["message"]), str(context["fix"])
        case "extra_forbidden":
            near = difflib.get_close_matches(name, _keys(form), n=1)
            return (
                "CFG.UNKNOWN_KEY",
                f'"{name}" is not a key here',
                f'Did you mean "{near[0]}"?' if near else "Delete it",
            )
        case "missing":
            return "CFG.MISSING", f'"{name}" is missing', f"Add {name}:"
        case "literal_error" | "enum":
            expected = str(error.get("ctx", {}).get("expected", ""))
            return "CODE.LIST", f'"{given}" is not one of the words used here', f"Use {expected}"
        case "string_pattern_mismatch":
            return "CFG.NAME", f'"{given}" is not a short name', "Use small letters, digits and single hyphens"
        case "string_type" | "dict_type" | "tuple_type" | "list_type" | "model_type":
            wanted = {"string_type": "text", "tuple_type": "a list", "list_type": "a list"}.get(
                error["type"], "a mapping"
            )
            return "CFG.SHAPE", f"{name} needs {wanted} here", f"Write {wanted} under {name}:"
        case "string_too_short" | "too_short":
            return "CFG.MISSING", f'"{name}" is empty', f"Fill in {name}:"
        case _:
            return "CFG.VALUE", f"{name}: {error['msg']}", "Correct the value"


def _keys(form: type[Form]) -> list[str]:
    """Every key that the form or a form inside it knows, for 'did you mean'."""
    found: list[str] = []
    stack: list[Any] = [form]
    done: set[Any] = set()
    while stack:
        item = stack.pop()
        if isinstance(item, type) and issubclass(item, Form) and item not in done:
            done.add(item)
            for name, info in item.model_fields.items():
                found.append(info.alias or name)
                stack.append(info.annotation)
        stack.extend(typing.get_args(item))
    return found
