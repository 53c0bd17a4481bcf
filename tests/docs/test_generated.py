"""The generators of reference pages: what they show, and what they refuse to draw."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tools import generate
from tools.drawing import implied_left_out
from tools.fields import said
from tools.reference import cases, commands, contract, house, measures
from tools.site import fetched_from_outside

ROOT = Path(__file__).resolve().parents[2]
CASE = {
    "case": "A role is counted",
    "why": "The target *rose*",
    "period": "2017-10-01 to 2018-09-30",
    "set": {"minimum_denominator": "1"},
    "given": {"role_status": "person | role\n------ | ----\n1 | paid\n"},
    "expect": {
        "in-a-role": {"numerator": "2", "months": "month | numerator\n2017-10 | 2\n"},
        "other": {"earned": "5.00"},
    },
    "expect_payment": {"earned": "120000.00"},
}


def test_a_stale_page_is_named(tmp_path: Path) -> None:
    (tmp_path / "same.md").write_bytes(b"as it should be\n")
    (tmp_path / "old.md").write_bytes(b"as it was\n")
    found = generate.stale({"same.md": "as it should be\n", "old.md": "as it is\n", "new.md": "new\n"}, tmp_path)
    assert found == [tmp_path / "old.md", tmp_path / "new.md"]


def test_check_fails_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs" / "reference"
    monkeypatch.setattr(generate, "REFERENCE", folder)
    monkeypatch.setattr(generate, "all_pages", lambda: {"page.md": "text\n"})
    assert generate.main(["--check"]) == 1
    assert "page.md is out of date: run python3 start.py fix" in capsys.readouterr().err
    assert not folder.exists()
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


def test_a_room_stands_above_all_it_imports() -> None:
    imports = {"cli": {"run"}, "run": {"money", "terms"}, "terms": {"money"}, "money": set(), "statistics": set()}
    assert house.floors_of(imports) == [["cli"], ["run"], ["terms"], ["money", "statistics"]]


def test_a_circle_has_no_drawing() -> None:
    with pytest.raises(ValueError, match="import each other in a circle"):
        house.floors_of({"a": {"b"}, "b": {"a"}, "c": set()})


def test_the_drawing_leaves_out_what_is_implied_and_the_table_does_not() -> None:
    imports = {"run": {"money", "terms"}, "terms": {"money"}, "money": set()}
    assert implied_left_out(imports) == {"run": {"terms"}, "terms": {"money"}, "money": set()}
    assert imports["run"] == {"money", "terms"}


def test_the_house_shows_every_file() -> None:
    page = house.pages()["house.md"]
    files = [file for file in house.SOURCE.rglob("*.py") if file.name != "__init__.py"]
    assert files
    assert [
        file for file in files if file.parent != house.SOURCE and f"/{file.name}`" not in page.replace("| `", "/")
    ] == []


def test_a_case_is_rendered_whole() -> None:
    text = "\n\n".join(cases.rendered(CASE))
    for said_there in (
        "### A role is counted",
        r"The target \*rose\*",
        "- set: `minimum_denominator` 1",
        "| person | role |\n| --- | --- |\n| 1 | paid |",
        "| `in-a-role` | 2 |  |",
        "Expected months of `in-a-role`:\n\n| month | numerator |",
        "| earned | 120000.00 |",
    ):
        assert said_there in text


def test_a_measure_is_shown_because_its_file_is_there(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    form = "from evenlode.terms.form import Form\n\n\nclass Parameters(Form):\n    days: int\n"
    planted = tmp_path / "src" / "evenlode" / "measures" / "planted.py"
    planted.write_text(f'"""Counts what a test planted."""\n\n{form}', encoding="utf-8")
    code = "from tools.reference.measures import pages; print(pages()['measures.md'])"
    where = {**os.environ, "PYTHONPATH": f"{tmp_path / 'src'}{os.pathsep}{ROOT}"}
    page = subprocess.run([sys.executable, "-c", code], env=where, capture_output=True, text=True, check=True).stdout
    assert "## `planted`\n\nCounts what a test planted." in page
    assert "| `days` | whole number | yes |" in page
    assert "## `planted`" not in measures.pages()["measures.md"]
    assert "## `status_at_date`" in measures.pages()["measures.md"]


def test_every_command_is_shown_with_its_help() -> None:
    page = commands.pages()["commands.md"]
    assert "Usage: evenlode [OPTIONS] COMMAND" in page
    assert "## evenlode check\n" in page
    assert "\x1b" not in page
    assert page == commands.pages()["commands.md"]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"type": "string", "format": "date"}, "day, `2015-10-01`"),
        ({"type": ["string", "number"]}, "text"),
        ({"type": ["string", "number"], "examples": ["£1,000,000"]}, "money, `£1,000,000`"),
        ({"type": "string", "pattern": r"^\d+(\.\d+)?%$"}, "share, `60%`"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "whole number"),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, "list of `a`, `b`"),
        ({"$ref": "#/$defs/Inner"}, "[Inner](#inner)"),
        ({"$ref": "#/$defs/Word"}, "`yes`, `no`"),
        ({"patternProperties": {r"^\d{4}-\d{2}": {"anyOf": [{"type": "string"}]}}, "type": "object"}, "by date: text"),
    ],
)
def test_a_field_in_words(form: dict[str, object], words: str) -> None:
    assert said(form, {"Inner": {"properties": {}}, "Word": {"enum": ["yes", "no"]}}) == words


def test_one_name_for_two_forms_is_refused() -> None:
    with pytest.raises(ValueError, match="the name Part"):
        contract.parts_of_files({"a.yaml": {"$defs": {"Part": {"x": 1}}}, "b.yaml": {"$defs": {"Part": {"x": 2}}}})


def test_the_bundled_schema_points_nowhere_else() -> None:
    text = contract.pages()["contract.schema.json"]
    schema = json.loads(text)
    pointed_at = set(re.findall(r'"#/\$defs/([^"]+)"', text))
    assert pointed_at
    assert pointed_at <= set(schema["$defs"])


class AsAnEditorReads(yaml.SafeLoader):
    """YAML as an editor's JSON Schema support reads it: numbers are numbers; days, yes and no stay text."""


AsAnEditorReads.yaml_implicit_resolvers = {
    letter: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] not in ("timestamp", "bool")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def with_text_keys(value: object) -> object:
    """The value with every key as text, which is all that JSON knows."""
    if isinstance(value, dict):
        return {str(key): with_text_keys(inner) for key, inner in value.items()}
    return [with_text_keys(inner) for inner in value] if isinstance(value, list) else value


def test_an_editor_finds_nothing_wrong_with_the_shipped_contracts() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(contract.pages()["contract.schema.json"]))
    files = [file for file in sorted((ROOT / "contracts").rglob("*.yaml")) if file.name != "register.yaml"]
    read = {file: yaml.load(file.read_text("utf-8"), Loader=AsAnEditorReads) for file in files}  # noqa: S506 - it is safe
    assert files
    assert [file.name for file, text in read.items() if not validator.is_valid(with_text_keys(text))] == []
    assert not validator.is_valid({"outcome": "x", "number": "first"})


def test_what_a_page_would_fetch_is_found() -> None:
    html = (
        '<link rel="canonical" href="https://evenlode.example/"><a href="https://said.example/">said</a>'
        '<script src="https://far.example/x.js"></script><img src="near.png"><link href="//cdn.example/a.css">'
    )
    assert fetched_from_outside(html) == ["https://far.example/x.js", "//cdn.example/a.css"]
