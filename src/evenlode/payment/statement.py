"""Statement: a payment as a document whose bytes never vary, so that its SHA-256 names it for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from evenlode.payment.outcomes import outcome_results
from evenlode.payment.settled_text import adds_up_beside_the_pot, beside_the_pot
from evenlode.payment.settlement import Settlement, settle
from evenlode.payment.words import ratio
from evenlode.problems import refuse
from evenlode.results import Because, Judgement, Payment, PaymentLine, Period

if TYPE_CHECKING:
    from evenlode.terms.contract import Contract
    from evenlode.terms.terms import Terms

FORM = "evenlode statement 1"
"""The form of a statement; it changes when a field is renamed or takes another meaning."""

HASHES = ("code_lists", "contract", "data_manifest", "definitions", "outturns")
"""Everything that went in, each named by the SHA-256 of its bytes, or 'none' where there was none."""

BESIDE_HASHES = ("audited_costs", "head_counts")
"""What goes beside the pot, named in the same way where there was any of it."""

Document = dict[str, Any]
"""A statement as JSON knows it: text, whole numbers, yes and no, lists and further documents; never a float."""


def statement(
    contract: Contract,
    terms: Terms,
    judgements: Sequence[Judgement],
    payment: Payment,
    hashes: Mapping[str, str],
    invented: bool,
    names: Mapping[str, str],
    settlement: Settlement | None = None,
) -> Document:
    """The statement of a contract year: the pot, where each penny went and why, and the hashes of what went in.

    Where the contract agrees them, what goes beside the pot follows: base payment, advance, gain share and the lines
    of each partner. Left out, the settlement is what the terms alone come to.

    hashes has the names in HASHES, and may have those in BESIDE_HASHES. names is the name to show of each party, by its
    slug; a party left out shows its own name, or its alias where the figures are invented. Amounts are whole pence,
    exact ratios are text ('3/5').

    Raises Refusal where a hash is missing, or an invented figure would stand beside a real party's name.
    """
    title = contract.form.alias.title if invented else terms.title
    document: Document = {
        "form": FORM,
        "invented": invented,
        "contract": contract.form.alias.contract if invented else terms.contract,
        "title": f"INVENTED - {title}" if invented else title,
        "parties": _parties(contract, invented, names),
        "year": {**_period(terms.year), "number": contract.year_number(terms.year)},
        "basis": payment.basis,
        "divided_by": terms.divided_by,
        "currency": contract.form.currency,
        "pot": payment.pot,
        "totals": {
            "earned": payment.earned,
            "held": payment.held,
            "not_earned": payment.not_earned,
            "not_on_offer": payment.not_on_offer,
        },
        "outcomes": [
            {
                "outcome": found.outcome,
                "number": found.number,
                "title": found.title,
                "status": found.status.value,
                "sentence": found.sentence,
                "points": None if found.points is None else ratio(found.points.offered),
                "points_earned": None if found.points is None else ratio(found.points.earned),
            }
            for found in outcome_results(judgements, terms)
        ],
        "lines": [_line(line) for line in payment.lines],
        "judgements": [_judgement(judgement) for judgement in judgements],
        "hashes": _hashes(hashes),
    }
    settled = settlement or settle(payment, terms)
    shown = {
        party.party: names.get(party.party, party.alias if invented else party.name) for party in contract.form.parties
    }
    return document | beside_the_pot(settled, shown)


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way to write a document: UTF-8 JSON, keys sorted, two spaces in, a new line at the end.

    Raises ValueError, naming the place, for anything whose text could vary or lose something: a float, a date, a
    Fraction, a key that is not text.
    """
    _refuse_what_varies(document, "statement")
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=2)
    return f"{text}\n".encode()


def sha256_of(content: bytes) -> str:
    """The SHA-256 of the bytes, in 64 lower-case hexadecimal digits."""
    return sha256(content).hexdigest()


