"""What the settings are made of: the mode, the key that signs sessions, and where the database is."""

from __future__ import annotations

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from evenlode.problems import refuse


class Mode(StrEnum):
    """How the app runs. Only a demo has personas; only production is safe to reach from another machine."""

    DEMO = "demo"
    OWN = "own"
    PRODUCTION = "production"


SAID_OF_POSTGRES = frozenset({"host", "sslmode", "sslrootcert", "sslcert", "sslkey"})
"""What an address of PostgreSQL may say behind its question mark, in libpq's own words."""
NO_KEY = "django-insecure-set-EVENLODE_SECRET_KEY"
"""What stands in for a missing key in production: `check --deploy` refuses it by its name."""


def secret_key(mode: Mode, kept: Path) -> str:
    """The key of EVENLODE_SECRET_KEY; outside production one of the workspace's own, made the first time."""
    given = os.environ.get("EVENLODE_SECRET_KEY")
    if given:
        return given
    if mode is Mode.PRODUCTION:
        return NO_KEY
    path = kept / "secret.key"
    if not path.is_file():
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(beside, path)  # of two that start at once, the first keeps its key
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text(encoding="ascii")


def database(url: str, kept: Path) -> dict[str, Any]:
    """Django's setting for the database: SQLite in the workspace, or PostgreSQL where the URL names one.

    A PostgreSQL that is reached by a socket is named as libpq has it, ?host=/run/postgresql; so are sslmode and the
    certificates. SQLite writes ahead (WAL), waits twenty seconds for another writer, and begins every transaction as a
    writing one, so that two people at once queue and neither is told that the database is locked.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": kept / "web.db",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/") or set(options) - SAID_OF_POSTGRES:
        fix = "Write postgresql://NAME:PASSWORD@HOST/DATABASE, or leave it out for SQLite in the workspace"
        raise refuse("CONFIG.SETTING", "EVENLODE_DATABASE names no PostgreSQL database", fix, field="EVENLODE_DATABASE")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
