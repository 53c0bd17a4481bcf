"""Reinvestment: unpaid money and where it went; the board gives it to schemes, after reading it once more."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.reinvesting import reinvest
from evenlode.money import parse_pounds, pounds
from evenlode.problems import Refusal
from evenlode.web.access import CONTENT, Duty, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import NOT_YET, Said, nothing, said_of, show
from evenlode.web.shown.reinvestment import Reinvestment, reinvestment

PATH = "reinvestment/"
NAME = "reinvestment"
TITLE = "Reinvestment"
ROLES = CONTENT - {Role.CLINICIAN, Role.PARTNER}
DUTY = Duty.ALLOCATE_REINVESTMENT
FIELDS = {"step", "source", "scheme", "amount", "why"}


def page(request: HttpRequest) -> HttpResponse:
    """Where the money is, and for the board the form that gives it."""
    return _shown(request)


def post(request: HttpRequest) -> HttpResponse:
    """Check what was typed, then give the money; the library refuses more than there is."""
    desk = request.desk
    found = reinvestment(desk.workspace, desk.contract)
    if found is None:
        return nothing(request, TITLE)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    problems = _missing(typed, found)
    if problems or typed["step"] == "change":
        return _shown(request, typed, problems, status=400 if problems else 200)
    chosen = next(one for one in found.waiting if one.name == typed["source"])
    amount = parse_pounds(typed["amount"])
    if typed["step"] != "give":
        return show(request, "pages/reinvestment-check.html", chosen, typed=typed, amount=pounds(amount))
    try:
        reinvest(
            desk.contract,
            desk.workspace,
            typed["scheme"],
            amount,
            source=chosen.source,
            why=typed["why"],
            by=desk.signature,
            period=desk.contract.year_of(date.fromisoformat(chosen.year)),
        )
    except Refusal as refusal:
        own = tuple(Said("amount", one.said) for one in said_of(refusal.problems))
        return _shown(request, typed, own, status=status_of(refusal))
    return HttpResponseRedirect(f"{reverse('reinvestment')}?done=given")


def _missing(typed: dict[str, str], found: Reinvestment) -> tuple[Said, ...]:
    problems = []
    if typed["source"] not in {one.name for one in found.waiting}:
        problems.append(Said("source", "Choose the money to give"))
    if not typed["scheme"]:
        problems.append(Said("scheme", "Enter the name of the scheme, for example Carers breaks"))
    try:
        if parse_pounds(typed["amount"]) <= 0:
            problems.append(Said("amount", "Enter an amount above £0"))
    except ValueError:
        problems.append(Said("amount", "Enter an amount in pounds, for example 25,000"))
    if not typed["why"]:
        problems.append(Said("why", "Say why the scheme gets it"))
    return tuple(problems)


def _shown(
    request: HttpRequest, typed: dict[str, str] | None = None, problems: tuple[Said, ...] = (), status: int = 200
) -> HttpResponse:
    desk = request.desk
    found = reinvestment(desk.workspace, desk.contract)
    if found is None:
        return nothing(request, TITLE, NOT_YET)
    return show(
        request,
        "pages/reinvestment.html",
        found,
        tables=found.tables,
        status=status,
        problems=problems,
        typed=typed or {},
        may_give=desk.may(Duty.ALLOCATE_REINVESTMENT),
        done=request.GET.get("done") == "given",
    )
