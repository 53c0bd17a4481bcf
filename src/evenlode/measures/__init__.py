"""Which rows count: one measure a file, each giving counted rows. A new measure is a new file here and one case."""

from evenlode.measures.counted import Counted
from evenlode.measures.explaining import Step, steps
from evenlode.measures.measuring import measure, tables_read
from evenlode.measures.registry import measure_names, problems_of_parameters

__all__ = ["Counted", "Step", "measure", "measure_names", "problems_of_parameters", "steps", "tables_read"]
