"""The header of a submission, MHS000: who sends it, for which period, in which version of the data set."""

from __future__ import annotations

from evenlode.data.sent.form import Kind, Must, SentColumn, SentTable

TABLES = (
    SentTable(
        "MHS000",
        "header",
        (
            SentColumn("DatSetVer"),
            SentColumn("OrgIDProvider", aliases=("OrgIDProv",)),
            SentColumn("ReportingPeriodStartDate", Kind.DAY, Must.FILLED, said="start of the period"),
            SentColumn("ReportingPeriodEndDate", Kind.DAY, Must.FILLED, said="end of the period"),
        ),
        orders=(("ReportingPeriodStartDate", "ReportingPeriodEndDate"),),
    ),
)
