"""Journeys as people make them: from a submission that is refused to one that is in, from a freeze to an issue."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from tests.web.journeys.browser import Tab, overflow, violations


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
    # when finance approves it while a signal of the rows is not answered
    tab.sign_in("Ruth Ellison")
    tab.go("/payment/approve/")
    press_last(tab)
    # then it is held up until a clinician has said why
    tab.page.locator("#problems").wait_for()
    assert violations(tab.page) == []
    tab.sign_in("Samir Haddad")
    tab.go("/performance/")
    tab.page.locator("a[href*='/performance/signal/']").first.click()
    assert violations(tab.page) == []
    tab.page.locator("textarea").fill("The form asked it otherwise this year")
    press_last(tab)
    tab.page.wait_for_url("**/performance/**")
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


def test_a_provider_disputes_the_manager_resolves_the_board_allocates(tab: Tab) -> None:
    # given the statement that was issued a moment ago
    tab.sign_in("Joan Tully")
    tab.go("/payment/dispute/")
    # when the lead provider disputes a line without a reason, then with one
    press_last(tab)
    tab.page.locator("#problems, .nhsuk-error-summary").first.wait_for()
    tab.page.get_by_label("Why").fill("A month of forms came late")
    tab.page.locator("[name=amount]").fill("0")
    press_last(tab)
    tab.page.wait_for_url("**/payment/?**")
    assert "The dispute is recorded" in tab.page.content()
    # then the contract manager is told and resolves it
    tab.sign_in("Priya Shah")
    assert "Resolve dispute 1" in tab.page.content()
    tab.go("/payment/resolve/")
    tab.page.locator("[name=to_provider]").fill("0")
    press_last(tab)
    tab.page.wait_for_url("**/payment/?**")
    assert "The dispute is resolved" in tab.page.content()
    # and the board sees what nobody earned
    tab.sign_in("Helen Marsh")
    tab.go("/reinvestment/")
    assert violations(tab.page) == []


def press_last(tab: Tab) -> None:
    """The button of the page's own form."""
    tab.page.locator("main form button").last.click()


def test_a_variation_is_proposed_and_signed_by_both_parties(tab: Tab) -> None:
    # given a manager with a target to change
    tab.sign_in("Priya Shah")
    tab.go("/contract/propose/?change=5a.target")
    for name, value in (("value", "62%"), ("day", "1"), ("month", "10"), ("year", "2020")):
        tab.page.locator(f"[name={name}]").fill(value)
    tab.page.locator("[name=title]").fill("Meaningful role, target to 62%")
    tab.page.locator("[name=why]").fill("The target has been met for a year")
    # when she reads her answers once more and proposes it
    press_last(tab)
    assert violations(tab.page) == []
    tab.page.get_by_role("button", name="Propose").click()
    tab.page.wait_for_url("**/variation/**")
    where = tab.page.url.removeprefix(tab.address).split("?")[0]
    assert "It is proposed" in tab.page.content()
    # then each party signs for itself
    for name in ("Priya Shah", "Joan Tully"):
        tab.sign_in(name)
        assert "Sign variation" in tab.page.content()
        tab.go(f"{where}?sign")
        assert violations(tab.page) == []
        press_last(tab)
        tab.page.get_by_text("Your signature is recorded.").wait_for()


