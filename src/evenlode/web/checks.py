"""What `check --deploy` asks of a production beside Django's own questions."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

from evenlode.web.access.reading import DEMO_MARK


@register(Tags.security, deploy=True)
def ready_for_production(**given: Any) -> list[Error]:
    """Every error of the settings and the workspace."""
    found = []
    if not settings.PRODUCTION:
        found.append(
            Error("EVENLODE_WEB_MODE is not production", "Start with evenlode serve --production", id="web.E001")
        )
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        found.append(Error("EVENLODE_ALLOWED_HOSTS lets any host in", "Name each host", id="web.E002"))
    if not settings.BASE_URL.startswith("https://"):
        fix = "Set it to the address that people type, for example https://evenlode.example.org"
        found.append(Error("EVENLODE_BASE_URL is no https address", fix, id="web.E003"))
    if (Path(settings.WORKSPACE) / DEMO_MARK).is_file():
        fix = "Serve a workspace of your own: EVENLODE_WORKSPACE or --workspace"
        found.append(Error("The workspace was made by the demo", fix, id="web.E004"))
    if os.environ.get("EVENLODE_DEBUG"):
        found.append(Error("EVENLODE_DEBUG is set, which prints what can be personal", "Take it away", id="web.E005"))
    return found + [_open_to_others(path) for path in _kept_files() if _is_open(path)]


def _kept_files() -> list[Path]:
    folder = Path(settings.WORKSPACE)
    named = [folder / "records.db", folder / "pseudonyms.key", folder / "web"]
    return [path for path in named if path.exists()]


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def _open_to_others(path: Path) -> Error:
    name = path.relative_to(settings.WORKSPACE)
    return Error(f"Everybody on this machine may read {name}", f"chmod o-rwx {name}", id="web.E006")
