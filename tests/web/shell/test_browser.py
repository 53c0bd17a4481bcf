"""The journeys need a browser: a missing one fails with the command that installs it, and is never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.journeys.browser import executable


def test_a_missing_browser_fails_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("EVENLODE_BROWSER", raising=False)
    with pytest.raises(RuntimeError, match="apt-get install chromium"):
        executable()
    monkeypatch.setenv("EVENLODE_BROWSER", str(tmp_path / "none"))
    with pytest.raises(RuntimeError, match="EVENLODE_BROWSER names no file"):
        executable()
    (tmp_path / "chromium").write_text("#!/bin/sh\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.delenv("EVENLODE_BROWSER")
    assert executable() == str(tmp_path / "chromium")
