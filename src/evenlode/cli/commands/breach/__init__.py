"""Keep the steps that follow underperformance."""
