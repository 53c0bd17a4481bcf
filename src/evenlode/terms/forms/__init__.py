"""The forms of a contract on disk: one module a kind of file."""

from __future__ import annotations

from evenlode.terms.form import Form
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.finance import FinanceTableForm
from evenlode.terms.forms.governance import GovernanceForm
from evenlode.terms.forms.official import OfficialFileForm
from evenlode.terms.forms.outcome import OutcomeForm, StandardForm
from evenlode.terms.forms.population import PopulationForm
from evenlode.terms.forms.proposed import ProposedFileForm
from evenlode.terms.forms.published import PublishedForm
from evenlode.terms.forms.stress import StressForm
from evenlode.terms.forms.variations import VariationsForm

FORMS: dict[str, type[Form]] = {
    "contract.yaml": ContractForm,
    "population.yaml": PopulationForm,
    "variations.yaml": VariationsForm,
    "outcomes/*.yaml": OutcomeForm,
    "standards/*.yaml": StandardForm,
    "proposed/*.yaml": ProposedFileForm,
    "benchmarks/*.yaml": OfficialFileForm,
    "finance/*.yaml": FinanceTableForm,
    "governance/*.yaml": GovernanceForm,
    "published/*.yaml": PublishedForm,
    "stress/*.yaml": StressForm,
    "cases/*.yaml": CaseForm,
}
"""Which form each file of a contract folder has. A cases file is a list of cases; every other file is one form."""
