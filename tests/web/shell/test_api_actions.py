"""What programs may change: every address, role and method as the table says, and each action as its page takes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evenlode.finance.returns.invented import invent_returns
from evenlode.finance.returns.write import return_workbook
from evenlode.job import Workspace
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from evenlode.web.audit.trail import events
from tests.web.shell.test_matrix import EVERY, PERSONA

HOLDERS = "an ma fi le pa co"
"""Who may have a token at all."""
STATEMENTS = "an ma fi le co"
RETURNS = "an ma fi le pa"
JOBS = "an ma fi le pa"
JOB = "jobs/00000000-0000-4000-8000-000000000000"

# address and method: who is let in (others who hold a token: 403); what the one let in is told
TABLE: dict[tuple[str, str], tuple[str, set[int]]] = {
    ("contract", "GET"): (HOLDERS, {200}),
    ("outturns", "GET"): (HOLDERS, {200}),
    ("statements", "GET"): (STATEMENTS, {200}),
    ("statements/{number}", "GET"): (STATEMENTS, {404}),
    ("loads", "GET"): ("an ma le", {200}),
    ("returns", "GET"): (RETURNS, {200}),
    ("returns", "POST"): ("le pa", {422}),
    ("returns/{number}", "GET"): (RETURNS, {404}),
    ("returns/{number}/steps", "POST"): (HOLDERS, {422, 404}),
    ("jobs/{number}", "GET"): (JOBS, {404}),
    ("jobs/{number}", "DELETE"): (JOBS, {404}),
    ("stress", "POST"): ("an", {400}),
    ("scope/confirmations", "GET"): (HOLDERS, {200}),
    ("scope/confirmations", "POST"): ("an", {400}),
    ("notes", "GET"): (HOLDERS, {200}),
    ("notes", "POST"): ("an ma le", {400}),
}
BODY = {
    "returns/{number}/steps": {"step": "accept"},
    "stress": {"year": "1999-10-01", "seed": -1},
    "scope/confirmations": {"year": "1999-10-01"},
    "notes": {"indicator": "5a", "start": "1999-01-01", "end": "1999-01-31", "said": ""},
}


@pytest.fixture
def place(app: Path) -> Iterator[Path]:
    """The served folder without records, jobs and tokens, before and after."""
    from evenlode.web.jobs.models import Job
    from evenlode.web.people.models import Token

    def clear() -> None:
        Job.objects.all().delete()
        Token.objects.all().delete()
        for file in app.glob("records.db*"):
            file.unlink()

    clear()
    yield app
    clear()


@pytest.fixture
def token(place: Path) -> Callable[[str], dict[str, str]]:
    """The header of a token for a persona, made as their page makes it."""
    from evenlode.web.access.middleware import desk_of
    from evenlode.web.access.reading import contract_of
    from evenlode.web.people import tokens
    from evenlode.web.people.models import Membership

    def make(name: str) -> dict[str, str]:
        held = Membership.objects.select_related("person", "organisation").get(
            person__name=name, contract="oxfordshire-mental-health"
        )
        desk = desk_of(held, contract_of(Workspace(place)))
        return {"authorization": f"Bearer {tokens.make(desk, 'For a test')}"}

    return make


def call(client: Any, method: str, path: str, header: dict[str, str] | None = None) -> Any:
    where = f"/api/{path.replace('jobs/{number}', JOB).replace('{number}', '1')}"
    body = json.dumps(BODY.get(path, {}))
    return client.generic(method, where, body, "application/json", headers=header or {})


def described(client: Any, header: dict[str, str]) -> dict[tuple[str, str], Any]:
    paths = client.get("/api/openapi.json", headers=header).json()["paths"]
    return {
        (path.removeprefix("/api/"), method.upper()): about
        for path, methods in paths.items()
        for method, about in methods.items()
    }


def test_the_table_has_every_address_that_is_described(stranger: Any, token: Callable[[str], dict[str, str]]) -> None:
    assert set(described(stranger, token("Owen Price"))) == set(TABLE)


def test_each_role_and_method_answers_as_the_table_says(
    place: Path, stranger: Any, token: Callable[[str], dict[str, str]]
) -> None:
    wrong = []
    paths = sorted({path for path, _ in TABLE})
    for short in HOLDERS.split():
        header = token(PERSONA[short])
        for path in paths:
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
                who, answers = TABLE.get((path, method), ("", {405}))
                fits = answers if short in who.split() or answers == {405} else {403}
                if path == "returns" and method == "POST" and short not in who.split():
                    fits = {422, 403}  # there is no file in it, which is said first
                code = call(stranger, method, path, header).status_code
                if code not in fits:
                    wrong.append(f"{short} {method} {path}: {code}, not {sorted(fits)}")
    assert wrong == []


@pytest.mark.parametrize(("path", "method"), sorted(TABLE))
def test_without_a_token_nothing_is_answered(
    place: Path, stranger: Any, signed_in: Callable[[str], Any], path: str, method: str
) -> None:
    assert call(stranger, method, path).status_code == 401
    assert call(signed_in("Owen Price"), method, path).status_code == 401
    assert call(stranger, method, path, {"authorization": "Bearer evl_made-up"}).status_code == 401


def test_roles_without_tokens_get_none(place: Path, signed_in: Callable[[str], Any]) -> None:
    for short in set(f"{EVERY} ad".split()) - set(HOLDERS.split()):
        assert signed_in(PERSONA[short]).post("/tokens/", {"name": "x"}).status_code == 403


def test_a_return_is_sent_asked_about_answered_and_accepted_by_programs(
    place: Path, stranger: Any, token: Callable[[str], dict[str, str]]
) -> None:
    from evenlode.web.jobs.worker import run_next

    contract = read_contract(contract_folder("oxfordshire-mental-health"))
    one = next(one for one in invent_returns(contract, 1, ("2018/19",)) if one.provider == "partner-1")
    values = {cell.key: cell.value for cell in one.entries}
    content = return_workbook(contract, one.provider, one.year, invented=True, values=values)
    padded = content + b"\0" * (70_000 - len(content))  # more than strangers may send: a zip may have a tail of nothing
    peter, daniel, grace = map(token, ("Peter Vance", "Daniel Okafor", "Grace Oduya"))
    assert stranger.post("/api/returns", {"files": SimpleUploadedFile("a.xlsx", padded)}).status_code == 403
    sent = stranger.post("/api/returns", {"files": SimpleUploadedFile("a.xlsx", padded)}, headers=peter)
    assert sent.status_code == 202, sent.content
    while run_next("test"):
        pass
    job = stranger.get(f"/api/jobs/{sent.json()['job']}", headers=peter).json()
    assert (job["state"], job["findings"]) == ("done", [])
    number = job["found"]["returns"][0]["number"]
    assert stranger.get(f"/api/jobs/{sent.json()['job']}", headers=grace).status_code == 404

    def step(header: dict[str, str], step: str, said: str = "") -> int:
        body = {"step": step, "said": said}
        code: int = stranger.post(f"/api/returns/{number}/steps", body, "application/json", headers=header).status_code
        return code

    assert [step(peter, "accept"), step(grace, "answer", "x"), step(daniel, "query")] == [403, 404, 400]
    assert [step(daniel, "query", "Why?"), step(daniel, "accept"), step(peter, "answer", "So")] == [201, 409, 201]
    assert [step(daniel, "accept"), step(daniel, "accept")] == [201, 409]
    whole = stranger.get(f"/api/returns/{number}", headers=daniel).json()
    assert (whole["state"], [one["step"] for one in whole["steps"]]) == ("accepted", ["query", "answer", "accept"])
    assert {(one["sheet"], one["row"], one["column"]): one["value"] for one in whole["cells"]} == values
    assert [one["number"] for one in stranger.get("/api/returns", headers=grace).json()] == []
    said = [(one.what, one.outcome) for one in events(Workspace(place))]
    assert ("finance return: accept", "done") in said
    assert ("API POST", "denied") in said
    assert ("API POST", "refused") in said


def test_an_analyst_confirms_the_scope_puts_a_note_and_starts_and_cancels_the_bench(
    place: Path, stranger: Any, token: Callable[[str], dict[str, str]]
) -> None:
    owen = token("Owen Price")

    def post(path: str, body: dict[str, Any]) -> Any:
        return stranger.post(f"/api/{path}", body, "application/json", headers=owen)

    assert post("scope/confirmations", {"year": "2015-10-01"}).status_code == 201
    assert post("scope/confirmations", {"year": "2015-10-01"}).status_code == 409
    [confirmed] = stranger.get("/api/scope/confirmations", headers=owen).json()
    assert (confirmed["by"], confirmed["changed"]) == ("Owen Price", [])
    asked = {"indicator": "5a", "start": "2017-10-01", "end": "2018-09-30", "said": "A form was late"}
    assert post("notes", asked).status_code == 201
    assert [one["said"] for one in stranger.get("/api/notes?indicator=5a", headers=owen).json()] == ["A form was late"]
    assert post("stress", {"year": "2017-10-01", "extra": 1}).status_code == 422
    started = post("stress", {"year": "2017-10-01", "years": 1000, "seed": 5})
    assert started.status_code == 202
    where = f"/api/jobs/{started.json()['job']}"
    assert stranger.get(where, headers=owen).json()["state"] == "waiting"
    assert stranger.delete(where, headers=token("Priya Shah")).status_code == 403
    assert stranger.delete(where, headers=owen).json() == {"cancelled": True}
    assert stranger.delete(where, headers=owen).json() == {"cancelled": False}
    assert stranger.get(where, headers=owen).json()["state"] == "cancelled"
