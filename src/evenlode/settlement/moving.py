"""Moving money after an issue: the difference of a later version, disputes into suspense and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evenlode.money import Pence, pounds
from evenlode.payment.book import Account, Posting, is_source, own_funds
from evenlode.problems import refuse
from evenlode.settlement.states import Resolved, Side

_LEAD, _SUSPENSE, _UNPAID = str(Account.LEAD_PROVIDER), str(Account.SUSPENSE), str(Account.UNPAID_TO_REINVEST)


SIDES: Mapping[Side, str] = {"earned": _LEAD, "not earned": _UNPAID}
"""The account that the money of each side of a dispute comes from."""


def as_resolved(accounts: Mapping[str, Pence], resolved: Iterable[Resolved]) -> dict[str, Pence]:
    """What a statement leaves in each account, after what resolutions of its disputes moved."""
    found = dict(accounts)
    for one in resolved:
        to = _UNPAID if one.side == "earned" else _LEAD
        for account, amount in ((SIDES[one.side], -one.moved), (to, one.moved)):
            found[account] = found.get(account, 0) + amount
    return found


def difference(
    old: Mapping[str, Pence],
    new: Mapping[str, Pence],
    held: Mapping[str, Pence],
    freed: Mapping[Side, Pence],
    in_dispute: Pence,
    memo: str,
) -> tuple[list[Posting], Pence]:
    """The postings that turn one statement's into another's, and how much of them is clawed back from disputed money.

    old, new: what each statement leaves in each account; held: what the accounts hold now; freed: what of disputes is
    about nothing any more, by side, and goes back to where it was; in_dispute: what other disputes of money that was
    earned hold in suspense. What the lead provider has to give back comes from that first, then from its account, then
    from its own funds. Money that was given to a scheme meanwhile stays there: the commissioner's side funds it anew.
    So no account goes below nothing, and the postings add to nothing.
    """
    found: list[Posting] = []
    clawed_back = 0
    back_in = {SIDES[side]: amount for side, amount in freed.items()}
    for account in sorted({*old, *new, *back_in}):
        found += _out(_SUSPENSE, back_in.get(account, 0), f"no longer in dispute; {memo}")
        change = new.get(account, 0) - old.get(account, 0) + back_in.get(account, 0)
        if change > 0 or (change < 0 and is_source(account)):
            found.append(Posting(account, change, memo))
        elif change < 0:
            owed = -change
            if account == _LEAD:
                clawed_back = min(owed, in_dispute)
                owed -= clawed_back
                found += _out(_SUSPENSE, clawed_back, f"clawed back from suspense; {memo}")
            there = min(owed, max(held.get(account, 0), 0))
            found += _out(account, there, memo)
            found += _out(_instead_of(account), owed - there, f"no longer in {account}; {memo}")
    return found, clawed_back


def into_suspense(
    side: Side, amount: Pence, on_line: Pence, disputed: Pence, held: Mapping[str, Pence], memo: str
) -> list[Posting]:
    """A disputed amount moved into suspense. on_line: what its line says of that side.

    disputed: what of it is in dispute already, or was moved by resolutions that still stand.

    Raises Refusal where the amount is more than what is left of the line, or the money was given to a scheme.
    """
    left = max(on_line - disputed, 0)
    if not 0 <= amount <= left:
        message = f"{pounds(amount)} cannot be disputed: the line has {pounds(left)} {side} and undisputed"
        raise refuse("MONEY.RANGE", message, "Dispute no more than that", file="statement", field="amount")
    if side == "not earned":
        if amount > held.get(_UNPAID, 0):
            message = f"only {pounds(max(held.get(_UNPAID, 0), 0))} of the money that was not earned is left to dispute"
            raise refuse("MONEY.RANGE", message, "The rest was given to schemes", file="statement", field="amount")
        return [*_out(_UNPAID, amount, memo), *_into(_SUSPENSE, amount, memo)]
    return withholding(amount, held, memo)


def out_of_suspense(left: Pence, to_provider: Pence, memo: str) -> list[Posting]:
    """What a dispute holds in suspense, some of it to the lead provider and the rest to what is reinvested."""
    return [
        *_out(_SUSPENSE, left, memo),
        *_into(_LEAD, to_provider, memo),
        *_into(_UNPAID, left - to_provider, memo),
    ]


def withholding(amount: Pence, held: Mapping[str, Pence], memo: str) -> list[Posting]:
    """An amount withheld from the lead provider into suspense; what its account does not hold, from its own funds."""
    there = min(amount, max(held.get(_LEAD, 0), 0))
    return [
        *_out(_LEAD, there, memo),
        *_out(own_funds(_LEAD), amount - there, memo),
        *_into(_SUSPENSE, amount, memo),
    ]


def no_longer_withheld(amount: Pence, memo: str, *, is_forfeited: bool) -> list[Posting]:
    """A withheld amount out of suspense: back to the lead provider, or forfeited to what is reinvested."""
    return [*_out(_SUSPENSE, amount, memo), *_into(_UNPAID if is_forfeited else _LEAD, amount, memo)]


def _instead_of(account: str) -> str:
    """Who pays where an account no longer holds it."""
    is_provider = account == _LEAD or account.startswith("partner: ")
    return own_funds(account) if is_provider else str(Account.COMMISSIONER)


def _out(account: str, amount: Pence, memo: str) -> list[Posting]:
    return [Posting(account, -amount, memo)] if amount else []


def _into(account: str, amount: Pence, memo: str) -> list[Posting]:
    return [Posting(account, amount, memo)] if amount else []
