"""OpenID Connect: the code flow with PKCE, where we show who we are with a signed JWT and never with a secret."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from evenlode.problems import Refusal, refuse

_ALGORITHMS = ["RS256", "RS512", "PS256", "ES256"]
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LASTS = 3600.0
_known: dict[str, tuple[float, Mapping[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class OpenId:
    """What an organisation's provider gave us. key: a PEM file with our private key; algorithm: what it signs with."""

    issuer: str
    client: str
    key: Path
    key_id: str = ""
    algorithm: str = "RS512"
    back: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that began: where to send the browser, and what the session keeps until it comes back."""

    address: str
    kept: dict[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the provider says it is. subject: issuer and its own name for the person; email only where it vouches."""

    subject: str
    email: str


def read(environment: Mapping[str, str], base_url: str) -> OpenId | None:
    """The settings EVENLODE_OPENID_*; None where there are none. Raises a Refusal where some are missing."""
    given = {name: environment.get(f"EVENLODE_OPENID_{name.upper()}", "") for name in ("issuer", "client", "key")}
    if not any(given.values()):
        return None
    missing = [f"EVENLODE_OPENID_{name.upper()}" for name, value in given.items() if not value]
    if missing:
        raise refuse("CONFIG.SETTING", "OpenID Connect is set up in part", f"Set {' and '.join(missing)} too")
    if urlsplit(given["issuer"]).scheme != "https":
        raise refuse("CONFIG.SETTING", "the issuer is no https address", "Correct EVENLODE_OPENID_ISSUER")
    return OpenId(
        issuer=given["issuer"],
        client=given["client"],
        key=Path(given["key"]),
        key_id=environment.get("EVENLODE_OPENID_KEY_ID", ""),
        algorithm=environment.get("EVENLODE_OPENID_ALGORITHM", "RS512"),
        back=f"{base_url}/sign-in/openid/back/",
    )


def begin(settings: OpenId) -> Begun:
    """Where the browser goes to sign in. Raises a Refusal where the provider cannot be asked."""
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    about = _discovered(settings)
    kept = {"state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24), "pkce": secrets.token_urlsafe(48)}
    asked = {
        "response_type": "code",
        "client_id": settings.client,
        "redirect_uri": settings.back,
        "scope": "openid email",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": create_s256_code_challenge(kept["pkce"]),
        "code_challenge_method": "S256",
    }
    return Begun(f"{about['authorization_endpoint']}?{urlencode(asked)}", kept)


def finish(settings: OpenId, kept: Mapping[str, str], given: Mapping[str, str]) -> Known:
    """Whom the provider says it is, from what it sent the browser back with. Raises a Refusal for anything amiss."""
    if not kept or not secrets.compare_digest(kept["state"], given.get("state", "")) or "code" not in given:
        raise _refused("the answer does not belong to a sign-in that was begun here")
    about = _discovered(settings)
    token = _fetch(
        about["token_endpoint"],
        {
            "grant_type": "authorization_code",
            "code": given["code"],
            "redirect_uri": settings.back,
            "client_id": settings.client,
            "code_verifier": kept["pkce"],
            "client_assertion_type": _ASSERTION,
            "client_assertion": _assertion(settings, about["token_endpoint"]),
        },
    )
    claims = _claims(settings, about, str(token.get("id_token", "")), kept["nonce"])
    email = str(claims.get("email", "")).lower() if claims.get("email_verified") is True else ""
    return Known(f"{settings.issuer} {claims['sub']}", email)


def _assertion(settings: OpenId, audience: str) -> str:
    """The JWT that shows who we are, good for five minutes and for this provider alone."""
    from authlib.oauth2.rfc7523 import private_key_jwt_sign

    header = {"alg": settings.algorithm, **({"kid": settings.key_id} if settings.key_id else {})}
    signed: str = private_key_jwt_sign(
        _private_key(settings), settings.client, audience, alg=settings.algorithm, header=header, expires_in=300
    )
    return signed


def _private_key(settings: OpenId) -> Any:
    from joserfc.jwk import ECKey, RSAKey

    kind = ECKey if settings.algorithm.startswith("ES") else RSAKey
    return kind.import_key(settings.key.read_bytes())


def _claims(settings: OpenId, about: Mapping[str, Any], token: str, nonce: str) -> Mapping[str, Any]:
    """The claims of an ID token whose signature, issuer, audience, times and nonce are right."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    wanted = {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client},
        "nonce": {"essential": True, "value": nonce},
    }
    try:
        keys: Any = _fetch(about["jwks_uri"])
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
        parameters = {"nonce": nonce, "client_id": settings.client}
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, parameters)
        claims.validate(now=int(time.time()), leeway=60)
    except (JoseError, ValueError, KeyError) as error:
        raise _refused(f"what the provider says cannot be relied on ({type(error).__name__})") from None
    found: Mapping[str, Any] = claims
    return found


def _discovered(settings: OpenId) -> Mapping[str, Any]:
    """What the provider says about itself, asked once an hour; every address of it is on the issuer's own host."""
    known = _known.get(settings.issuer)
    if known and known[0] > time.monotonic():
        return known[1]
    about = _fetch(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != settings.issuer:
        raise _refused("the provider names another issuer")
    host = urlsplit(settings.issuer).hostname
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        parts = urlsplit(str(about.get(name, "")))
        if parts.scheme != "https" or parts.hostname != host:
            raise _refused(f"{name} of the provider is not at its own host")
    _known[settings.issuer] = (time.monotonic() + _LASTS, about)
    return about


def _fetch(url: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
    from evenlode.web.people import fetching

    found = fetching.fetch_json(url, form)
    if not isinstance(found, dict):
        raise _refused("the provider's answer is not what was expected")
    return found


def _refused(said: str) -> Refusal:
    return refuse("OPENID.SIGN_IN", said, "Start again from the sign-in page")
