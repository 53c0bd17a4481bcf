"""OpenID Connect with a provider of our own in this process: what lets in, and each thing that does not."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from evenlode.problems import Refusal
from evenlode.web.people import openid
from evenlode.web.people.fetching import fetch_json

ISSUER = "https://accounts.example.org"


class Provider:
    """A provider: it answers what `fetch_json` asks, and checks what the app says of itself."""

    def __init__(self, our_key: RSAKey) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "theirs"})
        self.signs_with = self.key
        self.our_key = our_key
        self.claims: dict[str, Any] = {"sub": "u-17", "email": "joan.tully@demo.invalid", "email_verified": True}
        self.about: dict[str, str] = {}
        self.nonce = ""
        self.asserted: Mapping[str, Any] = {}

    def answer(self, url: str, form: Mapping[str, str] | None = None) -> Any:
        if url.endswith("/.well-known/openid-configuration"):
            own = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/go", "token_endpoint": f"{ISSUER}/token"}
            return {**own, "jwks_uri": f"{ISSUER}/keys", **self.about}
        if url == f"{ISSUER}/keys":
            return KeySet([self.key]).as_dict(private=False)
        assert form is not None
        self.asserted = jwt.decode(form["client_assertion"], self.our_key, algorithms=["RS512"]).claims
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "evenlode", "iat": now, "exp": now + 60, "nonce": self.nonce, **self.claims}
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "theirs"}, claims, self.signs_with)}


@pytest.fixture(scope="module")
def our_key() -> RSAKey:
    return RSAKey.generate_key(2048)


@pytest.fixture
def provider(our_key: RSAKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Path) -> Iterator[Provider]:
    from evenlode.web.people.models import Person

    Person.objects.filter(email="pat@example.org").delete()
    Person.objects.create_user("pat@example.org", "Pat Rowe")
    key = tmp_path / "key.pem"
    key.write_bytes(our_key.as_pem(private=True))
    made = Provider(our_key)
    made.claims["email"] = "pat@example.org"
    monkeypatch.setattr("evenlode.web.people.fetching.fetch_json", made.answer)
    monkeypatch.setattr(openid, "_known", {})
    settings = openid.OpenId(ISSUER, "evenlode", key, back="http://testserver/sign-in/openid/back/")
    with override_settings(OPENID=settings):
        yield made


def come_back(client: Any, provider: Provider, **changed: str) -> Any:
    """Start, and come back as the provider sends one."""
    started = client.get("/sign-in/openid/")
    assert started.status_code == 302, started.content.decode()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(started["Location"]).query).items()}
    assert asked["code_challenge_method"] == "S256"
    provider.nonce = asked["nonce"]
    return client.get("/sign-in/openid/back/", {"code": "c", "state": asked["state"], **changed})


def test_whom_the_provider_vouches_for_comes_in_and_is_known_by_its_name_later(
    stranger: Any, provider: Provider
) -> None:
    assert come_back(stranger, provider).status_code == 302
    assert provider.asserted["iss"] == provider.asserted["sub"] == "evenlode"
    assert provider.asserted["aud"] == f"{ISSUER}/token"
    assert provider.asserted["exp"] - provider.asserted["iat"] == 300
    provider.claims["email"] = "another@example.org"  # from now on its own name for the person counts
    stranger.post("/sign-out/")
    assert come_back(stranger, provider).status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email": "unknown@example.org"},
        {"iss": "https://other.example.org"},
        {"aud": "another client"},
        {"exp": 1_000_000_000},
        {"nonce": "another"},
    ],
)
def test_anything_amiss_in_what_it_says_lets_nobody_in(
    stranger: Any, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims.update(claims)
    assert come_back(stranger, provider).status_code == 400
    assert stranger.get("/").status_code == 302


def test_a_token_signed_by_somebody_else_lets_nobody_in(stranger: Any, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "theirs"})
    assert come_back(stranger, provider).status_code == 400


def test_an_answer_that_was_not_asked_for_lets_nobody_in(stranger: Any, provider: Provider) -> None:
    assert come_back(stranger, provider, state="made-up").status_code == 400
    assert stranger.get("/sign-in/openid/back/", {"code": "c", "state": ""}).status_code == 400


@pytest.mark.parametrize(
    "about", [{"issuer": "https://other.example.org"}, {"token_endpoint": "https://10.0.0.1/token"}]
)
def test_t31_a_provider_that_points_elsewhere_is_not_asked(
    stranger: Any, provider: Provider, about: dict[str, str]
) -> None:
    provider.about = about
    assert stranger.get("/sign-in/openid/").status_code == 400


def test_without_a_provider_there_is_no_such_page(stranger: Any) -> None:
    assert stranger.get("/sign-in/openid/").status_code == 404


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:{}/", "https://localhost:{}/", "http://127.0.0.1:{}/", "file:///etc/passwd"]
)
def test_t31_an_address_inside_is_never_called(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        with pytest.raises(Refusal, match=r"OPENID\.PROVIDER"):
            fetch_json(address.format(listener.getsockname()[1]))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_provider_set_up_in_part_is_refused() -> None:
    with pytest.raises(Refusal, match="EVENLODE_OPENID_KEY"):
        openid.read({"EVENLODE_OPENID_ISSUER": ISSUER, "EVENLODE_OPENID_CLIENT": "x"}, "https://here.example.org")
    assert openid.read({}, "https://here.example.org") is None
