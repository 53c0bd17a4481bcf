"""Pages found by file: each file is one page, and this makes addresses and the menu of them and asks who may."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from evenlode.web.access import EVERYBODY, Duty, Role
from evenlode.web.access.asking import deny, take_post
from evenlode.web.failing import error_page

NEEDED = ("PATH", "NAME", "TITLE", "ROLES", "page")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its file says it.

    path: its address without the first slash; roles: who may open it; duties: of whom a change is taken, none where
    everybody who may open it may change what it offers; menu: its word in the navigation, empty where it is not there;
    order: its place in it; fields: the names of its form, where it gives them.
    """

    path: str
    name: str
    title: str
    roles: frozenset[Role]
    show: Callable[..., HttpResponse]
    change: Callable[..., HttpResponse] | None
    duties: tuple[Duty, ...]
    menu: str
    order: int
    fields: frozenset[str] | None

    @property
    def is_open(self) -> bool:
        """True where nobody has to sign in."""
        return self.roles == EVERYBODY

    def may_change(self, role: Role) -> bool:
        """True where the role has a duty that the page takes changes from."""
        from evenlode.web.access import DUTIES

        return role in self.roles and (not self.duties or any(one in DUTIES[role] for one in self.duties))


@cache
def pages() -> tuple[Page, ...]:
    """Every page, by name. Raises RuntimeError for a file that does not say what a page has to say."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    made = tuple(page_of(importlib.import_module(f"{__name__}.{name}")) for name in names)
    for what in ("name", "path"):
        seen: set[str] = set()
        for page in made:
            value = getattr(page, what)
            if value in seen:
                raise RuntimeError(f"two pages have the {what} {value!r}")
            seen.add(value)
    return made


def page_of(module: ModuleType) -> Page:
    """The page in a module. Raises RuntimeError where it lacks something, its ROLES above all."""
    missing = [name for name in NEEDED if not hasattr(module, name)]
    if missing:
        raise RuntimeError(f"{module.__name__} does not say {', '.join(missing)}")
    roles = frozenset(module.ROLES)
    if not roles or not all(isinstance(role, Role) for role in roles):
        raise RuntimeError(f"{module.__name__}: ROLES is not a set of roles")
    change = getattr(module, "post", None)
    if change and not hasattr(module, "DUTY"):
        raise RuntimeError(f"{module.__name__} takes changes and does not say of whom: it needs DUTY")
    duty = getattr(module, "DUTY", None)
    fields = getattr(module, "FIELDS", None)
    return Page(
        path=module.PATH,
        name=module.NAME,
        title=module.TITLE,
        roles=roles,
        show=module.page,
        change=change,
        duties=() if duty is None else (duty,) if isinstance(duty, Duty) else tuple(duty),
        menu=getattr(module, "MENU", ""),
        order=getattr(module, "ORDER", 100),
        fields=frozenset(fields) if fields is not None else None,
    )


def urlpatterns() -> list[URLPattern]:
    """An address for every page."""
    return [path(page.path, view(page), name=page.name) for page in pages()]


def menu(request: HttpRequest) -> tuple[dict[str, Any], ...]:
    """The navigation of the signed-in role: text, address, and whether it is this page."""
    found = [page for page in pages() if page.menu and request.desk.role in page.roles]
    here = request.resolver_match.url_name if request.resolver_match else ""
    return tuple(
        {"text": page.menu, "href": reverse(page.name), "current": page.name == here}
        for page in sorted(found, key=lambda page: (page.order, page.menu))
    )


def view(page: Page) -> Callable[..., HttpResponse]:
    """What Django calls: first who may, then the page."""

    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if not page.is_open:
            if request.desk is None:
                return _sign_in_first(request)
            if request.desk.role not in page.roles:
                return deny(request, page.name)
        if request.method in ("GET", "HEAD"):
            return page.show(request, **named)
        if request.method != "POST" or page.change is None:
            return HttpResponseNotAllowed(["GET", "HEAD"] + (["POST"] if page.change else []))
        if not page.is_open and not page.may_change(request.desk.role):
            return deny(request, page.name)
        return take_post(request, page.change, page.name, page.fields, named)

    answer.__name__ = page.name.replace("-", "_")
    return answer


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return error_page(request, 403)
    if request.user.is_authenticated:
        return error_page(request, 403)  # signed in, with no role for this contract
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': request.path})}")
