"""An instrument on disk: one YAML file that says what is asked, how it is scored, and where each figure comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field

from evenlode.instruments.item_list import NONE_PUBLISHED, ClinicalText, ItemList, RangeText
from evenlode.results import Polarity
from evenlode.terms.form import Form
from evenlode.terms.values import Day, Number, Slug, Text, Whole, YesNo, wrong

Coding = Literal["endorsed", "scored"]
"""What the number of an item means: the box that was ticked, or that box with reversed items already turned round."""

EACH_ITEM = "each item"
"""What a rule is of when it holds for every item on its own."""

ANY_ITEM = "any"
"""The item of a code that does not say which one it carries."""


class Evidence(StrEnum):
    """How sure we are of a figure. What is only recalled, or was not found, is never a default."""

    SEEN = "seen"
    DERIVED = "derived"
    RECALLED = "recalled"
    NOT_FOUND = "not found"
    PROPOSED = "proposed"

    @property
    def may_be_default(self) -> bool:
        """True for what was read in a source, follows from it by arithmetic, or is our own stated choice."""
        return self not in (Evidence.RECALLED, Evidence.NOT_FOUND)


class Primitive(StrEnum):
    """The four ways to make a figure of items; each is a file of `primitives`."""

    SUM = "sum"
    MEAN_TIMES_K = "mean times k"
    SUBSCALE_MEAN = "subscale mean"
    PROFILE = "profile"


def _listed(value: Any) -> Any:
    if value == NONE_PUBLISHED:
        return ()
    if not value:
        raise wrong("INSTR.NONE", "the list is empty", f'Write "{NONE_PUBLISHED}" where there is nothing to list')
    return value


T = TypeVar("T")
Listed = Annotated[tuple[T, ...], BeforeValidator(_listed)]
"""A list that is never left out: entries, or the words 'none published'."""


class Cited(Form):
    """Anything that has a source: where it stands, and how sure we are."""

    evidence: Evidence
    reference: Text
    note: Text | None = None


class ItemsForm(Form):
    """Items of one kind. `not_known` are numbers that say the answer is not known; `answers` are words for numbers."""

    items: ItemList
    range: RangeText
    not_known: tuple[Whole, ...] = ()
    answers: dict[Text, Whole] = Field(default_factory=dict)
    rated: Literal["current", "historical"] | None = None


class FigureForm(Form):
    """One figure: which items, put together how, and how many of them may be missing."""

    figure: Slug
    title: Text
    by: Primitive
    items: ItemList
    k: Number | None = None
    may_miss: Whole = 0
    range: RangeText | None = None
    polarity: Polarity | None = None


class NeedsForm(Form):
    """The figures that make a filled-in form valid: every one of some, or any one of some."""

    every: tuple[Text, ...] = ()
    any: tuple[Text, ...] = ()


class MissingRuleForm(Cited):
    """In words, how many items may be missing; `may_miss` of each figure says the same in numbers."""

    rule: Text


class BandsForm(Cited):
    """Names for stretches of a figure, each from its first score upwards."""

    of: Text
    from_: dict[Number, Text] = Field(alias="from")


class CutOffForm(Cited):
    """Which scores are clinical. `people`: whom the line is for, where it is not for everybody."""

    cut_off: Slug
    of: Text
    clinical: ClinicalText
    people: Text | None = None
    default: YesNo = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.cut_off


class ChangeRuleForm(Cited):
    """By how much a figure must move before the change is more than noise."""

    change: Slug
    of: Text
    by: Number
    people: Text | None = None
    default: YesNo = False

    @property
    def name(self) -> str:
        """What it is called."""
        return self.change


class ReliabilityForm(Cited):
    """How far the instrument agrees with itself, as printed."""

    what: Text
    value: Text


class NormForm(Cited):
    """What a group of people scored. `unit`: the figure's own, or the mean of an item before it is multiplied."""

    people: Text
    figure: Text
    mean: Number
    sd: Number | None = None
    n: Whole | None = None
    unit: Literal["figure", "item mean"] = "figure"


class CodeForm(Form):
    """A SNOMED code that carries one item or one figure. Days are given only where a source gives them."""

    snomed: Annotated[str, Field(pattern=r"^\d{6,18}$")]
    item: Text | None = None
    figure: Text | None = None
    carries: Literal["the figure", "the sum of its items"] = "the figure"
    range: RangeText
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    release: Text | None = None


class LicenceForm(Cited):
    """Who owns the words. No file of ours holds an item's text."""

    item_text: Literal["may be shipped", "may not be shipped", "not known"]
    terms: Text


class Instrument(Form):
    """One instrument. Every list says 'none published' where there is nothing, so that silence is never an answer."""

    instrument: Slug
    version: Whole
    title: Text
    about: Text
    rated_by: Literal["the person", "a clinician", "a carer"]
    polarity: Polarity
    codings: tuple[Coding, ...] = Field(min_length=1)
    reversed_: ItemList = Field(default=(), alias="reversed")
    items: tuple[ItemsForm, ...] = Field(min_length=1)
    labels: dict[Text, Text] = Field(default_factory=dict)
    types: dict[Text, dict[Text, Text]] = Field(default_factory=dict)
    figures: tuple[FigureForm, ...] = Field(min_length=1)
    needs: NeedsForm
    missing_rule: MissingRuleForm
    bands: BandsForm | None = None
    cut_offs: Listed[CutOffForm]
    changes: Listed[ChangeRuleForm]
    reliability: Listed[ReliabilityForm]
    norms: Listed[NormForm]
    codes: Listed[CodeForm]
    licence: LicenceForm
    sources: tuple[Text, ...] = Field(min_length=1)

    def item_names(self) -> tuple[str, ...]:
        """Every item, in the order of the file."""
        return tuple(item for group in self.items for item in group.items)

    def figures_named(self) -> dict[str, FigureForm]:
        """The figures by name, in the order of the file."""
        return {found.figure: found for found in self.figures}
