"""Close: the month-end checklist, what is accrued, the journals for the finance system, and who signed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.web.access import Duty, Role
from evenlode.web.jobs.asking import listed, start
from evenlode.web.pages._showing import Said, show
from evenlode.web.shown.closing import closing, file_of

PATH = "close/"
NAME = "close"
TITLE = "Close"
ROLES = frozenset({Role.FINANCE, Role.CONTRACT_MANAGER, Role.ANALYST, Role.AUDITOR})
DUTY = Duty.CLOSE_MONTH
FIELDS = {"month", "balances", "sign"}

_KINDS = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
_LONGEST = 100_000


def page(request: HttpRequest) -> HttpResponse:
    """What was drawn up last, and what is closed; a file of a close with ?run= and ?file=."""
    desk = request.desk
    if "file" in request.GET:
        path = file_of(desk.workspace, request.GET.get("run", ""), request.GET["file"])
        if path is None:
            raise Http404("no such file")
        kind = _KINDS.get(path.suffix[1:], "application/octet-stream")
        response = HttpResponse(path.read_bytes(), content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{path.name}"'
        return response
    return _shown(request)


def post(request: HttpRequest) -> HttpResponse:
    """Draw the month up, and sign it where that is ticked: a job, since it looks ahead over hundreds of years."""
    desk = request.desk
    month, balances = request.POST.get("month", ""), request.POST.get("balances", "")
    known = dict(closing(desk.workspace, desk.contract, desk.today, None).months)
    problems = []
    if month not in known:
        problems.append(Said("month", "Choose a month that is over and not closed"))
    if len(balances) > _LONGEST:
        problems.append(Said("balances", "Paste no more than 100,000 characters"))
    if problems:
        return _shown(request, tuple(problems), status=400)
    sign = request.POST.get("sign") == "yes"
    title = f"{'Close' if sign else 'Draw up'} {known[month]}"
    return redirect("job", number=start(desk, "close", title, {"month": month, "balances": balances, "sign": sign}))


def _shown(request: HttpRequest, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    found = next((one.found for one in listed(desk, "close") if one.found.get("checks")), None)
    shown = closing(desk.workspace, desk.contract, desk.today, found)
    return show(
        request,
        "pages/close.html",
        shown,
        tables=shown.tables,
        status=status,
        problems=problems,
        typed={name: request.POST.get(name, "") for name in FIELDS},
        may_close=desk.may(Duty.CLOSE_MONTH),
    )
