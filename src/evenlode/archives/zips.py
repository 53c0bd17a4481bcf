"""A zip opened without trust: whatever is wrong with its bytes comes out as a refusal."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evenlode.problems import Refusal, refuse

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,  # packed bytes that changed on the way, where zipfile leaves it to zlib to say so
    lzma.LZMAError,  # and to lzma
    EOFError,
    NotImplementedError,  # zipfile's word for a packing or an encryption that it does not know
    ValueError,
)


@contextmanager
def opened(archive: Path | bytes, file: str, what: str) -> Iterator[zipfile.ZipFile]:
    """The archive, open for as long as it is read. what: begins a message, for example 'The archive'.

    Raises a Refusal, on opening and on every read inside the block, where the archive is damaged, cut off or packed in
    an unknown way, and where any part has a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive) as found:
            if any(part.flag_bits & 1 for part in found.infolist()):
                raise refuse("FILE.KIND", f"{what} has a password", "Send it without one", file=file)
            yield found
    except _DAMAGED as error:
        raise _damaged(error, file, what) from None
    except OSError as error:
        if error.errno is not None:  # the computer's own; bz2 has no other word for bytes that changed
            raise
        raise _damaged(error, file, what) from None


def _damaged(error: Exception, file: str, what: str) -> Refusal:
    said = f"{what} is damaged or not complete ({type(error).__name__})"
    return refuse("FILE.DAMAGED", said, "Save or pack it again, and send it whole", file=file)
