"""What all tests share: one invented store, and queries kept beside the tests, never in the user's folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the session have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def own_plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One folder of plans for the session, shared by its workers."""
    cache = shared_folder(tmp_path_factory) / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENLODE_PLANS", str(cache / "evenlode" / "plans"))
        patch.setenv("XDG_CACHE_HOME", str(cache))  # the same folder for commands that are started without our settings
        yield


@pytest.fixture(scope="session")
def invented_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four years of 300 invented people under the shipped contract, made once a session. To be read, never written."""
    from evenlode.data.invented import invent
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    here = shared_folder(tmp_path_factory)
    store = here / "invented-store"
    if not store.exists():
        making = Path(tempfile.mkdtemp(prefix="making-", dir=here)) / "store"
        invent(read_contract(contract_folder("oxfordshire-mental-health")), making, people=300, seed=7)
        with suppress(OSError):  # another worker was first
            making.rename(store)
    return store
