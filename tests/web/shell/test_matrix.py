"""Every page, role and method: the table says who may, and HTTP has to agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from evenlode.web.access import Role
from evenlode.web.pages import Page, pages

PERSONA = {
    "an": "Owen Price",
    "ma": "Priya Shah",
    "fi": "Daniel Okafor",
    "le": "Joan Tully",
    "pa": "Peter Vance",
    "cl": "Samir Haddad",
    "bo": "Helen Marsh",
    "co": "Carol Reeve",
    "au": "Iain Muir",
    "ad": "Nadia Brook",
}
EVERY = "an ma fi le pa cl bo co au"
"""Everybody who may see what the contract is about: all but the administrator."""

# page: who may open it | who may change something there (- for a page that takes no changes)
TABLE = {
    "audit-trail": ("ad au", "-"),
    "auditor": ("au", "-"),
    "business-case": ("an ma fi bo au", "-"),
    "calculate": ("an ma au", "an"),
    "close": ("an ma fi au", "fi"),
    "choose-role": (f"{EVERY} ad", f"{EVERY} ad"),
    "compare": (EVERY, "-"),
    "contract": (EVERY, "-"),
    "data-loads": ("an le ma au", "an le"),
    "finance-return": ("an ma fi le pa bo au", "fi le pa"),
    "finance-return-send": ("le pa", "le pa"),
    "finance-returns": ("an ma fi le pa bo co au", "fi co"),
    "forecast": ("an ma fi le bo co au", "-"),
    "home": (f"{EVERY} ad", "-"),
    "indicator": (EVERY, "-"),
    "job": ("an le ma au pa fi", "an le pa fi"),
    "note": ("an ma le cl", "an ma le cl"),
    "outcomes": (EVERY, "-"),
    "payment": ("an ma fi le pa bo co au", "-"),
    "payment-step": ("an ma fi le co", "ma fi le"),
    "people": ("ad", "ad"),
    "performance": (EVERY, "-"),
    "propose-variation": ("ma le", "ma le"),
    "reinvestment": ("an ma fi le bo co au", "bo"),
    "scope": (EVERY, "an cl"),
    "signal": ("an ma cl", "an ma cl"),
    "stress": ("an ma fi bo au", "an"),
    "tokens": ("an ma fi le pa co", "an ma fi le pa co"),
    "variation": (EVERY, "ma le co"),
}
OPEN = {"openid-back", "openid-start", "set-password", "sign-in", "sign-out"}
"""Pages for which nobody has to be signed in."""


def address(page: Page) -> str:
    """The page's address about something that is not there."""
    nothing = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: nothing.get(found[1], "none-such"), page.path)


def test_the_table_has_every_page() -> None:
    assert {page.name for page in pages()} == set(TABLE) | OPEN
    assert {page.name for page in pages() if page.is_open} == OPEN
    assert len(PERSONA) == len(Role) - 2  # respondents and the public have no sign-in


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_opens_and_changes_what_the_table_says(name: str, signed_in: Callable[[str], Any]) -> None:
    page = next(one for one in pages() if one.name == name)
    may_open, may_change = (set(text.split()) - {"-"} for text in TABLE[name])
    wrong = []
    for short, person in PERSONA.items():
        client = signed_in(person)
        codes = {"GET": client.head(address(page)).status_code, "POST": client.post(address(page)).status_code}
        if short in ("ma", "ad"):  # nobody has these; two roles show it
            codes |= {name: client.generic(name, address(page)).status_code for name in ("PUT", "DELETE")}
        wrong += [
            f"{short} {method}: {code}"
            for method, code in codes.items()
            if not fits(code, method, short in may_open, short in may_change, page.change is not None)
        ]
    assert wrong == []


def fits(code: int, method: str, may_open: bool, may_change: bool, takes_changes: bool) -> bool:
    """True where a status is what somebody of this role is to get for the method."""
    if not may_open:
        return code == 403
    if method == "GET":
        return code in (200, 302, 404, 409)  # 404: about something that is not there
    if method == "POST" and takes_changes:
        return code in (200, 302, 400, 404, 409) if may_change else code == 403
    return code == 405


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_stranger_is_sent_to_sign_in_and_changes_nothing(name: str, stranger: Any) -> None:
    where = address(next(one for one in pages() if one.name == name))
    found = stranger.get(where)
    assert (found.status_code, found["Location"].split("?")[0]) == (302, "/sign-in/")
    assert stranger.post(where).status_code == 403


def test_a_wrong_cell_of_the_table_would_show() -> None:
    assert not fits(200, "GET", False, False, False)
    assert not fits(403, "GET", True, False, False)
    assert not fits(302, "POST", True, False, True)
    assert not fits(403, "POST", True, True, True)
    assert not fits(200, "DELETE", True, True, True)
