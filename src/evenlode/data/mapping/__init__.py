"""How a provider's own file is read: learnt once, kept as a versioned file, refused when it no longer fits.

A file that is read so becomes rows under the declared schema of a table, and goes on through the checks that any other
file goes through. What the rows become in the store is another matter: see evenlode.data.received.mappings.
"""

from __future__ import annotations

from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.mapped import mapped_tables
from evenlode.data.mapping.reading import read_mapping

__all__ = ["MappingForm", "mapped_tables", "read_mapping"]
