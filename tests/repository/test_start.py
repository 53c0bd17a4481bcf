"""start.py: what it understands, when the environment counts as ready, and how it says what is missing."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

import start

Calls = list[tuple[str, ...]]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """A folder of its own for start.py, where every program it starts is written down and succeeds."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    for kind in start.LOCKS:
        (tmp_path / f"{kind}.txt").write_text(f"{kind}==1\n")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "evenlode.stamp")
    monkeypatch.setattr(start, "LOCKS", {kind: tmp_path / f"{kind}.txt" for kind in start.LOCKS})
    made: Calls = []

    def pretend(*command: object, **_: object) -> subprocess.CompletedProcess[str]:
        made.append(tuple(str(part) for part in command))
        if "venv" in made[-1]:
            start.python().parent.mkdir(parents=True, exist_ok=True)
            start.python().touch()
        return subprocess.CompletedProcess(made[-1], 0, "", "")

    monkeypatch.setattr(start, "call_quietly", pretend)
    monkeypatch.setattr(start, "call", lambda *command, **_: pretend(*command).returncode)
    return made


def installs(calls: Calls) -> list[str]:
    """What pip was asked to install, in order: the last word of each call."""
    return [Path(call[-1]).name for call in calls if "pip" in call]


def fail(monkeypatch: pytest.MonkeyPatch, word: str, stderr: str) -> None:
    """From here on every program whose arguments hold the word fails with these words."""
    succeed = start.call_quietly

    def pretend(*command: object) -> subprocess.CompletedProcess[str]:
        done = succeed(*command)  # type: ignore[arg-type] # the fixture's own stand-in takes anything
        return (
            subprocess.CompletedProcess(done.args, 1, "", stderr) if any(word in part for part in done.args) else done
        )

    monkeypatch.setattr(start, "call_quietly", pretend)


