"""A step of a statement: what it will do is read before it is done, and done once, with a reference."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.stating import step as take_step
from evenlode.money import parse_pounds
from evenlode.problems import Refusal
from evenlode.settlement.states import Step
from evenlode.web.access import CONTENT, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._paying import DUTY_OF
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.shown.payment import payment
from evenlode.web.shown.stated import LABELS, Found, find, why_not

PATH = "payment/<slug:step>/"
NAME = "payment-step"
TITLE = "Take a step with a statement"
ROLES = CONTENT - {Role.CLINICIAN, Role.PARTNER, Role.BOARD, Role.AUDITOR}
DUTY = tuple(DUTY_OF.values())
FIELDS = {"year", "version", "because", "line", "side", "amount", "dispute", "to_provider"}

WHAT = {
    "freeze": "What is known now counts. Data that come later make a new version, and never change this one.",
    "prepare": "You say that the statement is right. Somebody else in finance approves it.",
    "approve": "You say that it may be paid. It takes somebody who neither prepared it nor recorded its figures.",
    "reject": "It goes back. The year is settled again, and the new version is frozen and prepared.",
    "issue": "Both parties have the statement from now on. Its money is posted to the ledger.",
    "dispute": "The amount waits in suspense until the dispute is resolved. What the statement says stays as it is.",
    "resolve": "What is in suspense goes to the provider or back, as both parties agreed.",
    "reconcile": "The year is closed. Nothing of it can be disputed any more.",
}


def page(request: HttpRequest, step: str) -> HttpResponse:
    """What the step will do, to be read before it is done."""
    return _asked(request, step)


def post(request: HttpRequest, step: str) -> HttpResponse:
    """Take the step. The library refuses what may not be done; the page says why."""
    desk = request.desk
    if step not in DUTY_OF:
        raise Http404("no such step")
    desk.require(DUTY_OF[step])
    found = _found(request, request.POST.get("year", ""))
    about, problems = _about(step, request.POST)
    version = request.POST.get("version", "")
    if problems:
        return _asked(request, step, problems, status=400)
    try:
        taken = take_step(
            desk.contract,
            desk.workspace,
            Step(step),
            desk.signature,
            period=found.year,
            version=int(version) if version.isdigit() else found.recorded.version,
            on=desk.today,
            **about,
        )
    except Refusal as refusal:
        return _asked(request, step, _said(refusal), status=status_of(refusal))
    address = f"{reverse('payment')}?year={found.recorded.year}&done={step}&entry={taken.entry.seq}"
    return HttpResponseRedirect(address)


def _said(refusal: Refusal) -> tuple[Said, ...]:
    """What stands in the way; signals are answered on a page of their own and not on the command line."""
    if refusal.rule == "SIGNAL.OPEN":
        fix = "An analyst, the contract manager or a clinician answers it under Performance."
        return tuple(Said("", f"{one.message}. {fix}") for one in refusal.problems)
    return said_of(refusal.problems)


def _about(step: str, posted: Any) -> tuple[dict[str, Any], tuple[Said, ...]]:
    """What a step says beside itself, as the library takes it, or what is wrong with it and what to type."""
    about: dict[str, Any] = {"because": str(posted.get("because", "")).strip()}
    problems = []
    if step in ("dispute", "reject") and not about["because"]:
        problems.append(Said("because", "Say why, in a sentence that the other party can answer"))
    if step == "dispute":
        about |= {"line": str(posted.get("line", "")), "side": str(posted.get("side", "earned"))}
        if about["side"] not in ("earned", "not earned"):
            problems.append(Said("side", "Choose whether it is about money earned or not earned"))
        amount, wrong = _pounds(posted, "amount")
        about["amount"] = amount
        problems += wrong
    if step == "resolve":
        number = str(posted.get("dispute", ""))
        about["dispute"] = int(number) if number.isdigit() else 0
        amount, wrong = _pounds(posted, "to_provider")
        about["to_provider"] = amount
        problems += wrong
    return about, tuple(problems)


def _pounds(posted: Any, name: str) -> tuple[int, list[Said]]:
    try:
        return parse_pounds(str(posted.get(name, "")) or "0"), []
    except ValueError:
        return 0, [Said(name, "Enter an amount in pounds and pence, for example 1,000 or 1234.50")]


def _found(request: HttpRequest, first: str) -> Found:
    desk = request.desk
    found = find(desk.workspace, desk.contract, desk.today, first)
    if found is None:
        raise Http404("no statement of that year")
    return found


def _asked(request: HttpRequest, step: str, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    if step not in DUTY_OF:
        raise Http404("no such step")
    desk.require(DUTY_OF[step])
    found = _found(request, request.POST.get("year", "") or request.GET.get("year", ""))
    shown = payment(desk.workspace, desk.contract, found, desk.signature, [step])
    return show(
        request,
        "pages/payment-step.html",
        shown,
        status=status,
        problems=problems,
        step=step,
        label=LABELS[step],
        what=WHAT[step],
        first=found.recorded.year,
        refused=why_not(found, step, desk.signature),
        can_be=any(one.step == step for one in shown.offered),
        typed={name: request.POST.get(name, "") for name in FIELDS},
    )
