"""Showing: what every page of figures does with what it shows: aliases, downloads, and nothing to show yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.problems import Problem
from evenlode.report.names import under_aliases
from evenlode.web.layout import render
from evenlode.web.pages._linking import linked
from evenlode.web.people.roles import Role
from evenlode.web.shown.downloads import Named, download
from evenlode.web.shown.kept import Kept, is_outdated, newest
from evenlode.web.shown.standing import Standing, standing

T = TypeVar("T")

SEES_MONEY = frozenset(Role) - {Role.CLINICIAN, Role.PARTNER, Role.RESPONDENT, Role.PUBLIC, Role.ADMINISTRATOR}
"""Roles that see the pounds of the whole pot: a clinician sees none, a partner its own share alone."""
NOT_YET = "No contract year has been settled in this workspace yet."
OUTDATED = "The runs of this workspace were made by another version of Evenlode, so their pages cannot be shown."
RUN_AGAIN = "Run the year again. The same data and terms give the same statement, and nothing is paid twice."
RUN_FIRST = "Load the data and start a run. Its figures are shown here when it has finished."


@dataclass(frozen=True, slots=True)
class Said:
    """A problem as a page shows it: what is wrong and what to type, and the field it belongs to."""

    field: str
    said: str


def show(
    request: HttpRequest, template: str, shown: Any, *, tables: Iterable[Named] = (), status: int = 200, **named: Any
) -> HttpResponse:
    """The page, under aliases where figures are invented; or the table that the address asks for as a download."""
    desk = request.desk
    own = tuple(aliased(request, one) for one in tables)
    asked = request.GET.get("download")
    if asked is not None:
        found = download(own, asked, desk.title, invented=desk.invented)
        if found is None:
            raise Http404("no such download")
        response = HttpResponse(found.content, content_type=found.kind)
        response["Content-Disposition"] = f'attachment; filename="{found.file}"'
        return response
    named = {name: aliased(request, value) for name, value in named.items()}
    return render(request, template, shown=aliased(request, shown), tables=own, status=status, **named)


def ways(request: HttpRequest, *names: str) -> tuple[tuple[str, str], ...]:
    """Title and address of those of the pages that the reader may open, for links from one page to its neighbours."""
    from evenlode.web.pages import pages

    titles = {page.name: page.title for page in pages()}
    return tuple((titles[name], address) for name in names if (address := linked(request, name)))


def aliased(request: HttpRequest, value: T) -> T:
    """The value, with aliases in place of real names where the workspace is invented."""
    return under_aliases(value, request.desk.contract) if request.desk.invented else value


def nothing(request: HttpRequest, title: str, said: str = NOT_YET, todo: str = RUN_FIRST) -> HttpResponse:
    """The page where there is nothing to show yet: what is missing, and what to do about it."""
    if said == NOT_YET and is_outdated(request.desk.workspace):
        said, todo = OUTDATED, RUN_AGAIN
    return render(request, "pages/nothing.html", title=title, said=said, todo=todo)


def newest_run(request: HttpRequest) -> tuple[Kept, Standing] | None:
    """The newest run of the workspace and how it stands; None where there is none."""
    desk = request.desk
    found = newest(desk.workspace)
    return (found, standing(desk.workspace, desk.contract, found, desk.today)) if found else None


def sees_money(request: HttpRequest) -> bool:
    """True where the role sees the pounds of the pot."""
    return request.desk.role in SEES_MONEY


def said_of(problems: Sequence[Problem]) -> tuple[Said, ...]:
    """Problems of the library as a page shows them: what is wrong, then what to do."""
    return tuple(Said(one.field or "", f"{_sentence(one.message)} {_sentence(one.fix)}") for one in problems)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!")) else ".")
