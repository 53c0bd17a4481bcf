"""Stress test: how much would be paid for luck, by indicator and in pounds, what to change, and running it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from evenlode.problems import Refusal
from evenlode.web.access import COMMISSIONING, Duty, Role
from evenlode.web.actions import YEARS, Asked, figures_known, start_stress
from evenlode.web.jobs.asking import listed
from evenlode.web.pages._linking import linked
from evenlode.web.pages._showing import Said, said_of, show
from evenlode.web.shown.downloads import FORMS
from evenlode.web.shown.stress import newest_stress, stress

PATH = "stress/"
NAME = "stress"
TITLE = "Stress test"
ROLES = COMMISSIONING - {Role.CLINICIAN}
DUTY = Duty.SIMULATE
FIELDS = {"year", "years", "seed", "figures"}
MENU = "Stress test"
ORDER = 50

_KINDS = {
    **FORMS,
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def page(request: HttpRequest) -> HttpResponse:
    """The newest finished run of the bench; its files, and its tables, as downloads."""
    folder, asked = newest_stress(request.desk.workspace), request.GET.get("file")
    if asked is None:
        return _shown(request)
    if folder is None or asked not in {name for name, _ in stress(folder, "").files}:
        raise Http404("no such file")
    response = HttpResponse((folder / asked).read_bytes(), content_type=_KINDS[asked.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{asked}"'
    return response


def post(request: HttpRequest) -> HttpResponse:
    """Put a run of the bench in the queue; everything wrong with the form at once otherwise."""
    try:
        return redirect("job", number=start_stress(request.desk, Asked.of(request.POST)))
    except Refusal as refusal:
        return _shown(request, said_of(refusal.problems), status=400)


def _shown(request: HttpRequest, problems: tuple[Said, ...] = (), status: int = 200) -> HttpResponse:
    desk = request.desk
    folder = newest_stress(desk.workspace)
    shown = stress(folder, desk.contract.sha256, desk.contract, desk.today) if folder else None
    years = desk.contract.years()
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    return show(
        request,
        "pages/stress.html",
        shown,
        tables=shown.tables if shown else (),
        status=status,
        problems=problems,
        typed=typed if problems else {"year": years[-1].start.isoformat(), "years": "10000", "seed": "2013"},
        choices_of_year=tuple((one.start.isoformat(), f"Year {at}, {one}") for at, one in enumerate(years, start=1)),
        choices_of_years=YEARS,
        choices_of_figures=figures_known(desk),
        may_run=desk.may(Duty.SIMULATE),
        may_adopt=desk.may(Duty.PROPOSE_VARIATION),
        adopt_at=linked(request, "propose-variation"),
        jobs=listed(desk, "stress", 3) if desk.may(Duty.SIMULATE) else (),
    )
