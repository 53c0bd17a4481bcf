"""Pseudonyms: a keyed code in place of a person's number. Whoever has not the key cannot make or undo it."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evenlode.problems import refuse

_LENGTH = 32
_KEY_BYTES = 32
_MOST_KNOWN = 10_000_000


@dataclass(frozen=True)
class Pseudonyms:
    """How people are called in the store. key: None where their names are kept as sent."""

    key: bytes | None = field(default=None, repr=False)
    _last: dict[str, tuple[Any, Any]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of_file(cls, path: Path) -> Pseudonyms:
        """With the key in the file; where there is none yet, a new one is written that only its owner may read."""
        try:
            text = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            text = _new_key(path)
        except (OSError, UnicodeDecodeError):
            text = ""
        if len(text) != 2 * _KEY_BYTES or any(digit not in "0123456789abcdef" for digit in text):
            said, fix = (
                "This is no key of pseudonyms",
                "Restore it from where it is kept; a new key would lose everybody",
            )
            raise refuse("STORE.KEY", said, fix, file=str(path))
        return cls(bytes.fromhex(text))

    @property
    def keeps(self) -> bool:
        """True where people are called what they were called when they were sent."""
        return self.key is None

    @property
    def said(self) -> str:
        """What the store's manifest says of them: nothing of the key but a word that tells two keys apart."""
        return "as sent" if self.key is None else f"key {self._codes(['which key'], '')[0][:8]}"

    def of_all(self, names: Any, kind: str) -> Any:
        """The pseudonyms of people who have these different numbers of a kind, as an Arrow array.

        Those made before are looked up and not made again: most columns of a submission are of the same people.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        if self.key is None:
            return names
        known, codes = self._last.get(kind, (names[:0], pa.array([], pa.string())))
        place = pc.index_in(names, value_set=known)
        if place.null_count:
            new = names.filter(pc.is_null(place))
            made = pa.array(self._codes(new.to_pylist(), f"{kind}\x1f"), pa.string())
            known, codes = pa.concat_arrays([known, new]), pa.concat_arrays([codes, made])
            place = pc.index_in(names, value_set=known)
        self._last[kind] = (known, codes) if len(known) < _MOST_KNOWN else (names, codes.take(place))
        return codes.take(place)

    def _codes(self, names: list[str], before: str) -> list[str]:
        """HMAC-SHA256 of each name after the words before it, under the key.

        It is written out (RFC 2104), because the two hashes that every code begins with need to be made only once.
        """
        key = (self.key or b"").ljust(64, b"\0")
        inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key) + before.encode()).copy
        outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key)).copy
        found = []
        for name in names:
            first, second = inner(), outer()
            first.update(name.encode())
            second.update(first.digest())
            found.append(second.hexdigest()[:_LENGTH])
        return found


KEEP = Pseudonyms()
"""People as they are called in what was sent: invented, or given pseudonyms by whoever sent them."""


def _new_key(path: Path) -> str:
    """A new key in a file that appears whole and belongs to its owner alone; the one there, if somebody was faster."""
    text = secrets.token_bytes(_KEY_BYTES).hex()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".key-", dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{text}\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    finally:
        os.unlink(name)
    return text
