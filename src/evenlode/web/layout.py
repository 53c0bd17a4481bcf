"""Around every page: the Jinja environment, what layout.html needs, and `render`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, Environment

from evenlode.money import pounds
from evenlode.results import say_day


def environment(**options: Any) -> Environment:
    """Jinja as every template has it: escaping on, what a macro is not given is empty, our own words at hand."""
    own = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": ChainableUndefined}
    made = Environment(**{**options, **own})  # noqa: S701 - it is turned on a line above
    made.globals.update({"static": static, "url": url})
    made.filters.update({"day": _day, "pounds": pounds})
    return made


def url(name: str, **named: Any) -> str:
    """The address of a page by its NAME."""
    found: str = reverse(name, kwargs=named)
    return found


def around_the_page(request: HttpRequest) -> dict[str, Any]:
    """What layout.html prints: who is signed in, the way around for the role, the nonce, INVENTED."""
    from evenlode.web.access.middleware import here
    from evenlode.web.access.reading import contract_of, is_invented
    from evenlode.web.pages import menu

    desk = getattr(request, "desk", None)
    workspace = here()
    invented = desk.invented if desk else is_invented(workspace)
    form = (desk.contract if desk else contract_of(workspace)).form
    return {
        "desk": desk,
        "cspNonce": getattr(request, "csp_nonce", ""),
        "navigation": menu(request) if desk else (),
        "invented": invented,
        "contract_title": form.alias.title if invented else form.title,
        "roles_held": getattr(request, "memberships", []),
        "is_demo": settings.DEBUG,
        "assetPath": "/static",
        "tampered": _first_tampering(desk),
    }


def render(request: HttpRequest, template: str, *, status: int = 200, **named: Any) -> HttpResponse:
    """A page from templates/ with the values given."""
    return HttpResponse(render_to_string(template, named, request=request), status=status)


def _day(value: date) -> str:
    return say_day(value)


def _first_tampering(desk: Any) -> str:
    """What is first wrong with the journal, for people who are signed in; empty where nothing is."""
    from evenlode.web.audit.trail import tampering

    found = tampering(desk.workspace) if desk else ()
    return f"{found[0][0].upper()}{found[0][1:]}." if found else ""
