"""Fetching from an OpenID provider: https alone, no redirects, nothing that lives inside, little and soon."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from evenlode.problems import refuse

_LARGEST = 512 * 1024
_PATIENCE = 10.0


def fetch_json(url: str, form: Mapping[str, str] | None = None) -> Any:
    """The JSON at an address, of a POST where there is a form.

    Raises a Refusal where it is no https address, its host stands for an address inside, or the answer is not JSON.
    The host is looked up once and that very address is called, so that no second answer of a name server counts.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise _refused("the address of the provider is not a plain https address")
    port = parts.port or 443
    connection = _Pinned(parts.hostname, port, _outside(parts.hostname, port))
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept": "application/json"}
        if form is None:
            connection.request("GET", target or "/", headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request("POST", target or "/", urlencode(form), headers)
        answer = connection.getresponse()
        if answer.status != 200:
            raise _refused(f"the provider answered {answer.status}, where 200 was expected")
        return json.loads(answer.read(_LARGEST))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _refused(f"the provider could not be asked ({type(error).__name__})") from None
    finally:
        connection.close()


def _outside(host: str, port: int) -> str:
    """The first address of the host, where every one of them is a public one."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        raise _refused("the host of the provider is not known") from None
    if not found or not all(ipaddress.ip_address(one.split("%")[0]).is_global for one in found):
        raise _refused("the host of the provider stands for an address inside")
    return min(found)


class _Pinned(http.client.HTTPSConnection):
    """A connection to an address that was looked at, under the name of the host that its certificate must have."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=_PATIENCE, context=self._tls)
        self._address = address

    def connect(self) -> None:
        """Connect to the address, and let TLS ask for the host."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def _refused(said: str) -> Exception:
    return refuse("OPENID.PROVIDER", said, "Check EVENLODE_OPENID_ISSUER, or sign in another way")
