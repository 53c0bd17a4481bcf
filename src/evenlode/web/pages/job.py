"""A job: how far it is, what came of it, and starting it again where it was interrupted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from evenlode.web.access import Duty, Role
from evenlode.web.findings import findings_for
from evenlode.web.jobs.asking import again, find
from evenlode.web.layout import render
from evenlode.web.sending import csv_download

PATH = "job/<uuid:number>/"
NAME = "job"
TITLE = "Job"
ROLES = frozenset({Role.ANALYST, Role.LEAD_PROVIDER, Role.CONTRACT_MANAGER, Role.AUDITOR, Role.PARTNER, Role.FINANCE})
DUTY = (Duty.LOAD_DATA, Duty.CALCULATE, Duty.SUBMIT_RETURN)
FIELDS = {"again"}
COLUMNS = ("file", "row", "field", "level", "rule", "problem", "fix", "count")


def page(request: HttpRequest, number: UUID) -> HttpResponse:
    """The job; only how far it is with ?format=json, its findings with ?format=csv."""
    desk = request.desk
    job = find(desk, number)
    if request.GET.get("format") == "json":
        return JsonResponse({"state": job.state, "said": job.said, "done": job.done, "of": job.of, "over": job.is_over})
    findings = findings_for(job, desk.role)
    if request.GET.get("format") == "csv":
        rows = [tuple(one[name] for name in _KEYS) for one in findings]
        return csv_download(f"findings-{job.number}", COLUMNS, rows, invented=desk.invented)
    stop = sum(one["count"] for one in findings if one["level"] == "reject_file")
    return render(request, "pages/job.html", job=job, findings=findings, stop=stop, may=desk.may(Duty.LOAD_DATA))


def post(request: HttpRequest, number: UUID) -> HttpResponse:
    """Start it again."""
    return redirect("job", number=again(request.desk, number))


_KEYS = ("file", "row", "field", "level", "rule", "message", "fix", "count")
