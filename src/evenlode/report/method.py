"""Method: how figures are judged and paid, and what is published fact and what is ours, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evenlode.problems import Level, Problem
from evenlode.report.given import Given
from evenlode.report.report import Fact, FindingCount, PublishedFacts, Switch
from evenlode.report.words import sentence
from evenlode.results import Source
from evenlode.terms.forms.population import SwitchForm
from evenlode.terms.values import say_share

_WHERE_IT_GOES = {
    "to_reinvestment": "its money goes to reinvestment",
    "share_within_outcome": "the outcome's other indicators share its money, unless the provider owes the data",
    "hold": "its money is held until data come",
}
_PARTIAL = {
    "half of its periods": "the line is missed for the year but met in at least half of its periods",
    "lowest level": "the lowest of several levels is reached",
    "never": "never: a line is met or missed",
}
_EFFECT = {
    Level.ACCEPT: "noted",
    Level.WARN: "shown, and the record is used",
    Level.REJECT_RECORD: "the record is left out",
    Level.REJECT_FILE: "the file is refused",
}
_HASHES = {
    "contract": "Contract folder",
    "manifest": "What providers sent",
    "outturns": "Figures",
    "definitions": "Definitions",
    "code_lists": "Code lists",
}


def method(given: Given) -> tuple[Fact, ...]:
    """The rules that judged and paid the year."""
    rules, terms = given.terms.rules, given.terms
    if given.replay:
        return (
            Fact("Statuses", "As published. Evenlode never turns a published status into a figure or into money."),
            Fact("Targets", "As the contract had them on the last day of each year, with the variation that set them."),
            Fact(
                "Baseline year",
                "A year that sets the baseline has statuses too. They are shown as published.",
            ),
        )
    minimum = given.contract.form.judging.minimum_denominator
    return (
        Fact(
            "Comparing",
            "A figure is compared with its line exactly, on whole counts: 59.96% does not meet 60%.",
        ),
        Fact("Which line", _judging_day(terms.rules.judging_day)),
        Fact("Partial achievement", sentence(_PARTIAL[rules.partial])),
        Fact("An outcome is achieved", _outcome_rule(given)),
        Fact(
            "Too few people",
            f"Below {minimum:,} people or events, or where too few records came, an indicator is not assessable:"
            f" neither passed nor failed, and {_WHERE_IT_GOES[rules.not_assessable]}.",
        ),
        Fact(
            "No indicator",
            f"An outcome without an indicator is not measured, and {_WHERE_IT_GOES[rules.not_measured]}.",
        ),
        Fact("The pot", _pot_rule(given)),
        Fact(
            "The baseline year",
            "Judged, and paid only for complete data."
            if rules.baseline_pays != "nothing"
            else "Judged, and not paid on.",
        ),
        Fact(
            "How sure",
            "The 95% interval (Wilson score) is where the true share may lie, given how many people were counted."
            " It never changes what is paid.",
        ),
        Fact(
            "Chance at the line",
            "How often a service whose true share is exactly the target would meet it, with as many people as here."
            " Near 50 in 100 the result says little about a service on the line.",
        ),
        Fact(
            "Missing records",
            "Each figure is worked out twice: with a missing record as a failure, and with it left out. The definition"
            " says which one is judged.",
        ),
        Fact("Segments and providers", "Each has its own figure. The total is counted afresh and is not their sum."),
    )


def marks(given: Given, pot_note: str | None) -> tuple[Fact, ...]:
    """What on the page is published fact, what is ours and what is invented."""
    reference = given.contract.form.reference
    found = []
    if given.invented:
        found.append(
            Fact(
                "INVENTED",
                "Every figure, person and organisation on this page, and every pound worked out from them.",
            )
        )
        said = "Published statuses and official figures: they are about real organisations, so none stands here."
        found.append(Fact("Left out", said))
    found.append(
        Fact(
            "Published fact",
            f"The outcomes, their points, the indicators and the dated targets, as printed in: {reference}."
            " What the documents do not print is marked illustrative.",
        )
    )
    if given.replay:
        printed = [form.reference for form in given.contract.published if form.judgements]
        found.append(Fact("Published fact", f"Every status on this page, as printed in: {'; '.join(printed)}."))
    found.append(
        Fact(
            "Illustrative",
            "Values that the documents do not print and that had to be chosen. Each stands below with its reason.",
        )
    )
    if pot_note:
        found.append(Fact("Illustrative", f"The size of the pot. {pot_note}"))
    if not given.replay:
        found.append(Fact("Worked out here", "Statuses, points and pounds, from the figures and the terms above."))
    if not given.invented:
        sources = {one.source for one in given.outturns}
        found += [Fact(_SOURCE[source], _SOURCE_SAID[source]) for source in Source if source in sources]
    return tuple(found)


_SOURCE = {Source.MEASURED: "Measured", Source.SUPPLIED: "Supplied", Source.PUBLISHED_STATUS: "Published status"}
_SOURCE_SAID = {
    Source.MEASURED: "Figures counted here from records.",
    Source.SUPPLIED: "Figures that somebody else counted and sent.",
    Source.PUBLISHED_STATUS: "A status without a figure.",
}


def switches(given: Given) -> tuple[Switch, ...]:
    """Each contradiction of the sources with the option in force on the last day of the year."""
    return tuple(
        _switch(form, given) for form in given.contract.population.switches if form.choice.starts_by(given.year.end)
    )


def findings(problems: Sequence[Problem]) -> tuple[FindingCount, ...]:
    """Findings about the data by rule and message, with how many rows each is about; never a row or a file's name."""
    counts: Counter[tuple[str, Level, str, str]] = Counter()
    for one in problems:
        counts[one.rule, one.level, one.message, one.fix] += one.count
    return tuple(
        FindingCount(rule, _EFFECT[level], count, sentence(message), sentence(fix))
        for (rule, level, message, fix), count in sorted(counts.items())
    )


