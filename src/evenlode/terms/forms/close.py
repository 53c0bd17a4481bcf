"""Close: until which day the data of a contract year come in, are put right, and are then frozen."""

from __future__ import annotations

from pydantic import model_validator

from evenlode.terms.form import Form
from evenlode.terms.values import Whole, wrong

_MOST = 366


class CloseForm(Form):
    """The cuts of a contract year, in days after its last day.

    flex_days: until then data come in. refresh_days: until then they are put right. freeze_days: from the day after
    on, the year can be frozen, and what is known then counts.
    """

    flex_days: Whole
    refresh_days: Whole
    freeze_days: Whole

    @model_validator(mode="after")
    def _in_order(self) -> CloseForm:
        if not self.flex_days <= self.refresh_days <= self.freeze_days:
            message = (
                f"{self.flex_days}, {self.refresh_days} and {self.freeze_days} days are not in the order of the cuts"
            )
            raise wrong("CFG.CLOSE", message, "Data come in, are put right, then are frozen: none before the last")
        if self.freeze_days > _MOST:
            message = f"a year that is frozen {self.freeze_days} days after its end outlasts the next one"
            raise wrong("CFG.CLOSE", message, f"Write {_MOST} days at most")
        return self
