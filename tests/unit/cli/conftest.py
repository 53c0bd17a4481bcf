"""The installed command as a user starts it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Evenlode = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def evenlode(tmp_path: Path) -> Evenlode:
    """Run the command in an empty folder, without the settings of whoever runs the tests."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("EVENLODE_", "NO_COLOR", "FORCE_COLOR"))
    }

    def run(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from evenlode.cli.app import main; main()", *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**clean, **(env or {})},
            capture_output=True,
            text=True,
            timeout=120,
            encoding="utf-8",
        )

    return run
