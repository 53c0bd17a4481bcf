"""List what each party promised, by when, and what it is worth."""

from __future__ import annotations

from evenlode.cli import asked, options
from evenlode.cli.output import print_rows
from evenlode.cli.settings import settings


def command(
    folder: options.Contract = None,
    workspace: options.Workspace = None,
    format: options.Print = None,
) -> None:
    """From the contract's governance and finance tables. A blank value means that no document prints one."""
    here = settings(workspace=workspace, format=format)
    from evenlode.finance.commitments import commitments
    from evenlode.finance.thousands import to_pence
    from evenlode.money import pounds
    from evenlode.terms.reading import read_contract

    rows = [
        (
            one.title,
            one.party,
            one.due,
            one.met,
            None if one.value is None else pounds(to_pence(one.value)),
            one.outcome,
        )
        for one in commitments(read_contract(asked.contract(folder, here.workspace)))
    ]
    print_rows(here.format, ("promise", "party", "due", "met", "value", "what became of it"), rows)
