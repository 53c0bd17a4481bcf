"""Variation: one proposed change, who has agreed, and signing it for one's own party."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.variations import agree_variation, apply_variation
from evenlode.problems import Refusal
from evenlode.web.access import CONTENT, Duty
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.shown.agreement import proposed_variations
from evenlode.web.shown.varying import proposal, values_of

PATH = "contract/variation/<slug:number>/"
NAME = "variation"
TITLE = "Variation"
ROLES = CONTENT
DUTY = (Duty.SIGN_VARIATION, Duty.PROPOSE_VARIATION)
FIELDS = {"step"}

DONE = {
    "proposed": "It is proposed. Every party below has to sign it.",
    "signed": "Your signature is recorded.",
    "applied": "It is in the contract.",
}


def page(request: HttpRequest, number: str) -> HttpResponse:
    """The variation as the reader's party sees it; ?sign asks once more before it is signed."""
    return _shown(request, number)


def post(request: HttpRequest, number: str) -> HttpResponse:
    """Sign for the reader's own party, or write an agreed variation into the contract."""
    desk = request.desk
    try:
        if request.POST.get("step") == "apply":
            desk.require(Duty.PROPOSE_VARIATION)
            apply_variation(desk.contract, desk.workspace, number, desk.signature)
            return _back(number, "applied")
        desk.require(Duty.SIGN_VARIATION)
        agree_variation(desk.contract, desk.workspace, number, desk.organisation.party, desk.signature, desk.today)
        return _back(number, "signed")
    except Refusal as refusal:
        return _shown(request, number, said_of(refusal.problems), status=status_of(refusal))


def _back(number: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('variation', kwargs={'number': number})}?done={done}")


def _shown(request: HttpRequest, number: str, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    found = next((one for one in proposed_variations(desk.workspace, desk.contract) if one.number == number), None)
    if found is None:
        raise Http404("no such variation")
    party = desk.organisation.party if desk.may(Duty.SIGN_VARIATION) else ""
    return show(
        request,
        "pages/variation.html",
        proposal(desk.contract, found, party, values_of(desk.contract, desk.today)),
        status=status,
        problems=tuple(Said("", one.said) for one in problems),
        asks="sign" in request.GET,
        may_apply=desk.may(Duty.PROPOSE_VARIATION),
        done=DONE.get(request.GET.get("done", ""), ""),
    )
