"""Settings: a flag, else EVENLODE_*, else evenlode.toml in the current folder, else the default; each knows which."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evenlode.problems import Level, Problem, Refusal

FILE = "evenlode.toml"


class Format(StrEnum):
    """How a command writes what it found to stdout."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as text, None where nothing sets it, and where it came from."""

    name: str
    value: str | None
    source: str
    about: str


_KNOWN = {
    "workspace": (".", "the folder with contract/, store/, records.db and runs/"),
    "store": (None, "the folder or URL of the data; without it the workspace's own store/"),
    "to": (None, "where a command writes; without it the workspace's own runs/"),
    "format": ("text", "how a command prints: text, json or csv"),
    "threads": (None, "how many threads the query engine uses; without it as many as it likes"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works with."""

    workspace: Path
    store: str | None
    to: Path | None
    format: Format
    threads: int | None


def settings(**flags: object) -> Settings:
    """The settings that hold, given the command's flags. A Refusal names every setting that cannot be used."""
    found = {setting.name: setting for setting in all_settings(**flags)}
    problems = [problem for setting in found.values() if (problem := _unusable(setting))]
    if problems:
        raise Refusal(problems)
    to, threads = found["to"].value, found["threads"].value
    return Settings(
        workspace=Path(found["workspace"].value or ".").expanduser(),
        store=found["store"].value,
        to=Path(to).expanduser() if to else None,
        format=Format(found["format"].value or "text"),
        threads=int(threads) if threads else None,
    )


def all_settings(**flags: object) -> list[Setting]:
    """Every setting with where it came from, in the order of the documentation."""
    file = _read_file(Path(FILE))
    return [_find(name, flags.get(name), file) for name in _KNOWN]


def _find(name: str, flag: object, file: dict[str, str]) -> Setting:
    default, about = _KNOWN[name]
    variable = f"EVENLODE_{name.upper()}"
    if flag is not None:
        return Setting(name, str(flag), f"--{name}", about)
    if os.environ.get(variable):
        return Setting(name, os.environ[variable], variable, about)
    if name in file:
        return Setting(name, file[name], FILE, about)
    return Setting(name, default, "default", about)


def _unusable(setting: Setting) -> Problem | None:
    """A problem where a setting's text cannot mean anything."""
    value = setting.value or ""
    if setting.name == "format" and value not in list(Format):
        return _problem(setting.source, setting.name, f'"{value}" is no format', "Use text, json or csv")
    if setting.name == "threads" and value and not re.fullmatch(r"[1-9]\d{0,3}", value):
        return _problem(setting.source, setting.name, f'"{value}" is no number of threads', "Use 1 or more")
    return None


def _read_file(path: Path) -> dict[str, str]:
    """The settings of evenlode.toml as text; nothing where there is no such file."""
    import tomllib

    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        said = f"This is not TOML: {str(error).split(' (at')[0]}"
        line = int(at[1]) if at else None
        raise Refusal(_problem(FILE, None, said, 'Write one NAME = "value" a line', line)) from None
    problems = [problem for name, value in read.items() for problem in _strange(name, value, _line_of(name, text))]
    if problems:
        raise Refusal(problems)
    return {name: str(value) for name, value in read.items()}


def _strange(name: str, value: object, line: int | None) -> Iterator[Problem]:
    """What is wrong with a line of the file."""
    if name not in _KNOWN:
        yield _problem(FILE, name, f'"{name}" is no setting', f"Use {', '.join(_KNOWN)}", line)
    elif isinstance(value, bool) or not isinstance(value, (str, int)):
        yield _problem(FILE, name, f'"{name}" holds no text and no number', f'Write {name} = "value"', line)


def _line_of(name: str, text: str) -> int | None:
    starts = re.compile(rf'\s*[\["]*{re.escape(name)}\b')
    return next((number for number, line in enumerate(text.splitlines(), start=1) if starts.match(line)), None)


def _problem(file: str, field: str | None, message: str, fix: str, line: int | None = None) -> Problem:
    return Problem("CONFIG.SETTING", Level.REJECT_FILE, file, line, field, message, fix)
