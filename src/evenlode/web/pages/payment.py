"""Payment: what is ready to pay, two pairs of eyes, where the pot went, and why it differs from the last."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.web.access import CONTENT, Role
from evenlode.web.pages._paying import DUTY_OF
from evenlode.web.pages._showing import NOT_YET, RUN_FIRST, nothing, show, ways
from evenlode.web.shown.payment import payment
from evenlode.web.shown.standing import STATES
from evenlode.web.shown.stated import Found, find, own_share
from evenlode.web.statements import statement_file

PATH = "payment/"
NAME = "payment"
TITLE = "Payment"
ROLES = CONTENT - {Role.CLINICIAN}
MENU = "Payment"
ORDER = 40

DONE = {
    "freeze": "The year is frozen. What is known now counts.",
    "prepare": "The statement is prepared. Somebody else approves it.",
    "approve": "The statement is approved. It can be issued.",
    "reject": "The statement is sent back.",
    "issue": "The statement is issued. Its money is posted.",
    "dispute": "The dispute is recorded. What it is about waits in suspense.",
    "resolve": "The dispute is resolved.",
    "reconcile": "The year is reconciled.",
}


def page(request: HttpRequest) -> HttpResponse:
    """The statement that matters now, of the last year or of ?year=2017-10-01; a partner sees its own share alone."""
    desk = request.desk
    found = find(desk.workspace, desk.contract, desk.today, request.GET.get("year", ""))
    if found is None and request.GET.get("year"):
        raise Http404("no statement of that year")
    if found is None:
        return nothing(request, "No statement yet", NOT_YET, RUN_FIRST)
    asked = request.GET.get("download", "")
    if desk.role is Role.PARTNER:
        return _share(request, found, asked)
    if asked.startswith("statement."):
        return _statement(request, found, asked)
    may = {step for step, duty in DUTY_OF.items() if desk.may(duty)}
    shown = payment(desk.workspace, desk.contract, found, desk.signature, may)
    done = request.GET.get("done", "")
    return show(
        request,
        "pages/payment.html",
        shown,
        tables=shown.tables,
        first=found.recorded.year,
        ways=ways(request, "forecast", "close", "reinvestment", "finance-returns"),
        done=DONE.get(done, ""),
        reference=request.GET.get("entry", "") if request.GET.get("entry", "").isdigit() else "",
    )


def _share(request: HttpRequest, found: Found, asked: str) -> HttpResponse:
    """The lines of the reader's own organisation, and of nobody else."""
    desk = request.desk
    name = desk.name_of(desk.organisation.party)
    own = own_share(found, name)
    if own is None:
        said = f"The statement of {found.year} has no line for {desk.organisation.name}: the contract divides nothing."
        return nothing(request, "Your share", said, "Ask the lead provider what it passes on.")
    if asked:
        return _statement(request, found, asked, name)
    state = STATES.get(found.state, found.state)
    return show(request, "pages/payment-share.html", own, state=state, first=found.recorded.year)


def _statement(request: HttpRequest, found: Found, asked: str, partner: str | None = None) -> HttpResponse:
    """The statement, or one partner's extract of it, as a file: the very bytes that the command line writes."""
    desk = request.desk
    file = statement_file(
        desk.workspace, desk.contract, found.recorded, asked.removeprefix("statement."), desk.today, partner
    )
    if file is None:
        raise Http404("no such download")
    name = f"INVENTED-{file.name}" if found.document["invented"] else file.name
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
