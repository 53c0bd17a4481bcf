"""benchmarks/*.yaml: official measures that rows can give, to stand beside an indicator and never to be paid on."""

from __future__ import annotations

from evenlode.terms.form import Form
from evenlode.terms.forms.outcome import MeasuredForm, StandardForm
from evenlode.terms.values import Slug, Text


class OfficialForm(MeasuredForm):
    """One official measure: defined like any other, measured from the same rows, labelled as different.

    beside: codes of the indicators, standards and proposals that it stands beside. measure_id: its name in the
    publication. differs: in what it differs from them, in words that go on from "official measure, differs in:".
    """

    benchmark: Slug
    measure_id: Text
    publication: Text
    beside: tuple[Text, ...]
    differs: Text

    @property
    def said(self) -> str:
        """The label that goes with its figure wherever that is shown."""
        return f"official measure, differs in: {self.differs}"

    def as_standard(self) -> StandardForm:
        """The same as a local quality standard, which is measured and reported and moves no money."""
        fields = {name: getattr(self, name) for name in MeasuredForm.model_fields}
        return StandardForm.model_construct(**fields, standard=self.benchmark, threshold=None, as_printed=())


class OfficialFileForm(Form):
    """Official measures of one kind."""

    benchmarks: Slug
    reference: Text
    measures: tuple[OfficialForm, ...]
