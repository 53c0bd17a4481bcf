"""Journeys as people make them: from a submission that is refused to one that is in, from a freeze to an issue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.web.journeys.browser import Tab, violations


def test_a_submission_is_refused_mended_and_taken_in(tab: Tab, tmp_path: Path) -> None:
    # given a provider with a file in which a day is wrong
    file = tmp_path / "MHS001.csv"
    file.write_text("Person_ID,PersonBirthDate\nP1,30/02/1980\n", encoding="utf-8")
    tab.sign_in("Joan Tully")
    # when she sends it
    send(tab, file)
    tab.page.get_by_text("Nothing was stored").wait_for()
    # then the page says which row and what to do
    assert "MHS001.csv, row 2, PersonBirthDate" in tab.page.content()
    assert violations(tab.page) == []
    # when she mends it and sends it again
    file.write_text("Person_ID,PersonBirthDate\nP1,1980-02-29\n", encoding="utf-8")
    send(tab, file)
    # then it is in
    tab.page.get_by_role("heading", name="Done").wait_for()
    assert "1 rows" in tab.page.content()
    assert violations(tab.page) == []
    # and the commissioner's analyst sees that it came and nothing of its rows
    tab.sign_in("Owen Price")
    tab.go("/data-loads/")
    assert "October 2019" in tab.page.content()


def send(tab: Tab, file: Path) -> None:
    tab.go("/data-loads/")
    tab.page.get_by_role("textbox", name="Month").fill("2019-10")
    tab.page.locator("#files").set_input_files(file)
    tab.page.get_by_label("The other tables come another time").check()
    tab.page.get_by_role("button", name="Send", exact=True).click()
    tab.page.wait_for_url("**/job/**")


def test_a_statement_goes_from_the_freeze_to_the_issue_by_two_people(tab: Tab) -> None:
    # given year 3 calculated and past its freeze
    tab.sign_in("Priya Shah")
    assert "Freeze the statement of year 3" in tab.page.content()
    # when the contract manager freezes and prepares it
    for step in ("freeze", "prepare"):
        take(tab, step)
    # then approving waits for somebody in finance
    tab.go("/")
    assert "Approve the payment of year 3" in tab.page.content()
    # when finance approves it and the manager issues it
    tab.sign_in("Ruth Ellison")
    take(tab, "approve")
    tab.sign_in("Priya Shah")
    take(tab, "issue")
    # then it is done, and the trail has each step with who took it
    tab.go("/")
    assert "Statement issued, version 1" in tab.page.content()
    tab.sign_in("Iain Muir")
    tab.go("/audit-trail/?who=ruth")
    assert "payment-step" in tab.page.content()


def take(tab: Tab, step: str) -> None:
    """Read the page of a step, and press its button."""
    tab.go(f"/payment/{step}/")
    assert violations(tab.page) == []
    tab.page.locator("main form button").last.click()
    tab.page.wait_for_url("**/payment/?**")


def test_it_works_without_a_script(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = Tab(context.new_page(), address)
    tab.sign_in("Owen Price")
    for path, heading in (("/", "Home"), ("/data-loads/", "Data are in"), ("/payment/", "")):
        tab.go(path)
        assert tab.page.locator("h1").count() == 1
        assert heading in ("Home", "") or heading in tab.title
    context.close()


def test_each_page_is_light_and_asks_nobody_else(tab: Tab) -> None:
    asked: list[tuple[str, int]] = []
    tab.page.on("response", lambda answer: asked.append((answer.url, int(answer.headers.get("content-length", "0")))))
    tab.sign_in("Owen Price")
    for path in ("/", "/performance/", "/payment/", "/indicator/in-a-meaningful-role/"):
        asked.clear()
        tab.page.context.clear_cookies(name="none-such")
        tab.go(path)
        assert {url.split("/")[2] for url, _ in asked if url.startswith("http")} == {tab.address.split("/")[2]}
        assert sum(size for _, size in asked) < 400_000, (path, sorted(asked, key=lambda one: -one[1])[:3])
