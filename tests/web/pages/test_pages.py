"""Every page of figures, for every role, full and empty: who may open it, what it never shows, how large it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.urls import reverse

from evenlode.report.names import real_names
from evenlode.web.access import COMMISSIONING, CONTENT, Role
from evenlode.web.pages import pages
from tests.web.shown.making import ROLE, contract, made

PEOPLE = {
    "Priya Shah": Role.CONTRACT_MANAGER,
    "Owen Price": Role.ANALYST,
    "Ruth Ellison": Role.FINANCE,
    "Helen Marsh": Role.BOARD,
    "Samir Haddad": Role.CLINICIAN,
    "Joan Tully": Role.LEAD_PROVIDER,
    "Peter Vance": Role.PARTNER,
    "Carol Reeve": Role.COUNCIL_FUNDER,
    "Iain Muir": Role.AUDITOR,
    "Nadia Brook": Role.ADMINISTRATOR,
}
NO_MONEY = CONTENT - {Role.CLINICIAN, Role.PARTNER}
WHO = {
    "outcomes": CONTENT,
    "performance": CONTENT,
    "indicator": CONTENT,
    "compare": CONTENT,
    "contract": CONTENT,
    "scope": CONTENT,
    "propose-variation": {Role.CONTRACT_MANAGER, Role.LEAD_PROVIDER},
    "payment": CONTENT - {Role.CLINICIAN},
    "reinvestment": NO_MONEY,
    "forecast": NO_MONEY,
    "stress": COMMISSIONING - {Role.CLINICIAN},
    "business-case": COMMISSIONING - {Role.CLINICIAN},
    "finance-returns": CONTENT - {Role.CLINICIAN},
    "auditor": {Role.AUDITOR},
    "close": {Role.FINANCE, Role.CONTRACT_MANAGER, Role.ANALYST, Role.AUDITOR},
}
"""Who may open each page, said here once more and by hand."""
STANDING = ("outcomes", "performance", "indicator", "compare", "payment")
MOST_BYTES = 400_000


def address(name: str) -> str:
    found: str = reverse(name, kwargs={"indicator": ROLE} if name == "indicator" else {})
    return found


def test_each_page_is_for_these_roles_and_no_other() -> None:
    roles = {page.name: page.roles for page in pages()}
    assert {name: roles[name] for name in WHO} == {name: frozenset(who) for name, who in WHO.items()}


def test_a_role_is_let_in_or_sent_away(signed_in: Callable[[str], Any]) -> None:
    for person, role in PEOPLE.items():
        status = signed_in(person).head(address("payment")).status_code
        assert status == (200 if role in WHO["payment"] else 403), person


def test_no_page_is_large_or_names_anybody_real(
    signed_in: Callable[[str], Any], serving: Callable[[Path], None]
) -> None:
    serving(made().folder)
    names = "|".join(re.escape(real) for real in real_names(contract()))
    real = re.compile(rf"(?<![A-Za-z#/-])({names})(?![a-z])")
    for person, names_of_pages in (("Priya Shah", sorted(set(WHO) - {"auditor"})), ("Iain Muir", ["auditor"])):
        client = signed_in(person)
        for name in names_of_pages:
            response = client.get(address(name))
            text = response.content.decode()
            assert len(response.content) < MOST_BYTES, name
            assert "INVENTED" in text, name
            assert ' style="' not in text, name
            assert len(re.findall(r"<h1[ >]", text)) == 1, name
            assert not real.findall(text), name
            if name in STANDING:
                assert "<strong>Draft</strong>" in text, name
                assert "with variations to CV-07" in text, name
            if name == "indicator":
                assert "Definition <strong>2015-10-01" in text


def test_a_stranger_is_sent_to_sign_in(stranger: Any) -> None:
    for name in WHO:
        assert stranger.get(address(name)).status_code == 302, name


def test_without_a_run_every_page_says_what_is_missing(signed_in: Callable[[str], Any]) -> None:
    helen, iain = signed_in("Helen Marsh"), signed_in("Iain Muir")
    for name in ("performance", "indicator", "compare", "payment", "reinvestment"):
        response = helen.get(address(name))
        assert response.status_code == 200, name
        assert "No contract year has been settled" in response.content.decode(), name
    for name, said in (
        ("outcomes", "No year has been settled yet"),
        ("stress", "not been put on the bench"),
        ("forecast", "No forecast has been worked out yet"),
        ("finance-returns", "No finance return has come in yet"),
        ("business-case", "Names are aliases"),
    ):
        assert said in helen.get(address(name)).content.decode(), name
    assert "No contract year has been settled" in iain.get(address("auditor")).content.decode()


def test_who_does_not_see_money_sees_no_pound(signed_in: Callable[[str], Any], serving: Callable[[Path], None]) -> None:
    serving(made().folder)
    for person in ("Samir Haddad", "Peter Vance"):
        client = signed_in(person)
        for name in ("performance", "indicator"):
            assert "£" not in client.get(address(name)).content.decode(), (person, name)
    assert "£720,000" in signed_in("Ruth Ellison").get(address("indicator")).content.decode()
    share = signed_in("Peter Vance").get(address("payment")).content.decode()
    assert "has no line for" in share
    assert "£" not in share


def test_tables_can_be_taken_away_and_what_is_not_there_is_404(
    signed_in: Callable[[str], Any], serving: Callable[[Path], None]
) -> None:
    serving(made().folder)
    client = signed_in("Owen Price")
    response = client.get(address("indicator"), {"download": "figures.csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="INVENTED-figures.csv"'
    assert response.content.startswith(b"# INVENTED\nContract year,Period,Numerator,Denominator,Figure")
    assert client.get(address("indicator"), {"download": "passwords.csv"}).status_code == 404
    statement = client.get(address("payment"), {"download": "statement.json"})
    assert statement.content == next(made().runs.iterdir()).joinpath("statement.json").read_bytes()
    for elsewhere in (
        "/indicator/no-such-indicator/",
        "/compare/?indicator=no-such-indicator",
        "/contract/variation/CV-99/",
        "/payment/?year=1999-10-01",
        "/payment/no-such-step/",
    ):
        assert client.get(elsewhere).status_code == 404, elsewhere
    assert signed_in("Iain Muir").get("/auditor/?line=no-such-line").status_code == 404
