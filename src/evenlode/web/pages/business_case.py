"""Business case: projections, savings and benchmark as the contract's folder declares them, with what-if and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from evenlode.job.financing import changed_case, financial_case
from evenlode.problems import Refusal
from evenlode.web.access import COMMISSIONING, Desk, Duty, Role
from evenlode.web.access.reading import kept
from evenlode.web.failing import status_of
from evenlode.web.pages._showing import Said, aliased, nothing, show
from evenlode.web.sending import workbook_download
from evenlode.web.shown.business_case import as_workbook, business_case

if TYPE_CHECKING:
    from evenlode.finance.case import Case

PATH = "business-case/"
NAME = "business-case"
TITLE = "Business case"
ROLES = COMMISSIONING - {Role.CLINICIAN}


def page(request: HttpRequest) -> HttpResponse:
    """The case; ?change=inflation=2.5%, a change a line, asks what if; ?workbook takes all of it away."""
    desk = request.desk
    if not desk.contract.finance:
        return nothing(request, TITLE, "The contract's folder declares no financial case.", "Add tables to finance/.")
    typed = [line.strip() for line in request.GET.get("change", "").splitlines() if line.strip()]
    try:
        case = _case(desk)
    except Refusal as refusal:
        said = " ".join(f"{one.message}." for one in refusal.problems)
        return nothing(request, TITLE, f"The case cannot be worked out: {said}", "Mend the tables in finance/.")
    problems: tuple[Said, ...] = ()
    status = 200
    try:
        changed = changed_case(case, typed)
    except Refusal as refusal:
        problems = tuple(Said("change", f"{one.message}. {one.fix}.") for one in refusal.problems)
        changed, status = case, status_of(refusal)
    shown = business_case(desk.title, changed, typed, under_aliases=desk.invented)
    if "workbook" in request.GET and not problems:
        desk.require(Duty.EXPORT_CASE)
        content = as_workbook(f"Business case, {desk.title}", aliased(request, shown), invented=desk.invented)
        desk.record("business case exported", "; ".join(typed) or "as declared")
        return workbook_download("business-case.xlsx", content, invented=desk.invented)
    return show(
        request,
        "pages/business-case.html",
        shown,
        tables=shown.tables,
        status=status,
        problems=problems,
        export=f"?{urlencode({'change': chr(10).join(typed), 'workbook': ''})}" if desk.may(Duty.EXPORT_CASE) else "",
    )


def _case(desk: Desk) -> Case:
    """The case as declared, worked out once for each version of the contract."""
    files = [path for path in desk.workspace.contract.rglob("*.yaml") if path.is_file()]
    return kept("case", desk.workspace, files, lambda: financial_case(desk.contract))
