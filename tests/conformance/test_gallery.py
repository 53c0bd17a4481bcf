"""The gallery: every contract's pot, gain share and flows reconcile to its ledger, and its page says what is a fact."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evenlode.cases.beside import beside
from evenlode.cases.given import supplied_outturns
from evenlode.cases.setting import with_what_it_sets
from evenlode.payment import judge, pay, settle
from evenlode.payment.book import Account, account_of_partner, own_funds
from evenlode.payment.ledger import balances, postings
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder
from evenlode.terms.yaml_text import read_yaml
from tests.docs.test_examples import run_page

GALLERY = contracts_folder() / "gallery"
FOLDERS = sorted(path.parent for path in GALLERY.glob("*/contract.yaml"))
CASES = [
    pytest.param(folder, case, id=f"{folder.name}: {case.case}")
    for folder in FOLDERS
    for case in read_contract(folder).cases
]
REAL = (
    *("Milton Keynes", "Ribera", "PACE", "Vittorio", "Rovereto", "Geisinger", "Beacon", "Veterans", "Torbay"),
    *("Intermountain", "Klinik", "Norfolk", "Ipswich", "Sandwell", "Crime Reduction"),
)


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_pot_gain_share_and_flows_reconcile_to_the_ledger(folder: Path, case: CaseForm) -> None:
    """Each account holds what the statement says of it; what came in from funders is what the accounts hold."""
    contract = with_what_it_sets(read_contract(folder), case)
    terms = contract.terms_on(case.period.end)
    judgements = judge(supplied_outturns(contract, case), terms)
    payment = pay(judgements, terms)
    settled = settle(payment, terms, beside(case, terms.year), judgements)
    entries = postings(payment, terms, "of the case", settled)
    held = balances(entries)

    def of(account: str) -> int:
        return held.pop(account, 0)

    gain, advance = settled.gain, settled.advance
    base = sum(one.amount for one in settled.base) + sum(line.paid + line.adjustment for line in settled.heads)
    to_provider, reinvested = (gain.to_provider, gain.reinvested) if gain else (0, 0)
    from_suspense = advance.from_suspense if advance else 0
    partners = sum(line.total for line in settled.partners)
    lead = str(Account.LEAD_PROVIDER)

    assert sum(held.values()) == 0
    assert payment.earned + payment.held + payment.not_earned + payment.not_on_offer == payment.pot == terms.pot
    assert of(lead) + of(own_funds(lead)) == (
        payment.earned + from_suspense + base + to_provider - reinvested - partners
    )
    for line in settled.partners:
        account = account_of_partner(line.partner)
        assert of(account) + of(own_funds(account)) == line.total
    assert of(Account.SUSPENSE) == payment.held - from_suspense
    assert of(Account.UNPAID_TO_REINVEST) == payment.not_earned
    assert of(Account.NOT_ON_OFFER) == payment.not_on_offer
    assert of(Account.REINVESTMENT) == reinvested
    assert all(of(account) == 0 for account in (Account.POT, Account.BASE_PAYMENT, Account.ENVELOPE))
    assert all(account.startswith(Account.COMMISSIONER) for account in held)
    assert sum(held.values()) == -(payment.pot + base + to_provider)


def test_every_kind_of_money_is_in_the_gallery() -> None:
    """The reconciliation above would be empty where no contract had the thing."""
    forms = [read_contract(folder).form for folder in FOLDERS]
    assert {form.capitation.by for form in forms if form.capitation} == {"head", "envelope"}
    shared = [
        entry.value
        for form in forms
        if form.gain_share and form.gain_share.terms
        for _, entry in form.gain_share.terms.entries
    ]
    assert {(one.held_by, one.sides) for one in shared} == {
        ("commissioner", "one"),
        ("provider", "one"),
        ("provider", "two"),
    }
    assert any(form.flows for form in forms)
    assert any(form.pot.advance for form in forms)
    assert any(form.pot.funders for form in forms)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_invented_under_a_real_name(folder: Path) -> None:
    """The systems are named where their facts are told, and never as a party or title of a contract."""
    form = read_contract(folder).form
    shown = [form.contract, form.title, form.alias.title, *(party.name + party.alias for party in form.parties)]
    assert not [name for name in REAL for text in shown if name.lower() in text.lower()]
    assert "parties" in form.illustrative


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_contract_has_a_page_and_its_examples_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert page.startswith("# ")
    assert "## What is a fact" in page or ("## Seen " in page and "## What is ours" in page)
    assert f"evenlode check contracts/gallery/{folder.name}" in page
    shutil.copytree(GALLERY, tmp_path / "contracts" / "gallery")
    monkeypatch.chdir(tmp_path)
    run_page(folder.name, page)


def test_the_register_fills_nothing_in() -> None:
    """Share at risk and term stand there as far as the business case prints them."""
    text = (GALLERY / "register.yaml").read_text(encoding="utf-8")
    entries = read_yaml(text, "register.yaml").value["register"]
    assert [(one["commissioner"], one["value"], one["term"], one["share_at_risk"]) for one in entries] == [
        ("Bedfordshire", "£120m", "not printed", "not printed"),
        ("Cambridgeshire and Peterborough", "£1bn", "5 years", "not printed"),
        ("Croydon CCG", "not printed", "not printed", "not printed"),
    ]
    assert all(one["reference"].startswith("business case 2013") for one in entries)
