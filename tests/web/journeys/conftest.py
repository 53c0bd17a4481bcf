"""A demo of few people, served as a user serves it, and a browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.journeys.browser import Tab, executable

PEOPLE = 400


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo workspace: made of few people, or a copy of the one that EVENLODE_JOURNEYS_DEMO names."""
    folder = tmp_path_factory.mktemp("journeys") / "demo"
    ready = os.environ.get("EVENLODE_JOURNEYS_DEMO")
    if ready:
        shutil.copytree(ready, folder, ignore=shutil.ignore_patterns("web"))
        return folder
    import evenlode.demo

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evenlode.demo, "PEOPLE", PEOPLE)
        evenlode.demo.make_demo(folder, lambda said, done=0, of=0: None)
    return folder


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """`evenlode serve` for the demo, with its worker; ended at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("EVENLODE_", "DJANGO_"))}
    code = "from evenlode.cli.app import main; main()"
    command = [sys.executable, "-c", code, "serve", "--workspace", str(demo), "--port", str(port)]
    with subprocess.Popen(command, env=clean, stderr=subprocess.PIPE, text=True) as server:
        where = f"http://localhost:{port}"
        try:
            _wait(where, server)
            yield where
        finally:
            server.terminate()


def _wait(where: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {server.stderr.read() if server.stderr else ''}")
        try:
            with urllib.request.urlopen(f"{where}/sign-in/", timeout=10):  # noqa: S310 - our own, on this machine
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError("the server did not answer within two minutes")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    where = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Any, address: str) -> Iterator[Tab]:
    """A new window. A test that leaves an error in its console fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    made = Tab(context.new_page(), address)
    yield made
    errors = list(made.errors)
    context.close()
    assert errors == []
