"""Contract: parties, term, envelope, version, and every variation on a timeline."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import CONTENT, Duty
from evenlode.web.pages._showing import show
from evenlode.web.shown.agreement import agreement

PATH = "contract/"
NAME = "contract"
TITLE = "Contract"
ROLES = CONTENT
MENU = "Contract"
ORDER = 10


def page(request: HttpRequest) -> HttpResponse:
    """The contract as it stands today, with what is proposed."""
    desk = request.desk
    shown = agreement(desk.contract, desk.workspace, desk.today, invented=desk.invented)
    return show(
        request,
        "pages/contract.html",
        shown,
        tables=shown.tables,
        may_propose=desk.may(Duty.PROPOSE_VARIATION),
        may_sign=desk.may(Duty.SIGN_VARIATION),
    )
