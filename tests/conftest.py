"""What all tests share: queries that are kept between runs are kept beside the tests, never in the user's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One folder of plans for the session, shared by its workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "plans"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENLODE_PLANS", str(folder))
        patch.setenv("XDG_CACHE_HOME", str(base))  # for commands that are started without our settings
        yield
