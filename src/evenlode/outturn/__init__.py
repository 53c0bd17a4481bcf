"""What was measured: counted rows become outturns of every grain, and the query engine ends here."""

from evenlode.outturn.outturns import outturns

__all__ = ["outturns"]
