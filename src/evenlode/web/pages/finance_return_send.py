"""Send a finance return: the workbook to fill in, and the one that was filled in, checked cell by cell in a job."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Problem, Refusal
from evenlode.web.access import PROVIDING, Duty, NotYours
from evenlode.web.actions import send_return
from evenlode.web.jobs.asking import listed
from evenlode.web.layout import render
from evenlode.web.sending import workbook_download
from evenlode.web.shown.one_return import empty_workbook, years_to_return

PATH = "finance-returns/send/"
NAME = "finance-return-send"
TITLE = "Send a finance return"
ROLES = PROVIDING
DUTY = Duty.SUBMIT_RETURN
FIELDS = {"files"}


def page(request: HttpRequest) -> HttpResponse:
    """The form; ?workbook=2018-19 is the workbook of a financial year, made for the reader's own organisation."""
    desk = request.desk
    asked = request.GET.get("workbook")
    if asked is None:
        return _page(request)
    year = next((one for one in years_to_return(desk.contract, desk.today) if one.replace("/", "-") == asked), None)
    if year is None:
        raise NotYours("no such year")
    content = empty_workbook(desk.contract, desk.organisation.party, year, invented=desk.invented)
    file = f"finance-return-{desk.organisation.party}-{asked}.xlsx"
    return workbook_download(file, content, invented=desk.invented)


def post(request: HttpRequest) -> HttpResponse:
    """Keep what was uploaded and put its check in the queue."""
    try:
        return redirect("job", number=send_return(request.desk, request.FILES.getlist("files")))
    except Refusal as refusal:
        return _page(request, problems=refusal.problems, status=400)


def _page(request: HttpRequest, *, status: int = 200, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    desk = request.desk
    return render(
        request,
        "pages/finance-return-send.html",
        status=status,
        years=years_to_return(desk.contract, desk.today),
        jobs=listed(desk, "finance_return", 5),
        problems=problems,
    )
