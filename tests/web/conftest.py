"""The web app for tests: Django set up once, on a workspace in a folder of its own, with the personas of a demo."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

DAY = "2019-11-04"
"""The day that the app takes for today in tests."""
collect_ignore = [] if any("journeys" in argument for argument in sys.argv) else ["journeys"]
"""Journeys need a browser, so they run only where they are asked for: pytest tests/web/journeys."""
_FOLDER = Path(tempfile.mkdtemp(prefix="evenlode-web-"))


def _set_up() -> None:
    """Django's settings as a demo has them. The environment is as it was afterwards: other tests read it too."""
    (_FOLDER / "web" / "arriving").mkdir(parents=True)
    (_FOLDER / "web" / "static").mkdir()
    wanted = {
        "EVENLODE_WORKSPACE": str(_FOLDER),
        "EVENLODE_WEB_MODE": "demo",
        "EVENLODE_TODAY": DAY,
        "EVENLODE_SECRET_KEY": "a key for tests alone, long enough for every check of it there is",
        "DJANGO_SETTINGS_MODULE": "evenlode.web.settings",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # PBKDF2 takes half a second a try
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


_set_up()


@pytest.fixture(scope="session")
def app() -> Iterator[Path]:
    """The folder that is served: the Oxfordshire contract, nothing received, the personas of the demo."""
    from django.core.management import call_command
    from django.db import connections

    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder
    from evenlode.web.people.personas import make_personas

    shutil.copytree(contract_folder("oxfordshire-mental-health"), _FOLDER / "contract")
    (_FOLDER / ".evenlode-demo").write_text("for tests\n", encoding="utf-8")
    call_command("migrate", verbosity=0, interactive=False)
    make_personas(read_contract(_FOLDER / "contract"))
    yield _FOLDER
    connections.close_all()
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture
def serving(app: Path) -> Callable[[Path], None]:
    """Serve another workspace instead, for one test: the same people, whose roles are for its contract."""
    from django.test import override_settings

    from evenlode.terms.reading import read_contract
    from evenlode.web.people.personas import make_personas

    overrides: list[Any] = []

    def change(folder: Path) -> None:
        (folder / ".evenlode-demo").write_text("for tests\n", encoding="utf-8")
        override = override_settings(WORKSPACE=folder)
        override.enable()
        overrides.append(override)
        make_personas(read_contract(folder / "contract"))

    yield change
    for override in overrides:
        override.disable()


@pytest.fixture
def signed_in(app: Path) -> Callable[[str], Any]:
    """A client in which the persona of this name is signed in, for example 'Priya Shah'."""
    from django.test import Client

    from evenlode.web.people.models import Person

    def enter(name: str) -> Any:
        client = Client()
        client.force_login(Person.objects.get(name=name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def stranger(app: Path) -> Any:
    """A client in which nobody is signed in."""
    from django.test import Client

    return Client()
