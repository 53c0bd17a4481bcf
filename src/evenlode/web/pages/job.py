"""A job: how far it is, what came of it, cancelling it, and starting it again where it was interrupted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from evenlode.web.access import Duty, Role
from evenlode.web.findings import findings_for
from evenlode.web.jobs.asking import DUTY_OF, again, cancel, find
from evenlode.web.layout import render
from evenlode.web.sending import csv_download

PATH = "job/<uuid:number>/"
NAME = "job"
TITLE = "Job"
ROLES = frozenset({Role.ANALYST, Role.LEAD_PROVIDER, Role.CONTRACT_MANAGER, Role.AUDITOR, Role.PARTNER, Role.FINANCE})
DUTY = (Duty.LOAD_DATA, Duty.CALCULATE, Duty.SUBMIT_RETURN, Duty.SIMULATE, Duty.CLOSE_MONTH)
FIELDS = {"again", "cancel"}
COLUMNS = ("file", "row", "field", "level", "rule", "problem", "fix", "count")
OF_WORKBOOK = ("file", "sheet", "cell", "level", "rule", "problem", "fix", "count")
"""Columns of the findings of a workbook, where a field is 'Income!C5'."""


def page(request: HttpRequest, number: UUID) -> HttpResponse:
    """The job; only how far it is with ?format=json, its findings with ?format=csv."""
    desk = request.desk
    job = find(desk, number)
    if request.GET.get("format") == "json":
        return JsonResponse({"state": job.state, "said": job.said, "done": job.done, "of": job.of, "over": job.is_over})
    findings = findings_for(job, desk.role)
    if request.GET.get("format") == "csv":
        return _findings_csv(job.kind, str(job.number), findings, desk.invented)
    stop = sum(one["count"] for one in findings if one["level"] == "reject_file")
    may = desk.may(DUTY_OF[job.kind])
    return render(request, "pages/job.html", job=job, findings=findings, stop=stop, may=may)


def post(request: HttpRequest, number: UUID) -> HttpResponse:
    """Cancel it, or start it again."""
    if "cancel" in request.POST:
        cancel(request.desk, number)
        return redirect("job", number=number)
    return redirect("job", number=again(request.desk, number))


def _findings_csv(kind: str, number: str, findings: list[dict[str, Any]], invented: bool) -> HttpResponse:
    """The findings as a file; those of a workbook say sheet and cell where others say row and field."""
    if kind != "finance_return":
        rows = [tuple(one[name] for name in _KEYS) for one in findings]
        return csv_download(f"findings-{number}", COLUMNS, rows, invented=invented)
    cells = [(one["file"], *_sheet_and_cell(one["field"]), *(one[name] for name in _KEYS[3:])) for one in findings]
    return csv_download(f"findings-{number}", OF_WORKBOOK, cells, invented=invented)


def _sheet_and_cell(field: str | None) -> tuple[str, str]:
    sheet, _, cell = (field or "").partition("!")
    return sheet, cell


_KEYS = ("file", "row", "field", "level", "rule", "message", "fix", "count")
