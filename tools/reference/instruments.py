"""The instruments: figures, missing rule, cut-offs and changes with their sources, codes and licence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenlode.instruments import Instrument, instrument, names
from evenlode.instruments.form import ChangeRuleForm, CutOffForm
from tools.markdown import page, table

INTRO = (
    "An instrument is a questionnaire or a rating, held as one file in `src/evenlode/instruments/data`: what its "
    "figures are made of, how much may be missing, which scores are clinical, how far a score must move, and where "
    "each of these stands in print. No file holds the wording of a question. What is only *recalled* or was *not "
    "found* is listed, and is never a default."
)


def pages() -> dict[str, str]:
    """instruments.md."""
    found = [instrument(name) for name in names()]
    sections = (part for one in found for part in _section(one))
    return {"instruments.md": page("Instruments", "src/evenlode/instruments/data", INTRO, _index(found), *sections)}


def _index(found: Sequence[Instrument]) -> str:
    return table(
        ["instrument", "rated by", "items", "polarity"],
        [
            [f"[{one.title}](#{one.instrument})", one.rated_by, str(len(one.item_names())), str(one.polarity)]
            for one in found
        ],
    )


def _section(one: Instrument) -> Iterator[str]:
    yield f"## `{one.instrument}`"
    yield f"{one.title}, version {one.version}. {one.about}"
    yield table(
        ["figure", "made by", "items", "may be missing", "range"],
        [
            [
                f"`{figure.figure}`",
                str(figure.by) + (f", k = {figure.k}" if figure.k is not None else ""),
                _items(figure.items),
                str(figure.may_miss),
                str(figure.range or ""),
            ]
            for figure in one.figures
        ],
    )
    yield f"*Missing answers.* {one.missing_rule.rule} ({one.missing_rule.evidence}: {one.missing_rule.reference})"
    yield _lines(one)
    yield f"*Norms:* {len(one.norms) or 'none published'}. *SNOMED codes:* {len(one.codes) or 'none published'}."
    yield f"*Licence.* {one.licence.terms}"


def _lines(one: Instrument) -> str:
    """Cut-offs and changes, a line each, with what they rest on."""
    cut_offs = [_line(line, f"clinical {line.clinical}") for line in one.cut_offs]
    changes = [_line(line, f"a change of {line.by}") for line in one.changes]
    none = "No cut-off and no reliable change are published in a source that we could read."
    rows = [*cut_offs, *changes]
    return table(["rule", "says", "of", "for whom", "source"], rows) if rows else none


def _line(line: CutOffForm | ChangeRuleForm, says: str) -> tuple[str, ...]:
    name = f"`{line.name}`" + (" (default)" if line.default else "")
    return name, says, line.of, line.people or "everybody", f"{line.evidence}: {line.reference}"


def _items(items: Sequence[str]) -> str:
    """Items as one would write them: runs of numbers as 1 to 12."""
    parts: list[list[str]] = []
    for item in items:
        follows = parts and item.isdigit() and parts[-1][-1].isdigit() and int(item) == int(parts[-1][-1]) + 1
        if follows:
            parts[-1].append(item)
        else:
            parts.append([item])
    return ", ".join(f"{part[0]} to {part[-1]}" if len(part) > 2 else ", ".join(part) for part in parts)
