"""Who sent a submission, for which period and when it came: what was asked for, its manifest, its header MHS000."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.sheet import Sheet, day_in
from evenlode.problems import Problem, Refusal, refuse
from evenlode.results import Period

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a submission says of itself."""

    provider: str
    period: Period
    received: date
    version: str | None
    invented: bool
    lead_provider: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever receives says of it, which goes before what it says itself. parties: who may send; None for all."""

    provider: str | None = None
    period: Period | None = None
    received: date | None = None
    invented: bool = False
    lead_provider: str | None = None
    parties: Collection[str] | None = None


def heading(name: str, asked: Asked, manifest: Manifest, headers: Sequence[Sheet]) -> Heading:
    """The heading of the submission called `name`. Raises a Refusal with everything that is missing or at odds."""
    problems: list[Problem] = []
    in_header = _periods(headers)
    period = asked.period or manifest.period or next(iter(in_header), None)
    for said in {asked.period, manifest.period, *in_header} - {None, period}:
        message = f"The submission is received for {period}, and says itself that it is for {said}"
        problems.extend(refuse("SUBMISSION.PERIOD", message, "Name the month that it is for", file=name).problems)
    if period is None:
        fix = "Give --month, for example 2016-03, or write period: into its manifest.yaml"
        problems.extend(refuse("SUBMISSION.PERIOD", "It does not say which month it is for", fix, file=name).problems)
    code = next((sheet.at("OrgIDProvider", 0) for sheet in headers if len(sheet)), "") or None
    provider = asked.provider or manifest.provider or code
    problems.extend(wrong_provider(name, provider, asked.parties))
    if problems or provider is None or period is None:
        raise Refusal(problems)
    version = manifest.version or next((sheet.at("DatSetVer", 0) for sheet in headers if len(sheet)), "") or None
    return Heading(
        provider,
        period,
        asked.received or manifest.received or date.today(),
        version,
        asked.invented or manifest.invented,
        asked.lead_provider or manifest.lead_provider,
    )


def _periods(headers: Sequence[Sheet]) -> list[Period]:
    found = []
    for sheet in headers:
        for place in range(len(sheet)):
            start, end = (day_in(sheet.at(f"ReportingPeriod{edge}Date", place)) for edge in ("Start", "End"))
            if start and end and start <= end:
                found.append(Period(start, end))
    return found


def wrong_provider(name: str, provider: str | None, parties: Collection[str] | None) -> Sequence[Problem]:
    """What is wrong with a provider's name in what is called `name`. parties: who may send; None for all."""
    if provider is None:
        fix = "Give --provider, or write provider: into its manifest.yaml"
        return refuse("SUBMISSION.PROVIDER", "It does not say who sent it", fix, file=name).problems
    if parties is not None and provider not in parties:
        near = difflib.get_close_matches(provider, parties, n=1)
        fix = f'Did you mean "{near[0]}"?' if near else f"Use {', '.join(sorted(parties))}"
        return refuse("SUBMISSION.PROVIDER", f'"{provider}" is no party of the contract', fix, file=name).problems
    if not _PLAIN.fullmatch(provider):
        fix = "Use the provider's name in the contract: letters, digits, hyphens and dots"
        return refuse("SUBMISSION.PROVIDER", f'"{provider}" cannot be a provider\'s name', fix, file=name).problems
    return ()
