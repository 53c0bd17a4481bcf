"""Stress test: how much would be paid for luck, by indicator and in pounds, and what to change."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from evenlode.web.access import COMMISSIONING, Role
from evenlode.web.pages._showing import nothing, show
from evenlode.web.shown.downloads import FORMS
from evenlode.web.shown.stress import newest_stress, stress

PATH = "stress/"
NAME = "stress"
TITLE = "Stress test"
ROLES = COMMISSIONING - {Role.CLINICIAN}
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
    desk = request.desk
    folder = newest_stress(desk.workspace)
    if folder is None:
        said = "The contract has not been put on the bench in this workspace yet."
        return nothing(request, TITLE, said, "An analyst runs it: evenlode stress. It takes some minutes.")
    shown = stress(folder, desk.contract.sha256)
    asked = request.GET.get("file")
    if asked is None:
        return show(request, "pages/stress.html", shown, tables=shown.tables)
    if asked not in {name for name, _ in shown.files}:
        raise Http404("no such file")
    response = HttpResponse((folder / asked).read_bytes(), content_type=_KINDS[asked.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{asked}"'
    return response
