"""Finance returns: what has come, budget and actual by provider and year, worth in real terms, and the sign-off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from evenlode.job.financing import sign_off_year
from evenlode.problems import Refusal
from evenlode.web.access import CONTENT, Duty, Role
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, said_of, show, ways
from evenlode.web.shown.returns import finance_returns

PATH = "finance-returns/"
NAME = "finance-returns"
TITLE = "Finance returns"
ROLES = CONTENT - {Role.CLINICIAN}
DUTY = Duty.SIGN_OFF
FIELDS = {"year"}
MENU = "Finance"
ORDER = 60


def page(request: HttpRequest) -> HttpResponse:
    """The returns that the reader may see: a partner its own alone, a funder where its own money went."""
    return _shown(request)


def post(request: HttpRequest) -> HttpResponse:
    """A funder agrees with the returns of a financial year."""
    desk = request.desk
    year = request.POST.get("year", "")
    try:
        sign_off_year(desk.contract, desk.workspace, year, desk.organisation.party, on=desk.today, by=desk.signature)
    except Refusal as refusal:
        return _shown(request, said_of(refusal.problems), status=status_of(refusal))
    return HttpResponseRedirect(f"{reverse('finance-returns')}?done={year.replace('/', '-')}")


def _shown(request: HttpRequest, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    funder = desk.organisation.party if desk.role is Role.COUNCIL_FUNDER else ""
    found = finance_returns(desk.workspace, desk.contract, desk.sees, funder)
    years = found.years if found else ()
    return show(
        request,
        "pages/finance-returns.html",
        found,
        tables=found.tables if found else (),
        status=status,
        problems=problems,
        ways=ways(request, "business-case", "forecast", "close"),
        may_sign=desk.may(Duty.SIGN_OFF),
        may_send=desk.may(Duty.SUBMIT_RETURN),
        done=next((one for one in years if one.replace("/", "-") == request.GET.get("done")), ""),
    )