def published(given: Given) -> tuple[PublishedFacts, ...]:
    """What the sources print beside the statuses. Left out where figures are invented: it is about real bodies."""
    if given.invented:
        return ()
    return tuple(
        PublishedFacts(
            title=form.title,
            reference=form.reference,
            facts=tuple(Fact(one.fact, f"{one.value}. {one.note}" if one.note else one.value) for one in form.facts),
            notes=form.notes,
        )
        for form in given.contract.published
    )


def hash_facts(hashes: Mapping[str, str], statement: str | None) -> tuple[Fact, ...]:
    """The hashes of everything the statement rests on, and the statement's own."""
    said = [
        Fact(_HASHES.get(name, name.replace("_", " ").capitalize()), value or "none") for name, value in hashes.items()
    ]
    return (*said, *([Fact("Statement", statement)] if statement else []))


def _switch(form: SwitchForm, given: Given) -> Switch:
    since, entry = form.choice.entry_on(given.year.end)
    return Switch(
        conflict=form.conflict,
        option=form.options[entry.value],
        since=since,
        others=tuple(said for name, said in form.options.items() if name != entry.value),
        reference=form.reference,
    )


def _judging_day(day: str) -> str:
    if day == "by month":
        return "The line of each month, weighted by the number counted in it."
    return "The line in force on the last day of the period judges the whole period."


def _outcome_rule(given: Given) -> str:
    rules = given.terms.rules
    if rules.outcome_achieved == "weighted" and rules.outcome_achieved_weight is not None:
        return f"Where indicators with at least {say_share(rules.outcome_achieved_weight)} of its weight are achieved."
    if rules.outcome_achieved == "headline":
        return "Where its headline indicator is achieved."
    return "Where every indicator that it pays on is achieved."


def _pot_rule(given: Given) -> str:
    basis = (
        "part of the contract's value, and at risk"
        if given.terms.basis == "withheld"
        else "on top of the contract's value"
    )
    by = "points" if given.terms.divided_by == "points" else "the per cent of it that each level pays"
    return f"The pot is {basis}. It is divided by {by}, in whole pence, so that the parts always add up to it."
