"""The finance return: what an organisation took in and spent in a financial year, line by line."""

from __future__ import annotations

from evenlode.data.sent.form import Kind, MoneyLines, Must, SentColumn, SentTable

TABLES = (
    SentTable(
        "RETURN",
        "line",
        (
            SentColumn("OrgID", must=Must.FILLED),
            SentColumn("FinYear", must=Must.FILLED, pattern=r"(19|20)\d\d-\d\d", like="2018-19"),
            SentColumn("Line", must=Must.FILLED),
            SentColumn("Amount", Kind.MONEY, Must.FILLED),
        ),
        keys=(("OrgID", "FinYear", "Line"),),
        money=MoneyLines("Line", "Amount", ("credit", "credits")),
    ),
)
