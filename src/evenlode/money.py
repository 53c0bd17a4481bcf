"""Money: whole pence, exact ratios, and one function that divides an amount so that the parts add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Pence = int
"""An amount in whole pence. A float is never an amount."""

_POUNDS = re.compile(r"(?P<sign>-?)£?(?P<pounds>\d{1,3}(,\d{3})+|\d+)(\.(?P<pence>\d{2}))?(?P<unit>[km]?)")
_UNIT = {"": 1, "k": 1_000, "m": 1_000_000}


def parse_pounds(text: str) -> Pence:
    """Pence from '£1,234.50', '36000000', '-12.00', '£36m' or '£439k'.

    Raises ValueError, with a sentence a person can act on, for anything else: a fraction of a penny,
    a misplaced comma, another currency.
    """
    found = _POUNDS.fullmatch(text.strip())
    if not found or (found["unit"] and found["pence"]):
        raise ValueError(f'"{text}" is not an amount of money: write pounds and pence, for example 1234.50')
    pence = int(found["pounds"].replace(",", "")) * 100 * _UNIT[found["unit"]] + int(found["pence"] or 0)
    return -pence if found["sign"] else pence


def pounds(amount: Pence) -> str:
    """'£1,234.50' from pence; whole pounds are written without pence, negative amounts with a leading minus."""
    sign = "-" if amount < 0 else ""
    whole, pence = divmod(abs(amount), 100)
    return f"{sign}£{whole:,}" if pence == 0 else f"{sign}£{whole:,}.{pence:02d}"


def pounds_plain(amount: Pence) -> str:
    """'1234.50': always two decimals, no sign of currency, for files that other systems read."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def share_out(amount: Pence, weights: Sequence[int | Decimal | Fraction]) -> list[Pence]:
    """Divide an amount of pence by weights; the parts always add to the whole.

    Largest remainder, ties in the order given. A zero weight gets nothing. A negative amount is divided
    as its positive twin and negated. Raises ValueError for no weights, a negative weight, or weights that
    add to nothing while there is something to divide. Source: Hamilton's apportionment.
    """
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact, Fraction(0))
    if any(weight < 0 for weight in exact):
        raise ValueError("a weight is negative")
    if total == 0:
        if amount == 0:
            return [0] * len(exact)
        raise ValueError("the weights add to nothing, so the amount has nowhere to go")
    if amount < 0:
        return [-part for part in share_out(-amount, weights)]
    quotas = [amount * weight / total for weight in exact]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    left = amount - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - quotas[place], place))
    for place in by_remainder[:left]:
        parts[place] += 1
    return parts


def share_of(amount: Pence, share: Fraction | Decimal) -> Pence:
    """A share of an amount in whole pence, half a penny rounded up (away from nothing)."""
    exact = abs(amount) * Fraction(share)
    whole = (exact.numerator * 2 + exact.denominator) // (exact.denominator * 2)
    return whole if amount >= 0 else -whole
