"""Signing in to the demo: personas, where one is sent afterwards, and what is only there in a demo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings


def persona(client: Any, name: str) -> str:
    from evenlode.web.people.models import Person

    return str(Person.objects.get(name=name).pk)


def test_every_persona_is_offered_under_an_alias(stranger: Any) -> None:
    text = stranger.get("/sign-in/").content.decode()
    assert text.count('name="persona"') == 12
    assert "INVENTED" in text
    assert "Larkhithe" in text
    assert "Oxford" not in text


def test_a_persona_comes_in_and_is_written_down(stranger: Any, app: Path) -> None:
    found = stranger.post("/sign-in/", {"persona": persona(stranger, "Priya Shah"), "next": "/role/"})
    assert (found.status_code, found["Location"]) == (302, "/role/")
    home = stranger.get("/").content.decode()
    assert "Priya Shah · Contract manager · Larkhithe Commissioning Group" in home
    from evenlode.job.workspace import Workspace
    from evenlode.web.audit.trail import events

    assert events(Workspace(app))[0].what == "signed in"


@pytest.mark.parametrize(
    "next_", ["//evil.example", "https:evil.example", "https://evil.example/", "javascript:x", "evil"]
)
def test_t33_nobody_is_sent_elsewhere_after_signing_in(stranger: Any, next_: str) -> None:
    found = stranger.post("/sign-in/", {"persona": persona(stranger, "Priya Shah"), "next": next_})
    assert found["Location"] == "/"


def test_t33_a_strange_host_is_refused(stranger: Any) -> None:
    assert stranger.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


def test_without_debug_there_is_no_persona(stranger: Any) -> None:
    number = persona(stranger, "Priya Shah")
    with override_settings(DEBUG=False):
        assert 'name="persona"' not in stranger.get("/sign-in/").content.decode()
        assert stranger.post("/sign-in/", {"persona": number}).status_code == 400
    assert stranger.get("/").status_code == 302


def test_a_workspace_that_the_demo_did_not_make_has_no_persona(stranger: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenlode.web.people.personas.DEMO_MARK", ".another-mark")
    assert stranger.post("/sign-in/", {"persona": persona(stranger, "Priya Shah")}).status_code == 400


def test_a_person_who_is_no_persona_is_not_let_in_by_number(stranger: Any) -> None:
    from evenlode.web.people.models import Person

    person = Person.objects.create_user("real@example.org", "Real Person", "a long pass phrase 1")
    assert stranger.post("/sign-in/", {"persona": str(person.pk)}).status_code == 400


def test_signing_out_takes_a_button(signed_in: Callable[[str], Any]) -> None:
    client = signed_in("Owen Price")
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_signed_in_person_without_a_role_here_sees_nothing(stranger: Any) -> None:
    from evenlode.web.people.models import Person

    person = Person.objects.create_user("nobody@example.org", "No Role", "a long pass phrase 2")
    stranger.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get("/").status_code == 403
