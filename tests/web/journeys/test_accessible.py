"""Every template and state once: axe finds nothing against WCAG 2.2 AA, it fits 320 pixels, its console is quiet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.journeys.browser import Tab, overflow, violations

# who, where, and what to do there first (the states that an address alone does not give)
PAGES: dict[str, tuple[str, str]] = {
    "home": ("Priya Shah", "/"),
    "home, nothing to do": ("Helen Marsh", "/"),
    "not for the role": ("Helen Marsh", "/people/"),
    "no such page": ("Helen Marsh", "/none-such/"),
    "data loads": ("Joan Tully", "/data-loads/"),
    "data loads, reading only": ("Iain Muir", "/data-loads/"),
    "calculate": ("Owen Price", "/calculate/"),
    "people": ("Nadia Brook", "/people/"),
    "audit trail": ("Nadia Brook", "/audit-trail/"),
    "audit trail, nothing fits": ("Nadia Brook", "/audit-trail/?who=none-such"),
    "tokens": ("Owen Price", "/tokens/"),
    "sign out": ("Owen Price", "/sign-out/"),
    "contract": ("Priya Shah", "/contract/"),
    "propose a variation": ("Priya Shah", "/contract/propose/"),
    "scope": ("Samir Haddad", "/scope/"),
    "outcomes": ("Helen Marsh", "/outcomes/"),
    "indicator": ("Owen Price", "/indicator/in-a-meaningful-role/"),
    "performance": ("Helen Marsh", "/performance/"),
    "compare": ("Owen Price", "/compare/"),
    "payment": ("Daniel Okafor", "/payment/"),
    "payment, a partner's share": ("Peter Vance", "/payment/"),
    "payment, freeze": ("Daniel Okafor", "/payment/freeze/"),
    "finance returns": ("Daniel Okafor", "/finance-returns/"),
    "finance returns, one's own": ("Peter Vance", "/finance-returns/"),
    "finance returns, a funder": ("Carol Reeve", "/finance-returns/"),
    "send a finance return": ("Peter Vance", "/finance-returns/send/"),
    "note": ("Owen Price", "/indicator/in-a-meaningful-role/note/"),
    "close": ("Daniel Okafor", "/close/"),
    "forecast": ("Daniel Okafor", "/forecast/"),
    "reinvestment": ("Helen Marsh", "/reinvestment/"),
    "stress": ("Helen Marsh", "/stress/"),
    "business case": ("Priya Shah", "/business-case/"),
    "business case, changed": ("Priya Shah", "/business-case/?change=inflation%3D5%25"),
    "business case, an error": ("Priya Shah", "/business-case/?change=nonsense"),
    "auditor": ("Iain Muir", "/auditor/"),
}


def checked(tab: Tab) -> dict[str, object]:
    return {"axe": violations(tab.page), "wider by": overflow(tab.page), "headings": tab.page.locator("h1").count()}


CLEAN = {"axe": [], "wider by": 0, "headings": 1}


def test_the_sign_in_page(tab: Tab) -> None:
    tab.go("/sign-in/")
    assert checked(tab) == CLEAN


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page(tab: Tab, name: str) -> None:
    person, path = PAGES[name]
    tab.sign_in(person)
    tab.go(path)
    assert "INVENTED" in tab.page.content()
    assert checked(tab) == CLEAN


def test_a_finance_return(tab: Tab) -> None:
    tab.sign_in("Daniel Okafor")
    tab.go("/finance-returns/")
    tab.page.locator("td a[href^='/finance-returns/']").first.click()
    assert "a deficit of" in tab.title or "a surplus of" in tab.title
    assert checked(tab) == CLEAN
    tab.page.get_by_role("link", name="Accept it").click()
    tab.page.get_by_role("heading", name="Accept this return?").wait_for()
    assert checked(tab) == CLEAN


EMPTY = (
    ("Priya Shah", "/"),
    ("Joan Tully", "/data-loads/"),
    ("Owen Price", "/performance/"),
    ("Owen Price", "/indicator/in-a-meaningful-role/"),
    ("Owen Price", "/compare/"),
    ("Helen Marsh", "/outcomes/"),
    ("Owen Price", "/stress/"),
    ("Helen Marsh", "/stress/"),
    ("Daniel Okafor", "/payment/"),
    ("Daniel Okafor", "/close/"),
    ("Daniel Okafor", "/forecast/"),
    ("Daniel Okafor", "/finance-returns/"),
    ("Peter Vance", "/finance-returns/"),
    ("Helen Marsh", "/reinvestment/"),
    ("Iain Muir", "/auditor/"),
)


@pytest.mark.parametrize(("person", "path"), EMPTY)
def test_a_page_with_nothing_to_show(empty_tab: Tab, person: str, path: str) -> None:
    empty_tab.sign_in(person)
    empty_tab.go(path)
    assert checked(empty_tab) == CLEAN


def press(name: str) -> Callable[[Tab], None]:
    return lambda tab: tab.page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize(
    ("person", "path", "button"),
    [
        ("Joan Tully", "/data-loads/", "Send"),
        ("Nadia Brook", "/people/", "Give the role"),
        ("Owen Price", "/tokens/", "Make it"),
        ("Peter Vance", "/finance-returns/send/", "Send"),
        ("Priya Shah", "/contract/propose/", "Check your answers"),
    ],
)
def test_an_error_is_said_at_the_top_and_has_the_focus(tab: Tab, person: str, path: str, button: str) -> None:
    tab.sign_in(person)
    tab.go(path)
    press(button)(tab)
    summary = tab.page.locator(".nhsuk-error-summary")
    summary.wait_for()
    assert tab.page.evaluate("document.activeElement.className").startswith("nhsuk-error-summary")
    assert tab.page.title().startswith("Error: ")
    assert checked(tab) == CLEAN


def test_an_error_of_the_bench_is_said_beside_its_field(tab: Tab) -> None:
    tab.sign_in("Owen Price")
    tab.go("/stress/")
    tab.page.get_by_label("Seed").fill("many")
    press("Run it")(tab)
    tab.page.locator(".nhsuk-error-summary").wait_for()
    assert "Enter the seed as a whole number" in tab.page.content()
    assert checked(tab) == CLEAN


PLANTED: dict[str, tuple[str, Callable[[Any], object]]] = {
    "a picture without words": ("document.body.innerHTML += '<img src=\"/static/evenlode.svg\">'", violations),
    "grey on white": ("document.querySelector('h1').style.color = '#bbb'", violations),
    "a field without a label": ("document.querySelector('main').innerHTML += '<input>'", violations),
    "something wide": ("document.querySelector('h1').style.width = '700px'", overflow),
}


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_the_checks_find_what_is_planted(tab: Tab, name: str) -> None:
    script, check = PLANTED[name]
    tab.go("/sign-in/")
    tab.page.evaluate(f"() => {{ {script} }}")
    assert check(tab.page)


def test_an_error_in_the_console_is_heard(tab: Tab) -> None:
    tab.go("/sign-in/")
    tab.page.evaluate("console.error('planted')")
    tab.page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    tab.page.wait_for_timeout(100)
    assert [error.split(":")[-1].strip() for error in tab.errors] == ["planted", "thrown"]
    tab.errors.clear()


def test_a_script_that_is_planted_does_not_run(tab: Tab) -> None:
    tab.go("/sign-in/")
    tab.page.evaluate("document.body.innerHTML += '<img src=x onerror=\"window.planted = 1\">'")
    tab.page.wait_for_timeout(200)
    assert tab.page.evaluate("window.planted") is None
    assert any("Content Security Policy" in error for error in tab.errors)
    tab.errors.clear()


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(tab: Tab) -> None:
    tab.sign_in("Priya Shah")
    tab.go("/")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "maincontent"
