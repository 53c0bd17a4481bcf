"""A provider's PostgreSQL warehouse as a source of what is sent: read as text into the files that anybody could send.

Everything after that is as for a file: the declared schema, the checks, the mapping, the hash and which rows count.
"""

from __future__ import annotations

from evenlode.data.warehouse.copying import Fetched, fetch
from evenlode.data.warehouse.reading import is_called_source, is_source, read_source

__all__ = ["Fetched", "fetch", "is_called_source", "is_source", "read_source"]
