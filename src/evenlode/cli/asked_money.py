"""What the user typed as money and shares: '£37.11m' and '2.5%'. A wrong one is a mistake in the command."""

from __future__ import annotations

from fractions import Fraction

import typer


def pounds_typed(text: str) -> int:
    """Pence from '£37.11m', '£700k' or '£650'."""
    from evenlode.finance.thousands import from_pence, to_pence
    from evenlode.terms.forms.finance import read_figure

    try:
        found = read_figure(text) if text.startswith("£") else None
    except ValueError:
        found = None
    if found is None:
        raise typer.BadParameter(f'"{text}" is no amount: write pounds, for example £37.11m')
    if from_pence(to_pence(found)) != found:
        raise typer.BadParameter(f'"{text}" is no amount in whole pence: write two decimals at most')
    return to_pence(found)


def exact_share_typed(name: str, text: str) -> Fraction:
    """An exact share from '2.5%'."""
    from evenlode.terms.values import read_share

    try:
        return read_share(text.strip())
    except ValueError:
        raise typer.BadParameter(f'"{text}" is no share: write --{name} with its %, for example 2.5%') from None


def share_typed(name: str, text: str) -> float:
    """The same as a number for a model; never for a payment."""
    return float(exact_share_typed(name, text))
