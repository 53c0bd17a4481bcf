"""What the API reads, each thing through the desk of the token."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from evenlode.job.measured import read_measured
from evenlode.job.stating import Listed
from evenlode.results import EVERYONE, Outturn
from evenlode.web.access import CONTENT, Desk, NotAllowed, NotYours, Role
from evenlode.web.access.reading import kept
from evenlode.web.api import shapes
from evenlode.web.findings import findings_for
from evenlode.web.statements import recorded

router = Router()
_LOADS = frozenset({Role.ANALYST, Role.LEAD_PROVIDER, Role.CONTRACT_MANAGER, Role.AUDITOR})
_STATEMENTS = CONTENT - {Role.CLINICIAN, Role.PARTNER}


@router.get("contract", response=shapes.ContractOut, summary="The contract")
def contract(request: HttpRequest) -> Any:
    """Parties, term, outcomes and indicators."""
    desk = may(request, CONTENT)
    found = desk.contract
    return {
        "title": desk.title,
        "sha256": found.sha256,
        "start": found.term.start,
        "end": found.term.end,
        "last_day": found.last_day,
        "invented": desk.invented,
        "parties": [
            {"party": one.party, "name": desk.name_of(one.party), "role": one.role} for one in found.form.parties
        ],
        "outcomes": [
            {
                "outcome": one.outcome,
                "number": one.number,
                "title": one.title,
                "indicators": [
                    {"indicator": two.indicator, "code": two.code, "title": two.title, "period": str(two.period)}
                    for two in one.indicators
                ],
            }
            for one in found.outcomes
        ],
    }


@router.get("outturns", response=shapes.OutturnsOut, summary="Outturns of the newest run")
def outturns(
    request: HttpRequest,
    indicator: str = "",
    since: date | None = None,
    limit: int = Query(1000, ge=1, le=10_000),
    offset: int = Query(0, ge=0),
) -> Any:
    """Everybody's figures, and those of providers whose accounts the role sees."""
    desk = may(request, CONTENT)
    if indicator:
        indicator = slug_of(desk, indicator)
    run = desk.workspace.newest_run("run", "measure")
    if run is None:
        return {"run": "", "invented": desk.invented, "total": 0, "outturns": []}
    file = run / "outturns.csv"
    measured = kept("outturns", desk.workspace, [file], lambda: read_measured(file, desk.contract).outturns)
    found = [
        one
        for one in measured
        if (one.provider == EVERYONE or desk.sees(one.provider))
        and indicator in ("", one.indicator)
        and (since is None or one.period.start >= since)
    ]
    rows = [_outturn(one) for one in found[offset : offset + limit]]
    return {"run": run.name, "invented": desk.invented, "total": len(found), "outturns": rows}


@router.get("statements", response=list[shapes.StatementOut], summary="Recorded statements")
def statements(request: HttpRequest) -> Any:
    """Every statement with its state."""
    return [
        {
            "number": one.recorded.number,
            "year": one.recorded.year,
            "version": one.recorded.version,
            "state": one.state.value,
            "sha256": one.recorded.sha256,
        }
        for one in _statements(may(request, _STATEMENTS))
    ]


@router.get("statements/{number}", summary="A statement")
def statement(request: HttpRequest, number: int) -> dict[str, Any]:
    """The statement's own document: its bytes have the hash that the list gives."""
    found = next((one for one in _statements(may(request, _STATEMENTS)) if one.recorded.number == number), None)
    if found is None:
        raise NotYours("no such statement")
    document: dict[str, Any] = json.loads(found.recorded.content)
    return document


@router.get("loads", response=list[shapes.LoadOut], summary="Submissions sent by your organisation, with findings")
def loads(request: HttpRequest) -> Any:
    """The last twenty, the newest first."""
    from evenlode.web.jobs.asking import listed as jobs

    desk = may(request, _LOADS)
    return [
        {
            "number": str(one.number),
            "title": one.title,
            "state": one.state,
            "created": one.created,
            "findings": findings_for(one, desk.role),
        }
        for one in jobs(desk, "receive")
    ]


def may(request: HttpRequest, roles: frozenset[Role]) -> Desk:
    """The desk of the token. Raises NotAllowed for any other role."""
    desk: Desk = request.desk
    if desk.role not in roles:
        raise NotAllowed("not for this role")
    return desk


def slug_of(desk: Desk, name: str) -> str:
    """The slug of an indicator or standard, by its slug or code. Raises a Refusal that offers the nearest names."""
    form = desk.contract.indicator(name)
    return str(getattr(form, "indicator", None) or getattr(form, "standard", ""))


def _statements(desk: Desk) -> list[Listed]:
    return recorded(desk.workspace, desk.contract, desk.today)


def _outturn(one: Outturn) -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "definition": one.definition,
        "kind": one.kind.value,
        "grain": one.grain.value,
        "start": one.period.start,
        "end": one.period.end,
        "provider": one.provider,
        "segment": one.segment,
        "stratum": one.stratum,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": one.value,
        "eligible": one.eligible,
        "missing": one.missing,
        "source": one.source.value,
    }
