"""Own accounts: a link sets the password once, five wrong ones lock the account, the administrator gives roles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

GOOD = "heron walks by the weir"


@pytest.fixture
def account(app: object) -> Iterator[str]:
    """Somebody with a password, in an app that is no demo."""
    from axes.models import AccessAttempt

    from evenlode.web.people.models import Person

    AccessAttempt.objects.all().delete()
    Person.objects.filter(email="ann@example.org").delete()
    Person.objects.create_user("ann@example.org", "Ann Lee", GOOD)
    with override_settings(DEBUG=False):
        yield "ann@example.org"
    AccessAttempt.objects.all().delete()


def try_in(client: Any, email: str, password: str) -> Any:
    return client.post("/sign-in/", {"email": email, "password": password})


def test_the_right_password_lets_in_however_the_address_is_capitalised(stranger: Any, account: str) -> None:
    assert try_in(stranger, account.upper(), GOOD).status_code == 302


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(stranger: Any, account: str) -> None:
    answers = [try_in(stranger, email, "wrong").content.decode() for email in (account, "nobody.here@example.org")]
    one, two = (re.sub(r'value="[^"]*"|nonce="[^"]*"', "", text) for text in answers)
    assert one == two
    assert "do not go together" in one


@pytest.mark.parametrize(("given", "said"), [({"email": ""}, "Enter your e-mail address"), ({}, "Enter your password")])
def test_what_is_left_out_is_asked_for(stranger: Any, account: str, given: dict[str, str], said: str) -> None:
    found = stranger.post("/sign-in/", {"email": account, **given})
    assert found.status_code == 400
    assert said in found.content.decode()


def test_five_wrong_passwords_lock_the_account_and_the_right_one_no_longer_helps(stranger: Any, account: str) -> None:
    codes = [try_in(stranger, account, f"wrong {number}").status_code for number in range(5)]
    assert codes == [400, 400, 400, 400, 429]
    found = try_in(stranger, account, GOOD)
    assert found.status_code == 429
    assert "Too many tries" in found.content.decode()


def test_another_account_is_not_locked_with_it(stranger: Any, account: str) -> None:
    for number in range(5):
        try_in(stranger, "somebody.else@example.org", f"wrong {number}")
    assert try_in(stranger, account, GOOD).status_code == 302


def test_an_administrator_gives_a_role_and_the_link_sets_a_password_once(
    signed_in: Callable[[str], Any], stranger: Any
) -> None:
    from evenlode.web.people.models import Membership, Person

    Person.objects.filter(email="new@example.org").delete()
    admin = signed_in("Nadia Brook")
    given = {"name": "New Person", "email": "new@example.org", "role": "finance", "party": "commissioner"}
    text = admin.post("/people/", given).content.decode()
    found = re.search(r"/password/\d+/[^<\s]+/", text)
    assert found, text
    address = found[0]
    assert stranger.get(address).status_code == 200
    weak = stranger.post(address, {"password": "short"})
    assert weak.status_code == 400
    assert "too short" in weak.content.decode()
    assert stranger.post(address, {"password": GOOD}).status_code == 302
    assert stranger.get(address).status_code == 404
    again = admin.post("/people/", given)
    assert again.status_code == 400
    assert "They hold this role already" in again.content.decode()
    role = Membership.objects.get(person__email="new@example.org")
    assert admin.post("/people/", {"end": str(role.pk)}).status_code == 302
    assert not Membership.objects.filter(pk=role.pk).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"email": "no address"}, "Enter an e-mail address, for example"),
        ({"name": " "}, "Enter the person&#39;s name"),
        ({"role": "public"}, "There is no such role"),
        ({"role": "partner"}, "A partner belongs to a partner"),
        ({"party": "another"}, "There is no such organisation"),
    ],
)
def test_what_cannot_be_a_role_is_told_with_what_to_do(
    signed_in: Callable[[str], Any], given: dict[str, str], said: str
) -> None:
    form = {"name": "Some One", "email": "some@example.org", "role": "finance", "party": "commissioner"}
    found = signed_in("Nadia Brook").post("/people/", {**form, **given})
    assert found.status_code == 400
    assert said in found.content.decode()


def test_a_made_up_link_is_no_page(stranger: Any) -> None:
    assert stranger.get("/password/1/abc-def/").status_code == 404


def test_the_first_administrator_is_made_from_the_command_line_and_only_once(stranger: Any) -> None:
    from evenlode.web.people.models import Membership, Person
    from evenlode.web.people.signing_in import first_administrator

    Person.objects.filter(email="chief@example.org").delete()
    addresses = [first_administrator("chief@example.org") for _ in range(2)]
    assert [one.role for one in Membership.objects.filter(person__email="chief@example.org")] == ["administrator"]
    path = addresses[1].removeprefix("http://localhost:8000")
    assert stranger.post(path, {"password": GOOD}).status_code == 302
    assert try_in(stranger, "chief@example.org", GOOD).status_code == 302
    assert stranger.get("/people/").status_code == 200
