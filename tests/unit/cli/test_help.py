"""Help: what it lists, that it lists without importing, and that every command is found by its file."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evenlode.cli.app import Commands
from evenlode.cli.lazy import LazyGroup, first_line, name_of

FILES = sorted(path for path in Commands.folder.rglob("*.py") if path != Commands.folder / "__init__.py")
COMMANDS = [path for path in FILES if path.name != "__init__.py"]
HEAVY = ("numpy", "pandas", "scipy", "ibis", "duckdb", "pydantic", "pyarrow", "rich", "altair", "yaml")


def test_help_imports_nothing_heavy_and_no_command() -> None:
    script = (
        "import sys, json\n"
        "sys.argv = ['evenlode', '--help']\n"
        "from evenlode.cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    code = end.code\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr)
    assert code == 0
    assert "Commands:" in done.stdout
    assert [name for name in modules if name.split(".")[0] in HEAVY] == []
    assert [name for name in modules if name.startswith("evenlode.cli.commands")] == []


def test_no_arguments_show_the_same_help(evenlode) -> None:
    asked, bare = evenlode("--help"), evenlode()
    assert asked.returncode == 0
    assert asked.stdout.strip() in (bare.stdout + bare.stderr)


def test_help_lists_every_file_with_its_first_line(evenlode) -> None:
    said = " ".join(evenlode("-h").stdout.split())
    for path in COMMANDS:
        if path.parent == Commands.folder:
            assert f"{name_of(path)} {first_line(path)}" in said


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(Commands.folder).as_posix())
def test_the_first_line_is_the_docstring_and_fits_a_terminal(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring == first_line(path)
    assert len(docstring) <= 66


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.relative_to(Commands.folder).as_posix())
def test_every_command_has_help_of_its_own(evenlode, path: Path) -> None:
    words = [name_of(Path(part)) for part in path.relative_to(Commands.folder).with_suffix("").parts]
    done = evenlode(*words, "-h")
    assert done.returncode == 0
    assert first_line(path) in done.stdout
    assert "-h, --help" in done.stdout


def test_a_file_more_is_a_command_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    package = tmp_path / "extra_commands"
    package.mkdir()
    (package / "__init__.py").write_text('"""Commands of a test."""\n')
    (package / "say_hello.py").write_text(
        '"""Say hello."""\n\n\ndef command(name: str) -> None:\n    """To NAME."""\n    print("hello", name)\n'
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    group = LazyGroup(folder=package, package="extra_commands", name="try")
    group.main(["say-hello", "Ann"], prog_name="try", standalone_mode=False)
    assert capsys.readouterr().out == "hello Ann\n"


def test_a_misspelt_command_is_a_usage_error_that_offers_the_right_one(evenlode) -> None:
    done = evenlode("chekc")
    assert done.returncode == 2
    assert "check" in done.stderr
    assert done.stdout == ""


def test_the_shell_completes_commands_and_options(evenlode) -> None:
    def completed(words: str) -> str:
        return evenlode(
            env={"_EVENLODE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        ).stdout

    assert "settle" in completed("evenlode se")
    assert "--outturns" in completed("evenlode settle --")
