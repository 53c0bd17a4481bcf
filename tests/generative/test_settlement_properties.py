"""What must hold beside the pot: it reconciles to the ledger, and more saved or better quality is never less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import event, given
from hypothesis import strategies as st

from evenlode.payment import AuditedCosts, CarriedLoss, HeadCount, Settlement, Supplied, gain_share, judge, pay, settle
from evenlode.payment.book import is_source
from evenlode.payment.ledger import Account, account_of_partner, balances, postings
from evenlode.terms.money_terms import Uplift
from tests.generative.payment_examples import AFTER, YEAR, Chooser, Example, examples, holds, seeds, sharing


def costs(choose: Chooser) -> AuditedCosts:
    envelope = choose.choice([1, 999, 10**8, 10**11 + 1])
    actual = choose.often(envelope * choose.randint(80, 120) // 100, 0, envelope, 3 * envelope)
    lost = tuple(CarriedLoss(date(2020 + year, 9, 30), choose.randint(0, envelope)) for year in range(4, 8))
    return AuditedCosts(envelope, actual, people=choose.randint(1, 1000), brought_forward=lost[: choose.randint(0, 4)])


def heads(choose: Chooser) -> tuple[HeadCount, ...]:
    found = []
    for month in YEAR.months():
        for segment in ("one", "two"):
            people = choose.randint(0, 500)
            found.append(HeadCount(month, segment, people, choose.randint(0, 5), choose.randint(0, people)))
    return tuple(found)


def settle_all(found: Example, seed: int) -> Settlement:
    """Everything that the contract pays, on figures drawn for it."""
    choose = Chooser(seed)
    judgements = judge(found.outturns, found.terms)
    supplied = Supplied(costs(choose), heads(choose), choose.choice([0, 10**4, 10**9]))
    return settle(pay(judgements, found.terms), found.terms, supplied, judgements)


@holds
@given(examples, seeds)
def test_pot_base_gain_share_and_flows_reconcile_to_the_ledger(found: Example, seed: int) -> None:
    settled = settle_all(found, seed)
    payment, gain, advance = settled.payment, settled.gain, settled.advance
    entries = postings(payment, found.terms, "ab" * 32, settled)
    left = balances(entries)
    assert sum(entry.amount for entry in entries) == 0
    assert all(type(entry.amount) is int for entry in entries)  # pence, never a ratio and never a float
    from_suspense = advance.from_suspense if advance else 0
    assert left.get(Account.SUSPENSE, 0) == payment.held - from_suspense
    for passed_through in (Account.POT, Account.BASE_PAYMENT, Account.ENVELOPE):
        assert left.get(passed_through, 0) == 0
    below = [account for account, amount in left.items() if amount < 0]
    assert all(is_source(account) or account == Account.SUSPENSE for account in below)

    base = sum(one.amount for one in settled.base) + sum(line.paid + line.adjustment for line in settled.heads)
    to_provider = gain.to_provider if gain else 0
    reinvested = gain.reinvested if gain else 0
    providers = [Account.LEAD_PROVIDER, *(account_of_partner(line.partner) for line in settled.partners)]
    in_their_hands = sum(left.get(account, 0) + left.get(f"{account}, own funds", 0) for account in providers)
    assert in_their_hands == payment.earned + from_suspense + base + to_provider - reinvested
    paid_in = -sum(amount for account, amount in left.items() if account.startswith("commissioner"))
    assert paid_in == payment.pot + base + to_provider
    assert left.get(Account.REINVESTMENT, 0) == reinvested
    for line in settled.partners:
        account = account_of_partner(line.partner)
        assert left.get(account, 0) + left.get(f"{account}, own funds", 0) == line.total
    event(f"base {bool(base)}, gain {gain is not None}, partners {len(settled.partners)}")


@holds
@given(examples, seeds)
def test_no_amount_price_or_uplift_dated_after_the_year_changes_what_is_settled(found: Example, seed: int) -> None:
    terms = found.terms
    changed = replace(
        terms,
        uplifts=(*terms.uplifts, Uplift(AFTER, Fraction(1), Fraction(0), "added")),
        flows=tuple(replace(flow, amounts=(*flow.amounts, (AFTER, 1))) for flow in terms.flows),
        capitation=terms.capitation
        and replace(terms.capitation, prices=(*terms.capitation.prices, (AFTER, {"one": 1, "two": 1}))),
    )
    assert settle_all(Example(changed, found.outturns), seed) == settle_all(found, seed)


@holds
@given(seeds, st.integers(0, 10**7), st.integers(0, 50))
def test_a_larger_saving_or_better_quality_never_leaves_the_provider_less(seed: int, more: int, better: int) -> None:
    choose = Chooser(seed)
    rule = sharing(choose, by_points=True)
    before = replace(costs(choose), quality=Fraction(choose.randint(0, 50)))
    less = gain_share(before, rule, YEAR.end)
    assert less.provider + less.commissioner == less.saving == before.envelope - before.actual
    assert less.retained + less.reinvested == less.provider
    cheaper = gain_share(replace(before, actual=max(before.actual - more, 0)), rule, YEAR.end)
    assert cheaper.provider >= less.provider
    finer = gain_share(replace(before, quality=Fraction(before.quality or 0) + better), rule, YEAR.end)
    assert finer.provider >= less.provider
    event(f"{rule.sides} side, held by {rule.held_by}, {len(rule.order)} steps")
