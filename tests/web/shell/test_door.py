"""The door is the only one: pages import nothing that reads data past the desk, and nobody gets what is not theirs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import evenlode.web.pages as pages_folder
from evenlode.web.access import NotYours

FORBIDDEN = (
    "django.apps",
    "django.db",
    "duckdb",
    "evenlode.data",
    "evenlode.records",
    "evenlode.web.access.middleware.here",
    "evenlode.web.people.models",
    "ibis",
    "sqlite3",
)
"""What a page may not import. The import contract has the packages of ours; this has the rest as well."""

FILES = sorted(Path(pages_folder.__file__).parent.glob("*.py"))


def imported(source: str) -> set[str]:
    """Every module and name that a text of Python imports, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return found


def past_the_desk(source: str) -> list[str]:
    return sorted(
        name for name in imported(source) if any(name == bad or name.startswith(f"{bad}.") for bad in FORBIDDEN)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_page_reaches_data_past_the_desk(file: Path) -> None:
    source = file.read_text("utf-8")
    assert past_the_desk(source) == []
    assert not any(isinstance(node, ast.Name) and node.id == "open" for node in ast.walk(ast.parse(source)))
    assert ".objects" not in source


@pytest.mark.parametrize(
    "line",
    [
        "from django.db import connection",
        "def later():\n    import duckdb",
        "from evenlode.records.journal import Journal",
        "from evenlode.web.people.models import Person",
    ],
)
def test_what_it_looks_for_is_found(line: str) -> None:
    assert past_the_desk(line)


def test_a_partner_sees_its_own_accounts_and_another_ones_are_not_there(signed_in: Callable[[str], Any]) -> None:
    desk = desk_of("Peter Vance")
    assert desk.organisation.party == "partner-1"
    assert desk.require_party("partner-1") == "partner-1"
    for other in ("partner-2", "lead-provider", "commissioner", "nobody"):
        with pytest.raises(NotYours):
            desk.require_party(other)
    assert desk_of("Priya Shah").require_party("partner-2") == "partner-2"
    assert desk_of("Iain Muir").sees("partner-2")


def desk_of(name: str) -> Any:
    from evenlode.web.access import middleware
    from evenlode.web.access.reading import contract_of
    from evenlode.web.people.models import Person

    contract = contract_of(middleware.here())
    return middleware.desk_of(middleware.memberships(Person.objects.get(name=name), contract)[0], contract)


def test_a_role_for_another_contract_opens_nothing_here(stranger: Any) -> None:
    from evenlode.web.people.models import Membership, Organisation, Person

    Person.objects.filter(email="far@example.org").delete()
    person = Person.objects.create_user("far@example.org", "Far Away")
    organisation = Organisation.objects.filter(party="commissioner").first()
    Membership.objects.create(person=person, organisation=organisation, contract="another", role="finance")
    stranger.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get("/").status_code == 403


def test_somebody_elses_role_cannot_be_chosen(signed_in: Callable[[str], Any]) -> None:
    from evenlode.web.people.models import Membership

    other = Membership.objects.filter(person__name="Nadia Brook").first()
    client = signed_in("Owen Price")
    assert client.post("/role/", {"membership": str(other.pk)}).status_code == 404
    assert client.get("/people/").status_code == 403


def test_a_form_of_another_site_changes_nothing(app: Path) -> None:
    from django.test import Client

    from evenlode.web.people.models import Person

    client = Client(enforce_csrf_checks=True)
    person = Person.objects.get(name="Nadia Brook")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    form = {"name": "A", "email": "planted@example.org", "role": "administrator", "party": "commissioner"}
    assert client.post("/people/", form).status_code == 403
    assert not Person.objects.filter(email="planted@example.org").exists()
