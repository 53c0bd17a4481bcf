"""Home: what is due, by whom, when, and the way to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from evenlode.web.access import STAFF, Desk
from evenlode.web.due import due_now
from evenlode.web.layout import render
from evenlode.web.pages._linking import linked

PATH = ""
NAME = "home"
TITLE = "Home"
ROLES = STAFF
MENU, ORDER = "Home", 0


def page(request: HttpRequest) -> HttpResponse:
    """What is late and due for this desk, what waits for others, what was done, and the dates ahead."""
    desk = request.desk
    due = due_now(desk.workspace, desk.contract, desk.today, desk.invented)
    mine = [thing for thing in due.to_do if thing.is_for(desk.role, desk.organisation.party)]
    others = [thing for thing in due.to_do if thing not in mine and desk_sees(desk, thing.party)]
    late = sum(thing.days_late(desk.today) > 0 for thing in mine)
    return render(
        request,
        "pages/home.html",
        title=_headline(late, len(mine)),
        mine=[(thing, linked(request, thing.opens)) for thing in mine],
        others=[(thing, linked(request, thing.opens)) for thing in others],
        done=due.done,
        ahead=due.ahead,
        now=due.now,
        today=desk.today,
    )


def desk_sees(desk: Desk, party: str) -> bool:
    """True for what is nobody's in particular, and for a party whose accounts the desk sees."""
    return not party or desk.sees(party)


def _headline(late: int, mine: int) -> str:
    if not mine:
        return "Nothing waits for you."
    if not late:
        return "One thing waits for you." if mine == 1 else f"{_number(mine)} things wait for you."
    return "One thing is late." if late == 1 else f"{_number(late)} things are late."


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)
