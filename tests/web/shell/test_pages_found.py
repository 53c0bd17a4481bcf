"""Pages found by file: what a page has to say, what is refused at the start, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from evenlode.web.access import Duty, Role
from evenlode.web.pages import page_of, pages


def planted(**said: object) -> ModuleType:
    module = ModuleType("evenlode.web.pages.planted")
    complete = {"PATH": "planted/", "NAME": "planted", "TITLE": "Planted", "ROLES": {Role.BOARD}, "page": print}
    for name, value in {**complete, **said}.items():
        if value is not None:
            setattr(module, name, value)
    return module


def test_a_complete_page_is_taken() -> None:
    page = page_of(planted(post=print, DUTY=Duty.RECORD_GATE))
    assert page.duties == (Duty.RECORD_GATE,)
    assert page.may_change(Role.BOARD)
    assert not page.may_change(Role.FINANCE)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"ROLES": None}, "ROLES"),
        ({"ROLES": set()}, "ROLES"),
        ({"ROLES": {"board"}}, "ROLES"),
        ({"post": print}, "DUTY"),
    ],
)
def test_a_page_that_does_not_say_who_may_is_refused(said: dict[str, object], word: str) -> None:
    with pytest.raises(RuntimeError, match=word):
        page_of(planted(**said))


def test_every_page_of_ours_is_complete() -> None:
    assert {"home", "sign-in", "sign-out"} <= {page.name for page in pages()}


def test_every_answer_carries_a_policy_without_unsafe_inline(signed_in: Callable[[str], Any]) -> None:
    client = signed_in("Priya Shah")
    for address in ("/", "/no-such-page/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
    one, two = (client.get("/") for _ in range(2))
    assert one["Content-Security-Policy"] != two["Content-Security-Policy"]
    nonce = one["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert one.content.decode().count(f'nonce="{nonce}"') == 1
    assert "no-store" in one["Cache-Control"]


def test_what_breaks_shows_no_value_and_no_trace(
    signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*given: object) -> None:
        raise ValueError("NHS number 943 476 5919")

    monkeypatch.setattr("evenlode.web.pages.home.due_now", broken)
    found = signed_in("Priya Shah").get("/")
    assert found.status_code == 500
    text = found.content.decode() + capsys.readouterr().err
    assert "943" not in text
    assert "Traceback" not in text
    assert "Something went wrong" in text
