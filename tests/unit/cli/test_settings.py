"""Settings: a flag before EVENLODE_*, before evenlode.toml, before the default; and each says where it came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evenlode.cli.settings import Format, all_settings, settings
from evenlode.problems import Refusal


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSPACE", "STORE", "TO", "FORMAT", "THREADS"):
        monkeypatch.delenv(f"EVENLODE_{name}", raising=False)


def sources(**flags: object) -> dict[str, str]:
    return {one.name: one.source for one in all_settings(**flags)}


def test_each_source_gives_way_to_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().threads is None
    assert sources()["threads"] == "default"
    Path("evenlode.toml").write_text("threads = 2\n")
    assert settings().threads == 2
    assert sources()["threads"] == "evenlode.toml"
    monkeypatch.setenv("EVENLODE_THREADS", "3")
    assert settings().threads == 3
    assert sources()["threads"] == "EVENLODE_THREADS"
    assert settings(threads=4).threads == 4
    assert sources(threads=4)["threads"] == "--threads"


def test_the_defaults() -> None:
    found = settings()
    assert (found.workspace, found.store, found.to, found.format) == (Path(), None, None, Format.TEXT)


def test_every_setting_that_cannot_be_used_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENLODE_FORMAT", "xml")
    monkeypatch.setenv("EVENLODE_THREADS", "0")
    with pytest.raises(Refusal) as refused:
        settings()
    assert [(one.file, one.field) for one in refused.value.problems] == [
        ("EVENLODE_FORMAT", "format"),
        ("EVENLODE_THREADS", "threads"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("threads = 2\nthraeds = 3\n", 2, '"thraeds" is no setting'),
        ("threads =\n", 1, "not TOML"),
        ("[store]\npath = 1\n", 1, '"store" holds no text and no number'),
        ("threads = true\n", 1, '"threads" holds no text and no number'),
    ],
)
def test_a_wrong_file_is_told_with_its_line(text: str, line: int, said: str) -> None:
    Path("evenlode.toml").write_text(text)
    with pytest.raises(Refusal) as refused:
        settings()
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == ("evenlode.toml", line)
    assert said in problem.message


def test_config_shows_the_source_of_each(evenlode, tmp_path: Path) -> None:
    (tmp_path / "evenlode.toml").write_text('store = "s3"\n')
    done = evenlode("config", "--format", "json", "--threads", "2", env={"EVENLODE_WORKSPACE": "here"})
    shown = {row["setting"]: (row["value"], row["from"]) for row in json.loads(done.stdout)}
    assert shown == {
        "workspace": ("here", "EVENLODE_WORKSPACE"),
        "store": ("s3", "evenlode.toml"),
        "to": (None, "default"),
        "format": ("json", "--format"),
        "threads": ("2", "--threads"),
    }
