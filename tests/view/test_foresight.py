"""A run that is likely to be asked for is begun elsewhere, and costs nobody anything."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from view.choice import Choice, scenario_of
from view.foresight import foresee, use_foresight
from view.session import run_question
from view.workshop import Workshop

CHOICE = Choice(scenario="classroom")
LEVER = "policy.max_partner_share"


class Threads(Workshop):
    """A workshop with one thread in the place of its processes."""

    def _open(self) -> Any:
        self._pool = self._pool or ThreadPoolExecutor(1)  # type: ignore[assignment]
        return self._pool


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
    ahead = foresee(moved)
    assert ahead is not None
    question = run_question(scenario_of(moved), moved.seed)
    assert question.ask(shops[0]) is ahead
    assert ahead.result(60).series["autonomy"].between(0.0, 1.0).all()
    assert shops[0].known(question.name) is ahead.result()
    assert shops[1].known(question.name) is None, "bands have a shelf of their own"
    assert foresee(moved) is None, "it is known"


def test_what_nobody_has_begun_is_done_by_who_is_asked(
    shops: tuple[Threads, Threads], busy: Event
) -> None:
    ahead = shops[0].foresee("four", shops[1], pow, 2, 2)
    assert ahead is not None
    asked = shops[0].ask("four", pow, 2, 2)
    assert ahead.cancelled()
    assert asked.result(20) == 4
    assert not busy.is_set()


def test_only_the_last_guess_counts(
    shops: tuple[Threads, Threads], busy: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Kept:
        current: Future[Any] | None = None

    monkeypatch.setattr("view.foresight.solara.use_ref", lambda _: Kept)
    near: Callable[..., None] = use_foresight(CHOICE)
    near({"path": LEVER, "value": 0.1})
    first = Kept.current
    near({"path": LEVER, "value": 0.2})
    assert first is not None
    assert first.cancelled()
    assert Kept.current is not None
    assert not Kept.current.cancelled()
    near({"path": LEVER, "value": 7.0})
    assert Kept.current is None, "no run would come of it"
    near({"path": "no such lever", "value": "?" * 100_000})
    assert Kept.current is None
    assert not busy.is_set()


def test_who_has_closed_foresees_nothing(shops: tuple[Threads, Threads]) -> None:
    shops[1].close()
    assert shops[0].foresee("four", shops[1], pow, 2, 2) is None
    shops[0].close()
    assert shops[0].foresee("four", shops[1], pow, 2, 2) is None
