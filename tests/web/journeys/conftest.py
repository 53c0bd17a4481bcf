"""A demo of few people and a workspace with nothing in it, each served once as a user serves it, and a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.journeys.browser import Tab, executable
from tools.served import served

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
def address(chromium: Any, demo: Path) -> Iterator[str]:
    """`evenlode serve` for the demo, with its worker; ended at the end."""
    with served(demo) as server:
        yield server.address


@pytest.fixture(scope="session")
def empty_address(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same for a workspace with the contract alone: nothing received, nothing run, nothing returned."""
    from evenlode.terms.shipped import contract_folder
    from evenlode.web.access.reading import DEMO_MARK

    folder = tmp_path_factory.mktemp("empty")
    shutil.copytree(contract_folder("oxfordshire-mental-health"), folder / "contract")
    (folder / DEMO_MARK).write_text("for tests\n", encoding="utf-8")
    with served(folder) as server:
        yield server.address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser. It is looked for before anything is made, so that a missing one fails at once."""
    where = executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[[str], Tab]]:
    """Opens a new window on a served address. A test that leaves an error in a console fails."""
    made: list[tuple[Any, Tab]] = []

    def window(address: str) -> Tab:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(30_000)
        tab = Tab(context.new_page(), address)
        made.append((context, tab))
        return tab

    yield window
    errors = [error for _, tab in made for error in tab.errors]
    for context, _ in made:
        context.close()
    assert errors == []


@pytest.fixture
def tab(opened: Callable[[str], Tab], address: str) -> Tab:
    """A window on the demo."""
    return opened(address)


@pytest.fixture
def empty_tab(opened: Callable[[str], Tab], empty_address: str) -> Tab:
    """A window on the workspace with nothing in it."""
    return opened(empty_address)
