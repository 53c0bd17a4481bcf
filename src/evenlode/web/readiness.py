"""A production starts only where `check --deploy` has nothing to say; what it says names what to set."""

from __future__ import annotations

from django.conf import settings
from django.core import checks

from evenlode.problems import Level, Problem, Refusal

_SET = {
    "security.W004": "Set SECURE_HSTS_SECONDS",
    "security.W009": "Set EVENLODE_SECRET_KEY to fifty random letters or more, and keep it: "
    'python -c "import secrets; print(secrets.token_urlsafe(64))"',
    "security.W020": "Set EVENLODE_ALLOWED_HOSTS to the names people type, with commas between them",
}


def refuse_unless_ready() -> None:
    """Raise a Refusal with every finding of `check --deploy`, where this is a production; otherwise do nothing."""
    if not settings.PRODUCTION:
        return
    found = [one for one in checks.run_checks(include_deployment_checks=True) if not one.is_silenced()]
    if found:
        raise Refusal([_problem(one) for one in found])


def _problem(one: checks.CheckMessage) -> Problem:
    first = one.msg.split(". ")[0].rstrip(".")
    fix = _SET.get(one.id or "") or one.hint or f"See {one.id} in Django's list of system checks"
    return Problem("CONFIG.PRODUCTION", Level.REJECT_FILE, "production", None, one.id, first, fix)
