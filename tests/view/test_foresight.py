"""A run that is likely to be asked for is begun elsewhere, and costs nobody anything."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from tests.view.browser import until
from view.choice import Choice, scenario_of
from view.foresight import foresee, near
from view.session import run_question
from view.workshop import Workshop

CHOICE = Choice(scenario="classroom")
LEVER = "policy.max_partner_share"


class Threads(Workshop):
    """A workshop with one thread in the place of its processes."""

    def _open(self) -> Any:
        self._pool = self._pool or ThreadPoolExecutor(1)  # type: ignore[assignment]
        return self._pool

    @property
    def idle(self) -> bool:
        """Whether it was never asked anything."""
        return self._pool is None


@pytest.fixture
def shops(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Threads, Threads]]:
    """Workshops of single runs and of bands."""
    both = Threads(1), Threads(1)
    monkeypatch.setattr("view.foresight.singles", lambda: both[0])
    monkeypatch.setattr("view.foresight.ensembles", lambda: both[1])
    yield both
    for shop in both:
        shop.close()


@pytest.fixture
def busy(shops: tuple[Threads, Threads]) -> Iterator[Event]:
    """Keep the workshop of bands at work until the event comes."""
    begun, over = Event(), Event()

    def work() -> None:
        begun.set()
        over.wait(20)

    shops[1].ask("a band", work)
    assert begun.wait(20)
    yield over
    over.set()


def test_who_asks_gets_what_was_begun(shops: tuple[Threads, Threads]) -> None:
    moved = CHOICE.with_value(LEVER, 0.1)
    assert foresee(moved)
    question = run_question(scenario_of(moved), moved.seed)
    run = question.ask(shops[0]).result(60)
    assert run.series["autonomy"].between(0.0, 1.0).all()
    assert shops[0].known(question.name) is run
    assert shops[0].idle, "it was made by the other"
    assert shops[1].known(question.name) is None, "bands have a shelf of their own"
    assert not foresee(moved), "it is known"


def test_nobody_who_is_at_work_foresees_anything(
    shops: tuple[Threads, Threads], busy: Event
) -> None:
    assert not shops[0].foresee("four", shops[1], pow, 2, 2)
    assert shops[0].ask("four", pow, 2, 2).result(20) == 4
    assert not busy.is_set()
    busy.set()
    until(lambda: shops[0].foresee("nine", shops[1], pow, 3, 2))


def test_a_move_that_is_none_is_not_foreseen(shops: tuple[Threads, Threads]) -> None:
    told = near(CHOICE)
    told({"path": LEVER, "value": 7.0})
    told({"path": "no such lever", "value": "?" * 100_000})
    told({"path": LEVER, "value": {"a": ["mapping"]}})
    assert shops[1].idle
    told({"path": LEVER, "value": 0.2})
    assert not shops[1].idle


def test_who_has_closed_foresees_nothing(shops: tuple[Threads, Threads]) -> None:
    shops[1].close()
    assert not shops[0].foresee("four", shops[1], pow, 2, 2)
    shops[0].close()
    assert not shops[0].foresee("four", shops[1], pow, 2, 2)
