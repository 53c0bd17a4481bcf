"""Figures that somebody supplies: outturns, KPI workbooks, statuses, audited costs, head counts, publications."""
