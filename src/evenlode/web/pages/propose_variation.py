"""Propose a variation: one dated value, from a day to come; the answers are checked before anything is recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.variations import propose_variation
from evenlode.problems import Refusal
from evenlode.web.access import Duty, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.shown.varying import Typed, Value, missing_of, values_of

PATH = "contract/propose/"
NAME = "propose-variation"
TITLE = "Propose a variation"
ROLES = frozenset({Role.CONTRACT_MANAGER, Role.LEAD_PROVIDER})
DUTY = Duty.PROPOSE_VARIATION
FIELDS = {"step", "change", "value", "title", "day", "month", "year", "why", "evidence"}

_FIELD = {"effective": "day", "change": "change", "on": "day"}
"""The field of the form that a problem of the library belongs to."""


def page(request: HttpRequest) -> HttpResponse:
    """The empty form; ?change=5a.target chooses what is to change."""
    return _form(request, Typed(change=request.GET.get("change", "")))


def post(request: HttpRequest) -> HttpResponse:
    """Check the answers, go back to change them, or propose what was checked."""
    desk, typed = request.desk, Typed.of(request.POST)
    values = values_of(desk.contract, desk.today)
    missing = tuple(Said(one.field, one.said) for one in missing_of(typed, values, desk.today))
    step = request.POST.get("step", "check")
    if missing or step == "change":
        return _form(request, typed, () if step == "change" else missing, status=200 if step == "change" else 400)
    chosen = next(one for one in values if one.name == typed.change)
    if step != "propose":
        return show(request, "pages/propose-variation-check.html", typed, value=chosen, effective=typed.effective)
    try:
        return _proposed(request, typed)
    except Refusal as refusal:
        found = said_of(refusal.problems)
        own = tuple(Said(_FIELD.get(one.field, "value"), one.said) for one in found)
        return _form(request, typed, own, status=status_of(refusal))


def _proposed(request: HttpRequest, typed: Typed) -> HttpResponse:
    desk = request.desk
    assert typed.effective is not None  # noqa: S101 - missing_of asked for it
    new, _ = propose_variation(
        desk.contract,
        desk.workspace,
        [typed.wanted],
        title=typed.title,
        effective=typed.effective,
        why=typed.why,
        by=desk.signature,
        evidence=[line.strip() for line in typed.evidence.splitlines() if line.strip()],
        on=desk.today,
    )
    return HttpResponseRedirect(f"{reverse('variation', kwargs={'number': new.number})}?done=proposed")


def _form(request: HttpRequest, typed: Typed, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    values: tuple[Value, ...] = values_of(desk.contract, desk.today)
    choices = (("", "Choose one"), *((one.name, f"{one.label}, now {one.now}") for one in values))
    return show(
        request,
        "pages/propose-variation.html",
        typed,
        status=status,
        choices=choices,
        problems=problems,
        today=desk.today,
    )