def unchanged(content: bytes) -> bool:
    """True where the bytes are a canonical statement whose lines still add up; False for anything else.

    This finds a file that was opened and saved, cut short or edited in one place. Only the hash kept in the records
    proves that every word is as it was.
    """
    try:
        document = json.loads(content, parse_float=_refuse_number, parse_constant=_refuse_number)
        return bool(document["form"] == FORM) and canonical(document) == content and _adds_up(document)
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


def _adds_up(document: Document) -> bool:
    states = ("earned", "held", "not_earned", "not_on_offer")
    lines = document["lines"]
    return (
        all(sum(line[state] for state in states) == line["share_of_pot"] for line in lines)
        and all(sum(line[state] for line in lines) == document["totals"][state] for state in states)
        and sum(line["share_of_pot"] for line in lines) == document["pot"]
        and adds_up_beside_the_pot(document)
    )


def _refuse_number(text: str) -> None:
    raise ValueError(f"{text} is not a whole number")


def _refuse_what_varies(value: object, place: str) -> None:
    if value is None or isinstance(value, (bool, int)) or type(value) is str:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if type(key) is not str:
                raise ValueError(f"{place} has the key {key!r}, which is not text")
            _refuse_what_varies(inner, f"{place}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            _refuse_what_varies(inner, f"{place}[{number}]")
    else:
        raise ValueError(f"{place} is {value!r}: a {type(value).__name__} has no place in a statement")


def _parties(contract: Contract, invented: bool, names: Mapping[str, str]) -> list[Document]:
    real = {party.name for party in contract.form.parties}
    shown: list[Document] = []
    for party in contract.form.parties:
        name = names.get(party.party, party.alias if invented else party.name)
        if invented and name in real:
            message = f'the figures are invented and "{name}" is a real party of the contract'
            raise refuse("INVENTED.NAME", message, "Show the alias of every party", field=f"names.{party.party}")
        shown.append({"name": name, "role": party.role} | ({} if invented else {"party": party.party}))
    return shown


def _line(line: PaymentLine) -> Document:
    return {
        "outcome": line.outcome,
        "indicator": line.indicator,
        "points": ratio(line.points),
        "share_of_pot": line.share_of_pot,
        "earned": line.earned,
        "held": line.held,
        "not_earned": line.not_earned,
        "not_on_offer": line.not_on_offer,
        "status": line.status.value,
        "level": line.level,
        "because": line.because,
    }


def _judgement(judgement: Judgement) -> Document:
    return {
        "indicator": judgement.indicator,
        "period": _period(judgement.period),
        "status": judgement.status.value,
        "stage": judgement.stage.value,
        "level": judgement.level,
        "share": ratio(judgement.share),
        "source": judgement.source.value,
        "provider": judgement.provider,
        "segment": judgement.segment,
        "because": _because(judgement.because),
    }


def _because(because: Because) -> Document:
    return {
        "sentence": because.sentence,
        "numerator": because.numerator,
        "denominator": because.denominator,
        "value": ratio(because.value),
        "line": ratio(because.line),
        "line_from": None if because.line_from is None else because.line_from.isoformat(),
        "variation": because.variation,
        "coverage": ratio(because.coverage),
        "periods_met": because.periods_met,
        "periods_judged": because.periods_judged,
    }


def _period(period: Period) -> Document:
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def _hashes(hashes: Mapping[str, str]) -> Document:
    for name in sorted({*HASHES, *hashes}):
        found = hashes.get(name, "")
        if name not in (*HASHES, *BESIDE_HASHES):
            raise refuse(
                "STATEMENT.HASH", f'"{name}" is no hash of a statement', f"Give {', '.join(HASHES)}", field=name
            )
        if found != "none" and not (len(found) == 64 and set(found) <= set("0123456789abcdef")):
            message = f"the hash of {name.replace('_', ' ')} is not 64 hexadecimal digits"
            raise refuse("STATEMENT.HASH", message, "Give its SHA-256, or none where there was none", field=name)
    return dict(hashes)
