"""Figures that somebody supplies: outturn files, KPI workbooks, published judgements and national publications."""
