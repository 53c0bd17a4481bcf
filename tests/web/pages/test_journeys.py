"""Given, when, then: a statement from frozen to money given to a scheme, and a target changed by two signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from evenlode.terms.reading import read_contract
from tests.web.shown.making import SMALL_TODAY, copied, small

FIRST = "2015-10-01"
LINE = "first-indicator"


@pytest.fixture(autouse=True)
def _on_a_day_when_the_year_can_be_frozen() -> Iterator[None]:
    with override_settings(TODAY=SMALL_TODAY.isoformat()):
        yield


def take(client: Any, step: str, **about: str) -> Any:
    return client.post(f"/payment/{step}/", {"year": FIRST, **about}, follow=True)


def test_a_statement_is_prepared_by_one_and_approved_by_another(
    signed_in: Callable[[str], Any], serving: Callable[[Path], None], tmp_path: Path
) -> None:
    # Given a year whose data may be frozen
    serving(copied(tmp_path, small()).folder)
    priya, daniel, ruth, joan, helen = map(
        signed_in, ("Priya Shah", "Daniel Okafor", "Ruth Ellison", "Joan Tully", "Helen Marsh")
    )
    assert b"Freeze the year?" in priya.get(f"/payment/freeze/?year={FIRST}").content
    assert b"Reference: entry" in take(priya, "freeze").content

    # When the same person prepares and approves it
    assert b"The statement is prepared." in take(daniel, "prepare").content
    page = daniel.get("/payment/").content
    assert b"You prepared this statement, so you cannot approve it." in page
    refused = take(daniel, "approve")
    # Then the library refuses, and the page says why
    assert refused.status_code == 409
    assert b"approving takes another person" in refused.content

    # And a role without the duty is not even asked
    assert take(joan, "approve").status_code == 403

    # When somebody else approves it and it is issued
    assert b"The statement is approved." in take(ruth, "approve").content
    assert take(ruth, "approve").status_code == 409
    assert b"The statement is issued." in take(priya, "issue").content
    # Then it is final
    assert b"<strong>Final</strong>" in joan.get("/payment/").content

    # When the provider disputes a line without saying why, then with a reason
    assert take(joan, "dispute", line=LINE, side="earned", amount="1,000").status_code == 400
    wrong = take(joan, "dispute", line=LINE, side="earned", amount="a lot", because="A month is missing")
    assert b"Enter an amount in pounds and pence" in wrong.content
    done = take(joan, "dispute", line=LINE, side="earned", amount="1,000", because="A month is missing")
    assert b"The dispute is recorded." in done.content
    assert b"A month is missing" in done.content
    assert b"The dispute is resolved." in take(priya, "resolve", dispute="1", to_provider="1,000").content

    # When the board gives what nobody earned to a scheme, after reading it once more
    given = {"source": f"{FIRST} unpaid-to-reinvest", "scheme": "Carers", "amount": "25,000", "why": "Agreed"}
    short = helen.post("/reinvestment/", {**given, "step": "check", "amount": "nothing"})
    assert short.status_code == 400
    assert b"Enter an amount in pounds, for example 25,000" in short.content
    assert "Give £25,000 to Carers?" in helen.post("/reinvestment/", {**given, "step": "check"}).content.decode()
    too_much = helen.post("/reinvestment/", {**given, "step": "give", "amount": "99,000,000"})
    assert too_much.status_code in (400, 409)
    after = helen.post("/reinvestment/", {**given, "step": "give"}, follow=True).content.decode()
    # Then it is on the page, and the rest still waits
    assert "£25,000 of £820,000 has been given to schemes." in after


def test_a_target_is_changed_by_two_signatures(
    signed_in: Callable[[str], Any], serving: Callable[[Path], None], tmp_path: Path
) -> None:
    # Given somebody who proposes a target and forgets most of it
    place = copied(tmp_path, small())
    serving(place.folder)
    priya, joan, helen = map(signed_in, ("Priya Shah", "Joan Tully", "Helen Marsh"))
    empty = priya.post("/contract/propose/", {"step": "check"})
    assert empty.status_code == 400
    assert b"Enter the new value, for example 60%" in empty.content
    typed = {
        "change": "contract.annual_value",
        "value": "£21m",
        "title": "More",
        "day": "1",
        "month": "4",
        "year": "2017",
    }
    typed["why"] = "More people"
    past = priya.post("/contract/propose/", {**typed, "step": "check", "year": "2016"})
    assert b"what is past is never changed" in past.content

    # When the answers are checked and it is proposed
    check = priya.post("/contract/propose/", {**typed, "step": "check"}).content.decode()
    assert "Check your answers" in check
    assert "£20,000,000" in check
    nonsense = priya.post("/contract/propose/", {**typed, "step": "propose", "value": "a lot"})
    assert nonsense.status_code == 400
    proposed = priya.post("/contract/propose/", {**typed, "step": "propose"}, follow=True)
    # Then it waits for both parties
    assert b"It is proposed." in proposed.content
    number = proposed.redirect_chain[-1][0].split("/")[-2]
    page = f"/contract/variation/{number}/"
    assert b"waits for Sallowby Commissioning Group and Pellowick Care Trust" in proposed.content

    # When the commissioner signs, and tries to sign again
    assert b"A signature cannot be taken back." in priya.get(f"{page}?sign").content
    assert b"Your signature is recorded." in priya.post(page, {"step": "sign"}, follow=True).content
    assert priya.post(page, {"step": "sign"}).status_code == 409
    # Then it cannot be written in before the provider has signed, and a board member signs nothing
    assert priya.post(page, {"step": "apply"}).status_code == 409
    assert helen.post(page, {"step": "sign"}).status_code == 403
    assert b"Your signature is recorded." in joan.post(page, {"step": "sign"}, follow=True).content

    # When it is written into the contract
    assert b"It is in the contract." in priya.post(page, {"step": "apply"}, follow=True).content
    # Then the contract's folder has it, and the page shows it
    assert number in {one.variation for one in read_contract(place.contract).variations.variations}
    assert number.encode() in priya.get("/contract/").content
