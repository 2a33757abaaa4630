"""Fixture: the view itself, served."""

from collections.abc import Iterator

import pytest

from tests.view.browser import Served, served, until


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The view as users start it, warm."""
    # A browser that is closed under load may take its goodbye along: it is missed sooner here.
    missed = {"SOLARA_KERNEL_CULL_TIMEOUT": "20s"}
    with served(tmp_path_factory.mktemp("lab"), app="view.app", **missed) as started:
        until(lambda: started.state()["status"] == 200)
        yield started
        calls = started.calls.read_text()
        assert calls == "", f"the server called the outside: {calls}"
