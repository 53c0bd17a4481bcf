"""A production starts only where nothing is left to set, and says what is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

START = "import sys; from evenlode.cli.app import main; sys.argv = ['evenlode', *sys.argv[1:]]; main()"
READY = """
import os
from evenlode.web.serving import Serving, prepare
from evenlode.web.setting_up import Mode
from pathlib import Path
prepare(Serving(Path(os.environ["PLACE"]), Mode.PRODUCTION, "127.0.0.1", 8000))
from evenlode.web.wsgi import application
from django.conf import settings
print(settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_NAME)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    from evenlode.terms.shipped import contract_folder

    shutil.copytree(contract_folder("two-outcome-illustration"), tmp_path / "contract")
    return tmp_path


def python(place: Path, code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("EVENLODE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env={**clean, **environment, "PLACE": str(place), "COLUMNS": "400"},
        cwd=place,
        timeout=60,
    )


def test_t35_it_refuses_to_start_and_names_each_setting(place: Path) -> None:
    (place / ".evenlode-demo").touch()
    (place / "records.db").touch(mode=0o644)
    given = {"EVENLODE_ALLOWED_HOSTS": "*", "EVENLODE_DEBUG": "1"}
    done = python(place, START, "serve", "--production", "--workspace", str(place), **given)
    assert done.returncode == 3, done.stderr
    for name in ("EVENLODE_SECRET_KEY", "EVENLODE_ALLOWED_HOSTS", "EVENLODE_BASE_URL", "EVENLODE_DEBUG", "demo"):
        assert name in done.stderr
    assert "chmod o-rwx records.db" in done.stderr
    assert not (place / "web" / "web.db").exists()


def test_it_starts_where_everything_is_set(place: Path) -> None:
    given = {
        "EVENLODE_ALLOWED_HOSTS": "evenlode.example.org",
        "EVENLODE_BASE_URL": "https://evenlode.example.org",
        "EVENLODE_SECRET_KEY": "w" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
    }
    done = python(place, READY, **given)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True", "__Host-evenlode"]


def test_an_address_of_postgresql_is_taken_apart_as_its_own_programs_do(tmp_path: Path) -> None:
    from evenlode.web.setting_up import database

    found = database("postgresql://ann:p%40ss@db.example.org:5433/web?sslmode=verify-full", tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ann", "p@ss", "db.example.org", "5433")
    assert (found["NAME"], found["OPTIONS"]) == ("web", {"sslmode": "verify-full"})
    by_socket = database("postgresql://ann@/web?host=/run/postgresql", tmp_path)
    assert (by_socket["HOST"], by_socket["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    "url", ["mysql://ann@h/web", "postgresql://h", "postgresql://ann@h/web?options=-c%20log_statement", "web.db"]
)
def test_an_address_that_names_no_postgresql_is_refused_without_repeating_it(tmp_path: Path, url: str) -> None:
    from evenlode.problems import Refusal
    from evenlode.web.setting_up import database

    with pytest.raises(Refusal) as refused:
        database(url, tmp_path)
    assert refused.value.problems[0].field == "EVENLODE_DATABASE"
    assert url not in str(refused.value)