def test_a_finance_return_is_refused_mended_asked_about_and_accepted(tab: Tab, tmp_path: Path) -> None:
    # given a partner with the workbook made for it
    tab.sign_in("Peter Vance")
    tab.go("/finance-returns/send/")
    with tab.page.expect_download() as taken:
        tab.page.get_by_role("link", name="Workbook for 2018/19").click()
    empty = tmp_path / "empty.xlsx"
    taken.value.save_as(empty)
    # when it is sent back empty
    upload(tab, empty)
    tab.page.get_by_role("heading", name="Nothing was stored").wait_for()
    # then the page says what to do
    assert "Type in the white cells" in tab.page.content()
    assert violations(tab.page) == []
    # when the return of last time is taken away, changed and sent again
    tab.go("/finance-returns/")
    tab.page.locator("td a[href^='/finance-returns/']").last.click()
    with tab.page.expect_download() as taken:
        tab.page.get_by_role("link", name="Excel, as it was filled in").click()
    filled = tmp_path / "filled.xlsx"
    taken.value.save_as(filled)
    with zipfile.ZipFile(filled, "a") as book:
        book.writestr("docProps/note.txt", "another file, the same figures")
    upload(tab, filled)
    tab.page.get_by_role("heading", name="Done").wait_for()
    assert "Reference: entry" in tab.page.content()
    assert violations(tab.page) == []
    tab.page.locator("main .ev-rows a").first.click()
    where = tab.page.url.removeprefix(tab.address)
    # and finance asks, the partner answers, finance accepts
    tab.sign_in("Daniel Okafor")
    tab.go(where)
    tab.page.get_by_label("What is unclear?").fill("Why is overhead higher than last year?")
    tab.page.get_by_role("button", name="Ask its provider").click()
    tab.page.get_by_text("Your question is recorded").wait_for()
    tab.sign_in("Peter Vance")
    assert "Answer the question of finance" in tab.page.content()
    tab.go(where)
    assert violations(tab.page) == []
    tab.page.get_by_label("Your answer").fill("The rent went up")
    tab.page.get_by_role("button", name="Send the answer").click()
    tab.page.get_by_text("Your answer is recorded").wait_for()
    tab.sign_in("Ruth Ellison")
    tab.go(f"{where}?accept")
    tab.page.get_by_role("button", name="Accept the return").click()
    tab.page.get_by_text("The return is accepted.").wait_for()
    # and the council agrees with the year's returns for its own money
    tab.sign_in("Carol Reeve")
    tab.go("/finance-returns/")
    tab.page.get_by_role("button", name="Sign off 2018/19").click()
    tab.page.get_by_text("The returns of 2018/19 are signed off.").wait_for()


def upload(tab: Tab, file: Path) -> None:
    tab.go("/finance-returns/send/")
    tab.page.locator("#files").set_input_files(file)
    tab.page.get_by_role("button", name="Send", exact=True).click()
    tab.page.wait_for_url("**/job/**")


def test_a_clinician_confirms_who_counts(tab: Tab) -> None:
    tab.sign_in("Samir Haddad")
    tab.go("/scope/")
    tab.page.get_by_role("button", name="Confirm it").click()
    tab.page.get_by_text("Your confirmation is recorded.").wait_for()
    assert violations(tab.page) == []
    tab.sign_in("Priya Shah")
    tab.go("/scope/")
    assert "Nothing of it has changed since." in tab.page.content()


def test_the_bench_is_run_cancelled_run_again_and_a_warning_proposed(tab: Tab) -> None:
    # given an analyst who asks for a first look
    tab.sign_in("Owen Price")
    tab.go("/stress/")
    tab.page.get_by_label("Years to invent").select_option("1000")
    press_last(tab)
    tab.page.wait_for_url("**/job/**")
    # when it is cancelled it stops, and when it is started again it ends
    tab.page.get_by_role("button", name="Cancel it").click()
    tab.page.get_by_role("heading", name="Cancelled").wait_for()
    assert violations(tab.page) == []
    tab.page.get_by_role("button", name="Start it again").click()
    tab.page.get_by_role("heading", name="Done").wait_for(timeout=240_000)
    # then the board reads what would be paid for luck
    tab.sign_in("Helen Marsh")
    tab.go("/stress/")
    assert "would be paid for noise" in tab.title
    assert violations(tab.page) == []
    assert overflow(tab.page) == 0
    # and the manager makes a proposal of a warning
    tab.sign_in("Priya Shah")
    tab.go("/stress/")
    tab.page.get_by_role("button", name="Propose it").first.click()
    tab.page.get_by_role("heading", name="Propose a variation").wait_for()
    assert tab.page.locator("[name=why]").input_value()
    assert violations(tab.page) == []


def test_an_administrator_gives_a_role_and_an_auditor_reads_who_did_what(tab: Tab) -> None:
    tab.sign_in("Nadia Brook")
    tab.go("/people/")
    tab.page.get_by_label("Name").fill("Ann Lee")
    tab.page.get_by_label("E-mail").fill("ann.lee@example.org")
    tab.page.locator("#role").select_option("analyst")
    tab.page.locator("#party").select_option("commissioner")
    tab.page.get_by_role("button", name="Give the role").click()
    tab.page.get_by_text("Ann Lee has the role.").wait_for()
    assert violations(tab.page) == []
    tab.sign_in("Iain Muir")
    tab.go("/audit-trail/?who=nadia")
    assert "people" in tab.page.content()


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
