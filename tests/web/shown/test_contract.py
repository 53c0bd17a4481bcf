"""The contract, its scope and its variations, as pages say them."""

from __future__ import annotations

from datetime import date

from evenlode.records.variations import Agreement, Variation, Wanted
from evenlode.web.shown.agreement import agreement
from evenlode.web.shown.scope import scope
from evenlode.web.shown.varying import Typed, missing_of, proposal, values_of
from tests.web.shown.making import TODAY, contract, made


def test_the_contract_says_its_parties_money_and_changes() -> None:
    shown = agreement(contract(), made(), TODAY, invented=False)
    assert shown.headline == "Contract year 5 of 5, 10 agreed changes."
    assert [row[1] for row in shown.parties.rows][:3] == ["Commissioner", "Funder", "Lead provider"]
    money = {fact.term: fact.said for fact in shown.money}
    assert money["Envelope a year"] == "£43,000,000, since 1 Apr 2019"
    assert money["The pot this year"] == "£8,600,000, withheld"
    assert [one.number for one in shown.changes][:2] == ["CV-10", "CV-09"]
    assert shown.waiting == ()


def test_how_documents_write_real_names_is_not_told_beside_invented_figures() -> None:
    assert "OHFT" in repr(agreement(contract(), made(), TODAY, invented=False).parties)
    assert "OHFT" not in repr(agreement(contract(), made(), TODAY, invented=True).parties)


def test_the_scope_says_who_is_in_and_what_was_decided() -> None:
    shown = scope(contract(), TODAY)
    assert {one.title for one in shown.rules} >= {"In scope", "Out of scope"}
    assert sum(len(one.rules) for one in shown.rules) == len(contract().population.scope)
    assert len(shown.schemes) == len(contract().population.schemes)
    for one in shown.switches:
        assert sum(is_chosen for _, is_chosen in one.options) == 1
    assert any("5a" in row[3] for row in shown.segments.rows)


def test_every_dated_value_can_be_named_with_what_it_is_now() -> None:
    values = {one.name: one.now for one in values_of(contract(), TODAY)}
    assert values["5a.target"] == "60%"
    assert values["contract.annual_value"] == "£43,000,000"
    assert values["meaningful-role.points"] == "20"
    assert values["L6.threshold"] == "95%"


def test_what_is_missing_says_what_to_type() -> None:
    values = values_of(contract(), TODAY)
    found = {one.field: one.said for one in missing_of(Typed(), values, TODAY)}
    assert set(found) == {"change", "value", "day", "title", "why"}
    assert "for example 60%" in found["value"]
    past = Typed("5a.target", "62%", "t", "1", "1", "2018", "w")
    assert [one.field for one in missing_of(past, values, TODAY)] == ["day"]
    no_day = Typed("5a.target", "62%", "t", "31", "2", "2020", "w")
    assert "day, month and year" in missing_of(no_day, values, TODAY)[0].said
    assert missing_of(Typed("5a.target", "62%", "t", "1", "1", "2020", "w"), values, TODAY) == ()


def test_a_proposal_offers_its_signature_to_the_parties_that_have_not_signed() -> None:
    signed = Agreement("commissioner", "Priya <p@x>", date(2019, 11, 4))
    found = Variation(
        contract=contract().slug,
        number="CV-11",
        title="t",
        effective=date(2020, 1, 1),
        why="it rose",
        evidence=(),
        reference="r",
        parties=("commissioner", "lead-provider"),
        changes=(Wanted("5a.target", "62%"),),
        by="Priya <p@x>",
        on=date(2019, 11, 4),
        agreements=(signed,),
    )
    values = values_of(contract(), TODAY)
    lead = proposal(contract(), found, "lead-provider", values)
    assert lead.headline == f"CV-11 waits for {contract().lead_provider.name}."
    assert lead.mine == "lead-provider"
    assert proposal(contract(), found, "commissioner", values).mine == ""
    assert lead.changes == ((next(one.label for one in values if one.name == "5a.target"), "60%", "62%"),)
    assert [one.by for one in lead.signers] == ["Priya", ""]
