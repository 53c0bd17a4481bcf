"""The cases: every YAML test rendered as prose and tables, so that the documentation shows what is proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.markdown import page, table

ROOT = Path(__file__).resolve().parents[2]
WHERE = ("tests/spec/**/*.yaml", "contracts/*/cases/*.yaml")
TOLD_APART = ("case", "why", "given", "expect", "expect_payment")


def pages() -> dict[str, str]:
    """cases.md."""
    files = sorted(file for pattern in WHERE for file in ROOT.glob(pattern))
    sections = [section for file in files for section in _file(file)]
    intro = "Every case below is a test: the tables are what is given, the figures are what must come out."
    return {"cases.md": page("Cases", " and ".join(WHERE), intro, *sections)}


def _file(file: Path) -> Iterator[str]:
    """A heading with the file's name, then its cases."""
    yield f"## {file.stem.replace('_', ' ').replace('-', ' ').capitalize()}\n\n`{file.relative_to(ROOT).as_posix()}`"
    for found in yaml.load_all(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
        for case in found if isinstance(found, list) else [found]:
            yield from rendered(case)


def rendered(case: Mapping[str, Any]) -> Iterator[str]:
    """One case as Markdown: its title, why it is there, what is given, what must come out."""
    yield f"### {_plain(case['case'])}"
    if "why" in case:
        yield _plain(case["why"])
    facts = [f"{name}: {_said(value)}" for name, value in case.items() if name not in TOLD_APART]
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)
    for name, given in case.get("given", {}).items():
        yield f"Given `{name}`:"
        yield _text_table(given) if isinstance(given, str) else f"- {_said(given)}"
    yield from _expected(case)


def _expected(case: Mapping[str, Any]) -> Iterator[str]:
    expect = case.get("expect")
    if isinstance(expect, Mapping) and expect and all(isinstance(fields, Mapping) for fields in expect.values()):
        columns = list(dict.fromkeys(field for fields in expect.values() for field in fields))
        flat = [
            column for column in columns if not any("\n" in str(fields.get(column, "")) for fields in expect.values())
        ]
        if flat:
            yield "Expected:"
            rows = ([f"`{of}`", *(_said(fields.get(column, "")) for column in flat)] for of, fields in expect.items())
            yield table(["", *(column.replace("_", " ") for column in flat)], rows)
        for of, fields in expect.items():
            for column in columns:
                if column in fields and column not in flat:
                    yield f"Expected {column.replace('_', ' ')} of `{of}`:"
                    yield _text_table(fields[column])
    elif isinstance(expect, str) and "\n" in expect:
        yield "Expected:"
        yield _text_table(expect)
    elif expect:
        yield f"Expected: {_said(expect)}"
    if case.get("expect_payment"):
        yield "Expected payment:"
        yield table(["", "pounds"], ([_plain(name), _said(value)] for name, value in case["expect_payment"].items()))


def _text_table(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip().strip("|-+ ")]
    head, *rows = [[_plain(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines]
    return table(head, rows)


def _said(value: Any) -> str:
    """A value in one line: text, a list, or fields with their values."""
    if isinstance(value, Mapping):
        return ", ".join(f"`{name}` {_said(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_said(inner) for inner in value)
    return _plain(value)


def _plain(text: str) -> str:
    """Text that Markdown leaves alone."""
    return "".join(f"\\{letter}" if letter in "*_`<[#" else letter for letter in " ".join(text.split()))
