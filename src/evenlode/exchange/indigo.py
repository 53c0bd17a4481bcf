"""INDIGO: an impact bond project and its organisations, in the shape of the INDIGO data standard's JSON schema."""

from __future__ import annotations

from dataclasses import replace

from evenlode.exchange.exchanged import Commitment, Exchanged, Metric, Organisation, Paid, Price, Result
from evenlode.exchange.json_text import Json, Node, money

VERSION = "INDIGO data standard, project and organisation schemas as of April 2024"

NOT_HELD = (
    "The value of the contract: the standard knows outcome payments and investment, not the rest of the price.",
    "Variations one by one: it keeps one description of all alterations.",
    "Which level was reached, stages, weights, gates, minimum numbers and the order of operations.",
    "Base payment, gain share, advance and flows to partners.",
    "Money that was not earned, held, or not on offer, and where it went.",
    "Months and quarters, providers, segments, coverage and missing records: a result is a contract year of everybody.",
    "Where lower is better: it counts people who did well, so the others are turned round.",
)
"""What the standard has no place for, in words for whoever receives the file."""


def held(given: Exchanged) -> Exchanged:
    """The part of it that the standard can hold: the value of the contract and its variations have no place."""
    return replace(given, value=0, amendments=())


def to_json(given: Exchanged) -> Json:
    """The project and its organisations."""
    most = sum(one.most for one in given.commitments)
    paid = sum(one.amount for one in given.payments)
    lead = given.providers[0].id if given.providers else ""
    return {
        "project": {
            "name": _value(given.title),
            "alternative_names": _value(given.id),
            "dates": {
                "start_date_of_service_provision": _value(given.start.isoformat()),
                "anticipated_end_date_of_service_provision": _value(given.end.isoformat()),
            },
            "overall_project_finance": {
                "maximum_potential_outcome_payment_v2": _money(given, most),
                "total_outcome_payments_made": _money(given, paid),
            },
            "service_provisions": [
                {
                    "id": one.id,
                    "organisation_id": _value(one.id),
                    **({"intervention": _value(given.summary)} if one.id == lead else {}),
                    "notes": one.role,
                }
                for one in given.providers
            ],
            "outcome_payment_commitments": [_commitment(given, one) for one in given.commitments],
            "outcome_metrics": [
                {
                    "id": one.id,
                    "definition": _value(one.outcome),
                    "data_source_for_outcome_validation": _value(one.title),
                    "outcome_metric_target": _value(one.target),
                }
                for one in given.metrics
            ],
            "outcome_pricings": [_pricing(given, one) for one in given.prices],
            "results": [_result(one) for one in given.results],
            "outcome_payments": [_payment(given, one) for one in given.payments],
        },
        "organisations": [
            {"id": one.id, "name": _value(one.name), "description": _value(one.role)} for one in given.organisations
        ],
    }


