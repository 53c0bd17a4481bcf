"""HL7 Da Vinci value-based performance report: one contract year as a FHIR R4 bundle of measures and reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from evenlode.exchange.exchanged import Exchanged, Metric, Organisation, Result
from evenlode.exchange.json_text import Json, money

VERSION = "HL7 Da Vinci Value-Based Performance Reporting 1.0.0 (STU 1), FHIR R4"

NOT_HELD = (
    "Money that was not earned, held or not on offer: the report knows what was earned.",
    "Points, stages, gates, levels, variations and the order of operations.",
    "Statuses such as partial achievement and awaiting data: an indicator without figures has no report.",
    "Flows to partners, funders' shares, the advance and the ledger.",
    "The US Core profiles of the two organisations: an NHS body has none of their identifiers.",
    "A saving that is shared: the list of metrics names a deficit alone, so ours is a code of our own.",
)
"""What the standard has no place for, in words for whoever receives the file."""

_VBPR = "http://hl7.org/fhir/us/davinci-vbpr"
_SAVING = "urn:evenlode:metric"


def to_json(given: Exchanged, statement: Mapping[str, Any], on: date | None = None) -> Json:
    """The bundle of one statement's year. on: the day of the report; without it, the last day of the year.

    Holds the contract as a Measure, the year as a MeasureReport with what was earned, a MeasureReport for each
    indicator with counts, and the payer and the lead provider.
    """
    year = statement["year"]
    day = (on or date.fromisoformat(year["to"])).isoformat()
    period = {"start": year["from"], "end": year["to"]}
    payer = next(one for one in given.organisations if one.role == "commissioner")
    lead = next(one for one in given.organisations if one.role == "lead provider")
    metrics = {one.id: one for one in given.metrics}
    in_year = [
        one for one in given.results if one.start.isoformat() >= year["from"] and one.end.isoformat() <= year["to"]
    ]
    quality = [_quality(given, metrics[one.metric], one, payer, day) for one in in_year if one.counted]
    report: dict[str, Json] = {
        "resourceType": "MeasureReport",
        "id": _id(given, "report", year["from"]),
        "meta": {"profile": [f"{_VBPR}/StructureDefinition/vbp-performance-measurereport"]},
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/measurereport-category",
                "valueCodeableConcept": {
                    "coding": [{"system": "http://hl7.org/fhir/CodeSystem/measurereport-category", "code": "vbp"}]
                },
            }
        ],
        "status": "complete",
        "type": "summary",
        "measure": _canonical(given),
        "subject": {
            "extension": [
                {
                    "url": f"{_VBPR}/StructureDefinition/organization-subject",
                    "valueReference": {"reference": _url(given, "organisation", lead.id)},
                }
            ],
            "display": lead.name,
        },
        "date": day,
        "reporter": {"reference": _url(given, "organisation", payer.id), "display": payer.name},
        "period": period,
        "group": list(_groups(given, statement)),
        "evaluatedResource": [{"reference": _full_url(one)} for one in quality],
    }
    resources = [_measure(given, payer), report, *quality, *(_organisation(given, one) for one in (payer, lead))]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": f"{day}T00:00:00Z",
        "entry": [{"fullUrl": _full_url(one), "resource": one} for one in resources],
    }


def _measure(given: Exchanged, payer: Organisation) -> Json:
    return {
        "resourceType": "Measure",
        "id": _id(given, "measure", given.id),
        "meta": {"profile": [f"{_VBPR}/StructureDefinition/vbp-measure"]},
        "url": _canonical(given),
        "identifier": [{"value": given.id}],
        "name": "".join(part.capitalize() for part in given.id.split("-")),
        "title": given.title,
        "status": "active",
        "experimental": given.title.startswith("INVENTED"),
        "publisher": payer.name,
        "description": given.summary or given.title,
        "effectivePeriod": {"start": given.start.isoformat(), "end": given.end.isoformat()},
        "relatedArtifact": [
            {"type": "composed-of", "display": one.title, "resource": _indicator(given, one.id)}
            for one in given.metrics
        ],
    }


def _groups(given: Exchanged, statement: Mapping[str, Any]) -> Iterator[Json]:
    """What was earned of the pot; capitation and the gain share where the statement has them."""
    earned = _metric("earned-incentive", "Earned incentive")
    yield _group("pot", earned, statement["totals"]["earned"], given, ("p4p", "Pay for performance"))
    heads = statement.get("capitation") or ()
    if heads:
        paid = sum(line["paid"] + line["adjustment"] for line in heads)
        yield _group("capitation", _metric("capitation", "Capitation"), paid, given, None)
    gain = statement.get("gain_share")
    if gain:
        amount = gain["provider"]
        deficit = _metric("shared-saving-deficit", "Shared saving deficit")
        saving = {"coding": [{"system": _SAVING, "code": "shared-saving"}], "text": "The provider's part of the saving"}
        yield _group("gain-share", deficit if amount < 0 else saving, amount, given, _stream(gain))


def _stream(gain: Mapping[str, Any]) -> tuple[str, str]:
    """The payment stream of a gain share: gated on quality, of a loss, or of a saving."""
    if any(step["operation"] == "quality" for step in gain["steps"]):
        return "ssq", "Shared savings gated on quality"
    return ("ssl", "Shared savings loss percent") if gain["provider"] < 0 else ("ssp", "Shared savings percent")


def _group(name: str, code: Json, amount: int, given: Exchanged, stream: tuple[str, str] | None) -> Json:
    found: dict[str, Json] = {"id": name}
    if stream:
        coding = {"system": f"{_VBPR}/CodeSystem/payment-stream", "code": stream[0], "display": stream[1]}
        found["extension"] = [
            {
                "url": f"{_VBPR}/StructureDefinition/payment-stream",
                "extension": [{"url": "type", "valueCodeableConcept": {"coding": [coding]}}],
            }
        ]
    found["code"] = code
    found["measureScore"] = {
        "extension": [
            {
                "url": f"{_VBPR}/StructureDefinition/alternate-measurescore",
                "valueMoney": {"value": money(amount), "currency": given.currency},
            }
        ]
    }
    return found


def _quality(given: Exchanged, metric: Metric, result: Result, payer: Organisation, day: str) -> Json:
    """An indicator's year: how many were counted, how many did well, and their quotient to six decimals."""
    counted, did_well = result.counted or 0, result.did_well or 0
    share = Fraction(did_well * 10**6, counted)
    populations = (("calculated-numerator", did_well), ("calculated-denominator", counted))
    return {
        "resourceType": "MeasureReport",
        "id": _id(given, result.metric, result.start.isoformat()),
        "meta": {"profile": [f"{_VBPR}/StructureDefinition/vbp-quality-measurereport"]},
        "extension": [
            {
                "url": "http://hl7.org/fhir/us/davinci-deqm/StructureDefinition/extension-measureScoring",
                "valueCodeableConcept": {
                    "coding": [
                        {"system": "http://terminology.hl7.org/CodeSystem/measure-scoring", "code": "proportion"}
                    ]
                },
            }
        ],
        "status": "complete",
        "type": "summary",
        "measure": _indicator(given, metric.id),
        "date": day,
        "reporter": {"reference": _url(given, "organisation", payer.id), "display": payer.name},
        "period": {"start": result.start.isoformat(), "end": result.end.isoformat()},
        "improvementNotation": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/measure-improvement-notation", "code": "increase"}
            ]
        },
        "group": [
            {
                "population": [
                    {
                        "id": code,
                        "code": {"coding": [{"system": f"{_VBPR}/CodeSystem/vbp-measure-population", "code": code}]},
                        "count": count,
                    }
                    for code, count in populations
                ],
                "measureScore": {"value": Decimal(round(share)).scaleb(-6)},
            }
        ],
    }


def _organisation(given: Exchanged, one: Organisation) -> Json:
    return {
        "resourceType": "Organization",
        "id": _id(given, "organisation", one.id),
        "active": True,
        "name": one.name,
    }


def _metric(code: str, display: str) -> Json:
    coding = {"system": f"{_VBPR}/CodeSystem/vbp-performance-metric", "code": code, "display": display}
    return {"coding": [coding], "text": display}


def _canonical(given: Exchanged) -> str:
    return f"urn:evenlode:contract:{given.id}"


def _indicator(given: Exchanged, metric: str) -> str:
    return f"urn:evenlode:indicator:{given.id}:{metric}"


def _id(given: Exchanged, *parts: str) -> str:
    """The same resource has the same id in every export."""
    return str(uuid5(NAMESPACE_URL, "/".join((_canonical(given), *parts))))


def _url(given: Exchanged, *parts: str) -> str:
    return f"urn:uuid:{_id(given, *parts)}"


def _full_url(resource: Mapping[str, Any]) -> str:
    return f"urn:uuid:{resource['id']}"
