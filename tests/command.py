"""The evenlode command as a test calls it: in this process, which has its libraries, in a folder and with settings."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from evenlode.cli.app import app

_SETTINGS = ("EVENLODE_", "NO_COLOR", "FORCE_COLOR")


def evenlode(
    *arguments: str | Path, folder: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command without the settings of whoever runs the tests; what it printed and its exit code.

    It is what a process of its own would print: tests of the process itself, of Ctrl-C and of a full disk start one.
    """
    words = [str(argument) for argument in arguments]
    with contextlib.chdir(folder or Path.cwd()), patch.dict(os.environ, _settings(env), clear=True):
        done = CliRunner().invoke(app, words, prog_name="evenlode")
    return subprocess.CompletedProcess(["evenlode", *words], done.exit_code, done.stdout, done.stderr)


def evenlode_apart(*arguments: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The same in a process of its own."""
    command = [sys.executable, "-c", "from evenlode.cli.app import main; main()", *map(str, arguments)]
    return subprocess.run(command, env=_settings(env), capture_output=True, text=True, encoding="utf-8")


def _settings(more: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)} | dict(more or {})