def from_json(document: Node) -> Exchanged:
    """What the document says; whatever is wrong with it is among the node's problems."""
    project = document.at("project")
    finance = project.at("overall_project_finance")
    provisions = list(project.at("service_provisions").each())
    return Exchanged(
        id=project.at("alternative_names", "value").text(),
        title=project.at("name", "value").text(needed=True),
        summary=provisions[0].at("intervention", "value").text() if provisions else "",
        currency=finance.at("maximum_potential_outcome_payment_v2", "currency", "value").text(),
        start=project.at("dates", "start_date_of_service_provision", "value").day(),
        end=project.at("dates", "anticipated_end_date_of_service_provision", "value").day(),
        value=0,
        organisations=tuple(
            Organisation(
                one.at("id").text(needed=True),
                one.at("name", "value").text(needed=True),
                one.at("description", "value").text(),
            )
            for one in document.at("organisations").each()
        ),
        metrics=tuple(
            Metric(
                one.at("id").text(needed=True),
                one.at("definition", "value").text(),
                one.at("data_source_for_outcome_validation", "value").text(),
                one.at("outcome_metric_target", "value").text(),
            )
            for one in project.at("outcome_metrics").each()
        ),
        prices=tuple(
            Price(
                one.at("outcome_metric_id", "value").text(needed=True),
                one.at("price_per_unit", "amount", "value").pence(needed=False),
                one.at("maximum_price_if_all_targets_achieved", "amount", "value").pence() or 0,
                one.at("price_description", "value").text(),
            )
            for one in project.at("outcome_pricings").each()
        ),
        commitments=tuple(
            Commitment(
                one.at("organisation_id", "value").text(needed=True),
                one.at("period", "start_date", "value").day(),
                one.at("period", "end_date", "value").day(),
                one.at("maximum_potential_outcome_payment", "amount", "value").pence() or 0,
            )
            for one in project.at("outcome_payment_commitments").each()
        ),
        results=tuple(
            Result(
                metric=one.at("outcome_metric_id", "value").text(needed=True),
                start=one.at("period", "start_date", "value").day(),
                end=one.at("period", "end_date", "value").day(),
                status=one.at("outcomes_achieved", "value").text(),
                counted=one.at("number_engaged_in_impact_bond", "value").count(),
                did_well=one.at("number_with_positive_social_outcomes", "value").count(),
                said=one.at("other_description_of_result", "value").text(),
            )
            for one in project.at("results").each()
        ),
        payments=tuple(
            Paid(
                metric=one.at("outcome_metric_id", "value").text(needed=True),
                start=one.at("period", "start_date", "value").day(),
                end=one.at("period", "end_date", "value").day(),
                payer=one.at("payer_organisation_id", "value").text(),
                recipient=one.at("recipient_organisation_id", "value").text(),
                amount=one.at("money", "amount", "value").pence() or 0,
            )
            for one in project.at("outcome_payments").each()
        ),
    )


def _value(value: Json) -> Json:
    return {"value": value}


def _money(given: Exchanged, amount: int) -> Json:
    return {"currency": _value(given.currency), "amount": _value(money(amount))}


def _period(one: Commitment | Result | Paid) -> Json:
    return {"start_date": _value(one.start.isoformat()), "end_date": _value(one.end.isoformat())}


def _commitment(given: Exchanged, one: Commitment) -> Json:
    paid = sum(
        paid.amount
        for paid in given.payments
        if (paid.payer, paid.start, paid.end) == (one.organisation, one.start, one.end)
    )
    return {
        "organisation_id": _value(one.organisation),
        "maximum_potential_outcome_payment": _money(given, one.most),
        "result_type": _value("Interim"),
        "period": _period(one),
        "total_outcome_payments": _money(given, paid),
    }


def _pricing(given: Exchanged, one: Price) -> Json:
    each = {} if one.each is None else {"price_per_unit": {"amount": _value(money(one.each))}}
    return {
        "outcome_metric_id": _value(one.metric),
        "currency": _value(given.currency),
        **each,
        "maximum_price_if_all_targets_achieved": {"amount": _value(f"{money(one.most):f}")},
        "price_description": _value(one.said),
    }


def _result(one: Result) -> Json:
    counts = {
        name: _value(count)
        for name, count in (
            ("number_engaged_in_impact_bond", one.counted),
            ("number_with_positive_social_outcomes", one.did_well),
        )
        if count is not None
    }
    return {
        "outcome_metric_id": _value(one.metric),
        "result_level": _value("Outcome level"),
        "result_type": _value("Interim"),
        "period": _period(one),
        "outcomes_achieved": _value(one.status),
        **counts,
        "other_description_of_result": _value(one.said),
    }


def _payment(given: Exchanged, one: Paid) -> Json:
    return {
        "outcome_metric_id": _value(one.metric),
        "period": _period(one),
        "payer_organisation_id": _value(one.payer),
        "recipient_organisation_id": _value(one.recipient),
        "type": _value("Actual"),
        "money": _money(given, one.amount),
    }