# What it understands


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"], ["help"]])
def test_without_a_command_it_shows_help(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(arguments) == 0
    printed = capsys.readouterr().out
    assert all(f"  {command} " in printed for command in start.COMMANDS)


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main(["tset"]) == 2
    assert '"tset" is not a command' in capsys.readouterr().out


@pytest.mark.parametrize("command", ["setup", "fix", "docs"])
def test_a_command_refuses_what_it_does_not_take(
    calls: Calls, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert start.main([command, "--fast"]) == 2
    assert f"{command} takes nothing" in capsys.readouterr().err
    assert calls == []


def test_demo_hands_on_its_arguments(calls: Calls) -> None:
    assert start.main(["demo", "--no-serve"]) == 0
    assert calls[-1][1:] == ("demo", "--no-serve")
    assert installs(calls)[0] == "run.txt"


def test_assure_hands_on_which_proofs(calls: Calls) -> None:
    assert start.main(["assure", "attacks"]) == 0
    assert calls[-1][1:] == ("-m", "tools.assure", "attacks")
    assert installs(calls)[0] == "test.txt"


def test_an_old_python_can_read_the_file_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    ast.parse(Path(start.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    with pytest.raises(
        start.Stop, match=r"needs Python 3\.11 or newer and this is 3\.9: install one .*apt-get install"
    ):
        start.check_python((3, 9))
    start.check_python((3, 11))


def test_control_c_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(start.COMMANDS, "docs", interrupted)
    assert start.main(["docs"]) == 130
    assert "Stopped" in capsys.readouterr().err


# When the environment counts as ready


def test_a_finished_environment_is_left_alone(calls: Calls) -> None:
    start.make_ready("test")
    assert installs(calls) == ["test.txt", start.ROOT.name]
    calls.clear()
    start.make_ready("test")
    start.make_ready("run")
    assert installs(calls) == []


def test_an_environment_for_the_demo_does_not_serve_the_tests(calls: Calls) -> None:
    start.make_ready("run")
    calls.clear()
    start.make_ready("test")
    assert installs(calls) == ["test.txt", start.ROOT.name]
    assert not any("--clear" in call for call in calls)


@pytest.mark.parametrize("changed", ["test.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_brings_it_up_to_date(calls: Calls, changed: str) -> None:
    start.make_ready("test")
    (start.ROOT / changed).write_text("changed\n")
    assert not start.is_ready("test")
    calls.clear()
    start.make_ready("run")
    assert installs(calls) == ["test.txt", start.ROOT.name], "what a developer has installed is kept"


def test_a_moved_folder_is_installed_again(calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start.make_ready("run")
    monkeypatch.setattr(start, "ROOT", tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "pyproject.toml", tmp_path / "elsewhere")
    assert not start.is_ready("run")


@pytest.mark.parametrize("stamp", [None, "", "run", "run 0123 more", "other 0123", "\xe9 0123"])
def test_a_half_made_environment_is_made_again(calls: Calls, stamp: str | None) -> None:
    start.python().parent.mkdir(parents=True)
    start.python().touch()
    if stamp is not None:
        start.STAMP.write_text(stamp, encoding="utf-8")
    start.make_ready("run")
    assert any("--clear" in call for call in calls)
    assert start.is_ready("run")


def test_an_environment_whose_python_is_gone_is_made_again(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    start.make_ready("run")
    start.python().unlink()
    calls.clear()
    start.make_ready("run")
    assert any("--clear" in call for call in calls)


def test_a_set_up_that_fails_leaves_no_stamp(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    start.make_ready("run")
    (start.ROOT / "pyproject.toml").write_text("changed\n")
    fail(monkeypatch, "pip", "ERROR: hashes do not match")
    with pytest.raises(start.Stop, match=r"(?s)hashes do not match.*mend what the lines above say, and call again"):
        start.make_ready("run")
    assert not start.STAMP.exists()


# How it says what is missing


def test_venv_missing_is_told_with_the_command(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    with pytest.raises(start.Stop, match="venv module is missing: install it with  sudo apt-get install python3-venv"):
        start.make_ready("run")
    assert not start.VENV.exists()


def test_no_network_is_told_apart(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(
        monkeypatch, "--require-hashes", "x\nNewConnectionError: failed\nERROR: No matching distribution found for a==1"
    )
    with pytest.raises(start.Stop, match=r"(?s)No matching.*The package index cannot be reached.*PIP_INDEX_URL"):
        start.make_ready("run")


def test_a_missing_system_library_is_told_with_the_command(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, "import duckdb", "ImportError: libstdc++.so.6: cannot open shared object file: No such file")
    with pytest.raises(start.Stop, match=r"libstdc\+\+.so.6 is missing: install it with  sudo apt-get install libstdc"):
        start.make_ready("run")
    assert not start.STAMP.exists()


def test_uv_missing_is_told_with_the_command(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(start.Stop, match="uv is missing: install it with"):
        start.lock([])


def test_the_machines_pip_settings_are_kept_but_for_those_that_lead_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    kept = start.environment()
    assert kept["PIP_INDEX_URL"] == "https://index.example/simple"
    assert not kept.keys() & {"PIP_USER", "PYTHONHOME"}


# What it runs


def test_every_check_runs_even_after_one_failed(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def first_fails(*command: object, **_: object) -> int:
        seen.append(" ".join(str(part) for part in command[1:]))
        return 1 if len(seen) == 1 else 0

    monkeypatch.setattr(start, "call", first_fails)
    assert start.main(["test"]) == 1
    assert len(seen) == len(start.BEFORE_TESTS) + 2
    assert "-m pytest -n 2 --dist loadfile" in seen
    printed = capsys.readouterr().out
    assert "FAILED formatting" in printed
    assert "ok     documentation" in printed


def test_the_callers_pytest_arguments_take_the_place_of_ours(calls: Calls) -> None:
    assert start.main(["test", "tests/unit", "-q"]) == 0
    assert ("-m", "pytest", "tests/unit", "-q") in [call[1:] for call in calls]
