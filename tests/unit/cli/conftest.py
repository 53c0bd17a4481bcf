"""The command in an empty folder, without the settings of whoever runs the tests."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests import command

Evenlode = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def evenlode(tmp_path: Path) -> Evenlode:
    """Run the command in an empty folder: evenlode(*arguments, env={...})."""
    return partial(command.evenlode, folder=tmp_path)
