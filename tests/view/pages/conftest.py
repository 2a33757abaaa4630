"""Fixture: the view itself, served."""

from collections.abc import Iterator

import pytest

from tests.view.browser import Served, served, until


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The view as users start it, warm."""
    with served(tmp_path_factory.mktemp("lab"), app="view.app") as started:
        until(lambda: started.state()["status"] == 200)
        yield started
        calls = started.calls.read_text()
        assert calls == "", f"the server called the outside: {calls}"
