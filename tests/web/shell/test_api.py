"""The API: what a token opens, whose it is, and that it never opens more than its owner's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

PATHS = ("/api/contract", "/api/outturns", "/api/statements", "/api/statements/1", "/api/loads")


@pytest.fixture
def token(signed_in: Callable[[str], Any]) -> Callable[[str], dict[str, str]]:
    """Make a token as somebody does, on the page; the header that shows it."""
    from evenlode.web.people.models import Token

    Token.objects.all().delete()

    def make(name: str) -> dict[str, str]:
        text = signed_in(name).post("/tokens/", {"name": "For a test"}).content.decode()
        found = re.search(r"evl_[\w-]{43}", text)
        assert found, text
        return {"authorization": f"Bearer {found[0]}"}

    return make


def test_a_token_reads_the_contract_under_its_aliases(stranger: Any, token: Callable[[str], dict[str, str]]) -> None:
    found = stranger.get("/api/contract", headers=token("Owen Price")).json()
    assert found["title"] == "Larkhithe adult mental health outcomes contract"
    assert found["invented"] is True
    assert (len(found["parties"]), len(found["outcomes"])) == (8, 7)
    assert "Oxford" not in str(found["parties"])


def test_without_a_token_or_with_a_session_alone_nothing_is_read(
    stranger: Any, signed_in: Callable[[str], Any]
) -> None:
    for path in PATHS:
        assert stranger.get(path).status_code == 401
        assert stranger.get(path, headers={"authorization": "Bearer evl_made-up"}).status_code == 401
        assert signed_in("Owen Price").get(path).status_code == 401


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Owen Price", [200, 200, 200, 404, 200]),
        ("Joan Tully", [200, 200, 200, 404, 200]),
        ("Daniel Okafor", [200, 200, 200, 404, 403]),
        ("Peter Vance", [200, 200, 403, 403, 403]),
        ("Carol Reeve", [200, 200, 200, 404, 403]),
    ],
)
def test_a_token_opens_what_its_role_opens(
    stranger: Any, token: Callable[[str], dict[str, str]], name: str, codes: list[int]
) -> None:
    shown = token(name)
    assert [stranger.get(path, headers=shown).status_code for path in PATHS] == codes
    assert {stranger.post(path, {}, "application/json", headers=shown).status_code for path in PATHS} == {405}


def test_a_token_is_kept_as_its_hash_and_ends_when_its_owner_says_so(
    stranger: Any, signed_in: Callable[[str], Any], token: Callable[[str], dict[str, str]], app: Path
) -> None:
    from django.conf import settings

    from evenlode.web.people.models import Token

    shown = token("Owen Price")
    text = shown["authorization"].removeprefix("Bearer ")
    kept = Token.objects.get()
    assert kept.ends == date(2020, 11, 3)
    files = [Path(settings.DATABASES["default"]["NAME"]), app / "records.db"]
    everything = b"".join(path.read_bytes() for file in files for path in file.parent.glob(f"{file.name}*"))
    assert text.encode() not in everything
    assert signed_in("Priya Shah").post("/tokens/", {"end": str(kept.pk)}).status_code == 404
    assert stranger.get("/api/contract", headers=shown).status_code == 200
    assert signed_in("Owen Price").post("/tokens/", {"end": str(kept.pk)}).status_code == 302
    assert stranger.get("/api/contract", headers=shown).status_code == 401


def test_a_token_is_over_after_its_day_and_with_its_persons_account(
    stranger: Any, token: Callable[[str], dict[str, str]]
) -> None:
    from evenlode.web.people.models import Person, Token

    shown = token("Owen Price")
    Token.objects.update(ends=date(2019, 11, 3))
    assert stranger.get("/api/contract", headers=shown).status_code == 401
    Token.objects.update(ends=date(2019, 11, 4))
    assert stranger.get("/api/contract", headers=shown).status_code == 200
    Person.objects.filter(name="Owen Price").update(is_active=False)
    try:
        assert stranger.get("/api/contract", headers=shown).status_code == 401
    finally:
        Person.objects.filter(name="Owen Price").update(is_active=True)


def test_a_name_is_asked_for(signed_in: Callable[[str], Any]) -> None:
    found = signed_in("Owen Price").post("/tokens/", {"name": " "})
    assert found.status_code == 400
    assert "Enter what it is for" in found.content.decode()


@pytest.mark.parametrize(
    "query", ["indicator=x';DROP TABLE journal", "since=yesterday", "limit=0", "limit=99999999", "offset=-1"]
)
def test_a_query_that_cannot_be_is_refused_in_words(
    stranger: Any, token: Callable[[str], dict[str, str]], query: str
) -> None:
    found = stranger.get(f"/api/outturns?{query}", headers=token("Owen Price"))
    assert found.status_code in (400, 422)
    assert "sqlite" not in found.content.decode().lower()


def test_the_page_that_would_fetch_scripts_from_elsewhere_is_not_there(stranger: Any) -> None:
    assert stranger.get("/api/docs").status_code == 404


def test_a_partner_reads_no_other_providers_figures(
    stranger: Any, token: Callable[[str], dict[str, str]], app: Path
) -> None:
    run = app / "runs" / "0001-measure"
    run.mkdir(parents=True)
    head = "indicator,grain,start,end,provider,numerator,denominator\n"
    row = "in-a-meaningful-role,contract year,2017-10-01,2018-09-30,{},60,100\n"
    text = "# INVENTED\n" + head + "".join(row.format(name) for name in ("all", "partner-1", "partner-2"))
    (run / "outturns.csv").write_text(text, encoding="utf-8")
    try:
        found = stranger.get("/api/outturns", headers=token("Peter Vance")).json()
        assert {one["provider"] for one in found["outturns"]} == {"all", "partner-1"}
        assert found["total"] == 2
        everything = stranger.get("/api/outturns?indicator=5a", headers=token("Owen Price")).json()
        assert everything["total"] == 3
    finally:
        import shutil

        shutil.rmtree(run.parent)
