"""OCDS: the contract as one release of the Open Contracting Data Standard, version 1.1."""

from __future__ import annotations

from dataclasses import replace

from evenlode.exchange.exchanged import Amendment, Exchanged, Organisation, Paid
from evenlode.exchange.json_text import Json, Node, money

VERSION = "Open Contracting Data Standard 1.1, release package"

NOT_HELD = (
    "A registered identifier: the ocid carries no registered prefix. Put your publisher's in its place.",
    "Indicators, targets, prices and commitments by payer: the core standard has no metrics.",
    "Results, statuses, coverage, months, providers and segments.",
    "Points, levels, stages, gates and the order of operations.",
    "The first day of the period of a payment, and the indicator it is for, except in the payment's id.",
    "Base payment, gain share, advance, flows to partners, and money that was not earned, held or not on offer.",
)
"""What the standard has no place for, in words for whoever receives the file."""

_ROLES = {"commissioner": "buyer", "funder": "funder", "lead provider": "supplier", "partner": "partner"}
"""Our roles in the standard's words. Its list is open; `partner` is ours."""
_OURS = {theirs: ours for ours, theirs in _ROLES.items()}


def held(given: Exchanged) -> Exchanged:
    """The part of it that the standard can hold: parties, term, value, variations and payments."""
    return replace(given, metrics=(), prices=(), commitments=(), results=())


def to_json(given: Exchanged) -> Json:
    """A release package with one release. It is dated by the last payment, or the first day where there is none."""
    day = max((one.end for one in given.payments), default=given.start)
    moment = f"{day.isoformat()}T00:00:00Z"
    buyer = next((one for one in given.organisations if one.role == "commissioner"), None)
    suppliers = [_reference(given, one.id) for one in given.organisations if one.role == "lead provider"]
    return {
        "uri": f"urn:evenlode:{given.id}",
        "version": "1.1",
        "publishedDate": moment,
        "publisher": {"name": buyer.name if buyer else given.title},
        "releases": [
            {
                "ocid": f"unregistered-{given.id}",
                "id": f"{given.id}-{day.isoformat()}",
                "date": moment,
                "tag": ["contract", "implementation"],
                "initiationType": "tender",
                "language": "en",
                "parties": [_party(one) for one in given.organisations],
                **({"buyer": _reference(given, buyer.id)} if buyer else {}),
                "awards": [{"id": given.id, "title": given.title, "status": "active", "suppliers": suppliers}],
                "contracts": [
                    {
                        "id": given.id,
                        "awardID": given.id,
                        "title": given.title,
                        "description": given.summary,
                        "status": "active",
                        "period": {
                            "startDate": f"{given.start.isoformat()}T00:00:00Z",
                            "endDate": f"{given.end.isoformat()}T23:59:59Z",
                        },
                        "value": _money(given, given.value),
                        "amendments": [_amendment(one) for one in given.amendments],
                        "implementation": {
                            "transactions": [_transaction(given, one) for one in given.payments],
                        },
                    }
                ],
            }
        ],
    }


def from_json(document: Node) -> Exchanged:
    """What the document says; whatever is wrong with it is among the node's problems."""
    release = next(document.at("releases").each(), document.at("releases", "0"))
    contract = next(release.at("contracts").each(), release.at("contracts", "0"))
    return Exchanged(
        id=contract.at("id").text(needed=True),
        title=contract.at("title").text(needed=True),
        summary=contract.at("description").text(),
        currency=contract.at("value", "currency").text(),
        start=contract.at("period", "startDate").day(),
        end=contract.at("period", "endDate").day(),
        value=contract.at("value", "amount").pence() or 0,
        organisations=tuple(_organisation(one) for one in release.at("parties").each()),
        payments=tuple(_paid(one) for one in contract.at("implementation", "transactions").each()),
        amendments=tuple(
            Amendment(
                one.at("id").text(needed=True),
                one.at("date").day(),
                one.at("description").text(),
                one.at("rationale").text(),
            )
            for one in contract.at("amendments").each()
        ),
    )


def _money(given: Exchanged, amount: int) -> Json:
    return {"amount": money(amount), "currency": given.currency}


def _reference(given: Exchanged, organisation: str) -> Json:
    return {"id": organisation, "name": given.name_of(organisation)}


def _party(one: Organisation) -> Json:
    return {"id": one.id, "name": one.name, "roles": [_ROLES.get(one.role, one.role)]}


def _organisation(one: Node) -> Organisation:
    role = next((role.text() for role in one.at("roles").each()), "")
    return Organisation(one.at("id").text(needed=True), one.at("name").text(needed=True), _OURS.get(role, role))


def _amendment(one: Amendment) -> Json:
    return {
        "id": one.id,
        "date": f"{one.day.isoformat()}T00:00:00Z",
        "description": one.title,
        "rationale": one.why,
    }


def _transaction(given: Exchanged, one: Paid) -> Json:
    return {
        "id": f"{one.metric}/{one.start.isoformat()}/{one.payer}",
        "date": f"{one.end.isoformat()}T00:00:00Z",
        "value": _money(given, one.amount),
        "payer": _reference(given, one.payer),
        "payee": _reference(given, one.recipient),
    }


def _paid(one: Node) -> Paid:
    """A payment; the indicator and the first day are read from an id of our own making, and unknown in any other."""
    end, parts = one.at("date").day(), one.at("id").text(needed=True).split("/")
    start = one.at("id")
    first = end
    if len(parts) == 3:
        first = Node(parts[1], start.path, start.file, start.problems, start.read_paths).day()
    return Paid(
        metric=parts[0] if len(parts) == 3 else "",
        start=first,
        end=end,
        payer=one.at("payer", "id").text(),
        recipient=one.at("payee", "id").text(),
        amount=one.at("value", "amount").pence() or 0,
    )
