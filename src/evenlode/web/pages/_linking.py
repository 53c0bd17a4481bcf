"""Links to pages that may not be there for a role: an address where the role may open it, nothing otherwise."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def linked(request: HttpRequest, name: str) -> str:
    """The address of the page of this name where the signed-in role may open it; empty otherwise."""
    from evenlode.web.pages import pages

    page = next((one for one in pages() if one.name == name), None)
    if page is None or request.desk.role not in page.roles:
        return ""
    try:
        found: str = reverse(name)
    except NoReverseMatch:  # a page about one thing, which has no address of its own
        return ""
    return found
