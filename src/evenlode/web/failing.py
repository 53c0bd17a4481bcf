"""What a reader sees when something cannot be done: a page of our own, never a traceback and never a value."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.debug import ExceptionReporter

from evenlode.problems import Problem, Refusal

_HOUSE = Path(__file__).resolve().parents[1]
_log = logging.getLogger("evenlode.web")
LARGEST_REQUEST = 201 * 1024 * 1024
"""Bytes of a request: files of 200 MB and their form."""
CONFLICT = ("STATEMENT.", "VARIATION.", "JOURNAL.", "CLOSE.", "RUN.", "SUBMISSION.", "RETURN.", "SCOPE.", "SIGNAL.OPEN")
"""Families of rules that say: somebody else was first, or it is not its turn. 409; all other refusals are 400."""


def status_of(refusal: Refusal) -> int:
    """The HTTP status that goes with a refusal: 409 for a conflict with what is recorded, 400 for what was sent."""
    return 409 if refusal.rule.startswith(CONFLICT) else 400


class OwnErrorPages:
    """Turns whatever a page raises into a page of our own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it brings more than anybody may send."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_REQUEST:
            return error_page(request, 413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """The page for what was raised."""
        if isinstance(error, Refusal):
            return cannot(request, error)
        if isinstance(error, Http404):
            _note_denied(request, error)
            return error_page(request, 404)
        if isinstance(error, PermissionDenied):
            return error_page(request, 403)
        if isinstance(error, RequestDataTooBig):
            return error_page(request, 413)
        if isinstance(error, (SuspiciousOperation, BadRequest)):
            return error_page(request, 400)
        _log.error("%s", place_of(error))
        return error_page(request, 500)


def _note_denied(request: HttpRequest, error: Exception) -> None:
    """Write down that somebody looked for what is not theirs, or nobody's: both answers are the same 404.

    A change that is refused is written down where it is taken.
    """
    from evenlode.web.access.desk import NotYours
    from evenlode.web.audit.trail import record

    if isinstance(error, NotYours) and request.method in ("GET", "HEAD") and getattr(request, "desk", None):
        record(request.desk, f"GET {request.resolver_match.url_name}", request.path, outcome="denied")


_SAID = {
    400: (
        "This cannot be read",
        "Something in the address or the form is not as this page sends it. Go back and try again.",
    ),
    403: ("You may not open this", "Your role does not have it. Whoever looks after people and roles can change that."),
    404: ("There is no such page", "Check the address. What belongs to another organisation is not shown here either."),
    405: ("This page takes no such request", "Go back and use the page's own buttons."),
    413: ("That is too large", "A form may hold 1 MB, a file 200 MB. Send the files in parts."),
    429: ("Too many tries", "Wait for half an hour, or ask whoever looks after people and roles."),
    500: (
        "Something went wrong on our side",
        "Nothing was half-written. Try again, and tell whoever looks after Evenlode.",
    ),
    503: ("Not now", "The records do not verify. Nothing can be recorded until somebody has looked at them."),
}


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """A page that says what a status means here."""
    from evenlode.web.layout import render

    heading, said = _SAID[status]
    return render(request, "pages/error.html", status=status, heading=heading, said=said, problems=())


def cannot(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal: every problem with what to do about it."""
    from evenlode.web.layout import render

    heading = "This cannot be done now" if status_of(refusal) == 409 else "There is something to put right"
    problems: tuple[Problem, ...] = refusal.problems
    return render(
        request,
        "pages/error.html",
        status=status_of(refusal),
        heading=heading,
        said="Nothing was recorded.",
        problems=problems,
    )


def no_such_page(request: HttpRequest, **named: str) -> HttpResponse:
    """Where no page has the address."""
    raise Http404


def bad_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old tab, or another site."""
    return error_page(request, 403)


def place_of(error: BaseException) -> str:
    """The kind of an error and the line of ours it came from; never its text, which can hold a person's data."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = next((frame for frame in reversed(frames) if _HOUSE in Path(frame.filename).parents), None)
    where = f"{Path(ours.filename).relative_to(_HOUSE).as_posix()}, line {ours.lineno}" if ours else "outside Evenlode"
    return f"{type(error).__name__} at {where}"


class NoValues(logging.Filter):
    """Takes tracebacks out of log lines, and the values that they print."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line is kept, without its traceback."""
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = f"{record.levelname}: {place_of(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        return True


class PlainReporter(ExceptionReporter):
    """What stands in the place of Django's page of debugging, which prints values."""

    def get_traceback_html(self) -> str:
        """The kind of the error and its place."""
        return f"<!DOCTYPE html><title>Error</title><p>{self.get_traceback_text()}</p>"

    def get_traceback_text(self) -> str:
        """The kind of the error and its place."""
        return place_of(self.exc_value) if self.exc_value else "an error"
