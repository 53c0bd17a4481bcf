"""Note: a dated note of a named person beside a figure; it changes no figure, and later notes are added to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.annotating import LONGEST, annotate
from evenlode.problems import Refusal
from evenlode.web.access import Duty, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, newest_run, nothing, said_of, show
from evenlode.web.shown.noting import Noting, noting

PATH = "indicator/<slug:indicator>/note/"
NAME = "note"
TITLE = "Add a note"
ROLES = frozenset({Role.ANALYST, Role.CONTRACT_MANAGER, Role.CLINICIAN, Role.LEAD_PROVIDER})
DUTY = Duty.ANNOTATE
FIELDS = {"figure", "said"}


def page(request: HttpRequest, indicator: str) -> HttpResponse:
    """The empty form, for ?figure=2018-09-01..2018-09-30 or the figure of the year."""
    return _form(request, indicator, request.GET.get("figure", ""), "")


def post(request: HttpRequest, indicator: str) -> HttpResponse:
    """Keep the note and go back to the figure; or say what is wrong with it."""
    desk = request.desk
    found = _found(request, indicator)
    if found is None:
        return nothing(request, TITLE)
    figure, said = request.POST.get("figure", ""), request.POST.get("said", "")
    chosen = next((one for one in found.choices if one.name == figure), None)
    if chosen is None:
        return _form(
            request, indicator, figure, said, (Said("figure", "Choose the figure that the note is about"),), 400
        )
    try:
        annotate(desk.contract, desk.workspace, indicator, chosen.period, said, by=desk.signature, on=desk.today)
    except Refusal as refusal:
        return _form(request, indicator, figure, said, said_of(refusal.problems), status_of(refusal))
    return HttpResponseRedirect(f"{reverse('indicator', kwargs={'indicator': indicator})}?noted=yes#notes")


def _found(request: HttpRequest, indicator: str) -> Noting | None:
    run = newest_run(request)
    if run is None:
        return None
    found = noting(run[0], indicator)
    if found is None:
        raise Http404("no such indicator")
    return found


def _form(
    request: HttpRequest,
    indicator: str,
    figure: str,
    said: str,
    problems: tuple[Said, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = _found(request, indicator)
    if found is None:
        return nothing(request, TITLE)
    return show(
        request,
        "pages/note.html",
        found,
        status=status,
        problems=problems,
        choices=tuple((one.name, one.said) for one in found.choices),
        figure=figure,
        typed=said,
        longest=LONGEST,
    )
