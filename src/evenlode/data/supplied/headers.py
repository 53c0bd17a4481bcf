"""Column names: which form a header belongs to, and what is missing, misspelt, repeated or not known in it."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.data.supplied.findings import Findings, nearest, quoted
from evenlode.problems import Level

_PEOPLE = frozenset(
    {
        *("person", "person_id", "der_person_id", "nhs_number", "nhsnumber", "localpatientid", "local_patient_id"),
        *("personbirthdate", "postcode", "recordnumber", "uniqmonthid", "orgidprov", "servicerequestid"),
        *("uniqservreqid", "hospprovspellid", "uniqhospprovspellid", "carecontactid", "uniqcarecontid"),
        *("careclustid", "uniqclustid"),
    }
)
"""Columns that only rows about single people have."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one form of file: those it needs, those it may have, and those it knowingly leaves unread."""

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def known(self) -> list[str]:
        """Every column that means something."""
        return [*self.needed, *self.optional, *self.unread]


def plain(column: str) -> str:
    """The column name in the one spelling that is compared: small letters, underscores for spaces and hyphens."""
    return column.strip().lower().replace(" ", "_").replace("-", "_")


def form_of(header: list[str], forms: list[Columns], findings: Findings, line: int) -> Columns | None:
    """The form that the header belongs to, or None with a finding that says what the file looks like instead."""
    sent = [plain(column) for column in header]
    best = max(forms, key=lambda form: _likeness(sent, form))
    if _likeness(sent, best) >= 0.5:
        return best
    rows_of_people = sorted({column for column, name in zip(header, sent, strict=True) if name in _PEOPLE})
    if rows_of_people:
        message = f"the file looks like rows about single people (it has {', '.join(rows_of_people[:3])})"
        fix = "Look at it with: evenlode validate. Supplied figures are totals alone"
        findings.add("FILE.KIND", message, fix, line=line)
    elif len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        message = "the columns are divided by something other than a comma"
        findings.add("FILE.KIND", message, 'Save the file as "CSV UTF-8 (comma delimited)"', line=line)
    else:
        message = f"the first line names no form that is known; it begins {quoted(', '.join(header))}"
        fix = "; or ".join(f"{form.name}: {', '.join(form.needed)}" for form in forms)
        findings.add("FILE.KIND", message, f"Send one of these, with these columns. {fix}", line=line)
    return None


def check_header(header: list[str], form: Columns, findings: Findings, line: int) -> bool:
    """Note whatever is wrong with the columns of a form; True where every row can be read by name."""
    sent = [plain(column) for column in header]
    right = True
    for column in sorted({column for column in sent if column and sent.count(column) > 1}):
        message = f"the column {column} is there {sent.count(column)} times"
        findings.add("HEAD.DUPLICATE", message, "Keep one of them", line=line, field=column)
        right = False
    strange = [column for column in sent if column and column not in form.known]
    for column in form.needed:
        if column not in sent:
            meant = nearest(column, strange)
            hint = f'; did you mean it by "{meant}"?' if meant else ""
            fix = f"Rename {meant} to {column}" if meant else f"Add the column {column}"
            findings.add("HEAD.MISSING", f"the column {column} is not there{hint}", fix, line=line, field=column)
            strange = [other for other in strange if other != meant]
            right = False
    for column in strange:
        right = _strange(column, form, sent, findings, line) and right
    return right


def _strange(column: str, form: Columns, sent: list[str], findings: Findings, line: int) -> bool:
    """A column that no form has: refused where it is a known one misspelt, otherwise left unread and said so."""
    meant = nearest(column, [known for known in form.optional if known not in sent])
    if meant:
        message = f"the column {quoted(column)} is not known; did you mean {meant}?"
        findings.add("HEAD.UNKNOWN", message, f"Rename it to {meant}, or take it out", line=line, field=column)
        return False
    message = f"the column {quoted(column)} is not known and was not read"
    findings.add("HEAD.UNKNOWN", message, "Take it out to be rid of this note", line=line, level=Level.WARN)
    return True


def _likeness(sent: list[str], form: Columns) -> float:
    """The share of the needed columns that are there, in their spelling or near it."""
    return sum(column in sent or nearest(column, sent) is not None for column in form.needed) / len(form.needed)
