"""Runs and bands likely to be asked for are begun elsewhere, and cost nobody anything."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
import solara

from tests.view.browser import until
from view.bands import BAND, Ensemble, Hand, band_of, known, use_ensemble
from view.choice import Choice, scenario_of
from view.foresight import foresee, foresee_band, foresee_run, guessed, run_of, use_foresight
from view.workshop import Workshop

CHOICE = Choice(scenario="classroom")
LEVER = "policy.max_partner_share"
MOVED = CHOICE.with_value(LEVER, 0.1)


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
    for place in ("foresight", "bands"):
        monkeypatch.setattr(f"view.{place}.ensembles", lambda: both[1])
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
    question = run_of(MOVED)
    assert foresee(question)
    run = question.ask(shops[0]).result(60)
    assert run.series["autonomy"].between(0.0, 1.0).all()
    assert shops[0].known(question.name) is run
    assert shops[0].idle, "it was made by the other"
    assert shops[1].known(question.name) is None, "bands have a shelf of their own"
    assert foresee(question), "it is known"
    assert not shops[0]._under_way, "and not made again"


def test_nobody_who_is_at_work_foresees_anything(
    shops: tuple[Threads, Threads], busy: Event
) -> None:
    assert not shops[0].foresee("four", shops[1], pow, 2, 2)
    assert shops[0].ask("four", pow, 2, 2).result(20) == 4
    assert not busy.is_set()
    busy.set()
    until(lambda: shops[0].foresee("nine", shops[1], pow, 3, 2))


def test_where_a_band_is_under_way_the_process_of_single_runs_foresees(
    shops: tuple[Threads, Threads], busy: Event
) -> None:
    question = run_of(MOVED)
    assert foresee(question)
    assert question.ask(shops[0]).result(60).seed == MOVED.seed
    assert not busy.is_set(), "the band is under way still"


def test_a_run_is_begun_once_somebody_is_idle(shops: tuple[Threads, Threads], busy: Event) -> None:
    question, over = run_of(MOVED), Event()
    shops[0].ask("a run", over.wait, 20)

    async def look() -> None:
        held = asyncio.ensure_future(foresee_run(MOVED))
        await asyncio.sleep(0.1)
        assert not shops[0].asked(question.name), "nobody waits behind it"
        over.set()
        await asyncio.wait_for(held, 20)
        assert shops[0].asked(question.name)
        assert not busy.is_set(), "the band is under way still"

    asyncio.run(look())


def test_a_move_that_is_none_is_not_foreseen() -> None:
    assert guessed(CHOICE, {"path": LEVER, "value": 7.0}) is None
    assert guessed(CHOICE, {"path": "no such lever", "value": "?" * 100_000}) is None
    assert guessed(CHOICE, {"path": LEVER, "value": {"a": ["mapping"]}}) is None
    assert guessed(CHOICE, {"path": LEVER, "value": 0.1}) == MOVED


def test_who_has_closed_foresees_nothing(shops: tuple[Threads, Threads]) -> None:
    shops[1].close()
    assert not shops[0].foresee("four", shops[1], pow, 2, 2)
    shops[0].close()
    with pytest.raises(RuntimeError, match="ending"):
        shops[0].foresee("four", shops[1], pow, 2, 2)


def made(shop: Threads) -> int:
    """Return how many seeds of the band of what was moved are there."""
    pieces = band_of(scenario_of(MOVED), MOVED.seed)
    return sum(known([piece], shop) is not None for piece in pieces)


async def becomes(true: Callable[[], object]) -> None:
    """Wait until something is true, while others go on."""
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError(true)


def test_a_band_that_was_foreseen_is_drawn_with_its_picture(shops: tuple[Threads, Threads]) -> None:
    seen: list[Ensemble] = []

    @solara.component
    def Asking() -> None:  # noqa: N802  # a component
        seen.append(use_ensemble(scenario_of(MOVED), MOVED.seed))
        solara.Text("drawn")

    async def look() -> None:
        await foresee_band(MOVED)
        _, rendered = solara.render(Asking(), handle_error=False)
        rendered.close()

    asyncio.run(look())
    assert seen[0].complete
    assert [each.seed for each in seen[0].sketches] == [*range(1, 1 + BAND)]
    piece = band_of(scenario_of(MOVED), MOVED.seed)[3]
    (alone,) = piece.do(*piece.given)
    for name, values in alone.series.items():
        assert (values.tobytes()) == seen[0].sketches[3].series[name].tobytes(), name


def test_a_band_that_nobody_looks_at_any_more_is_given_up(shops: tuple[Threads, Threads]) -> None:
    @solara.component
    def Asking(shown: bool) -> None:  # noqa: N802  # a component
        if shown:
            Shown()
        else:
            solara.Text("another page")

    @solara.component
    def Shown() -> None:  # noqa: N802  # a component
        use_ensemble(scenario_of(MOVED), MOVED.seed, rest=0.0)
        solara.Text("drawn")

    async def look() -> None:
        _, rendered = solara.render(Asking(shown=True), handle_error=False)
        await becomes(lambda: made(shops[1]) > 1)
        rendered.render(Asking(shown=False))
        await asyncio.sleep(0.1)  # what is under way
        there = made(shops[1])
        await asyncio.sleep(0.2)
        assert made(shops[1]) == there < BAND
        rendered.close()

    asyncio.run(look())


def test_a_band_waits_while_a_lever_is_in_hand(
    shops: tuple[Threads, Threads], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("view.bands.REST", 3.0)  # far longer than what follows takes
    hand = Hand()

    @solara.component
    def Asking() -> None:  # noqa: N802  # a component
        use_ensemble(scenario_of(MOVED), MOVED.seed, rest=1.0, hand=hand)
        solara.Text("drawn")

    async def look() -> None:
        _, rendered = solara.render(Asking(), handle_error=False)
        await asyncio.sleep(0.01)  # a lever that was in hand before the move counts for nothing
        hand.holds()
        await asyncio.sleep(1.5)
        assert not shops[1]._answers, "not begun"
        await becomes(lambda: made(shops[1]) > 1)
        hand.holds()
        await asyncio.sleep(0.5)  # what is under way, and in the queue
        there = len(shops[1]._answers)
        await asyncio.sleep(0.5)
        assert len(shops[1]._answers) == there < BAND, "held up"
        await becomes(lambda: made(shops[1]) == BAND)
        rendered.close()

    asyncio.run(look())


def test_a_band_is_foreseen_while_nobody_asks_for_anything(
    shops: tuple[Threads, Threads], busy: Event
) -> None:
    async def look() -> None:
        guess = asyncio.ensure_future(foresee_band(MOVED))
        await asyncio.sleep(0.25)  # it looks more than once
        assert len(shops[1]._answers) == 1, "no seed waits behind who asked"
        over = Event()
        shops[0].ask("a run", over.wait, 20)
        busy.set()
        await asyncio.sleep(0.25)
        assert len(shops[1]._answers) == 1, "nor beside a run of anybody"
        over.set()
        await asyncio.wait_for(guess, 60)

    asyncio.run(look())
    assert made(shops[1]) == BAND


def test_the_next_band_is_begun_when_this_one_stands_and_ends_with_the_visitor(
    shops: tuple[Threads, Threads],
) -> None:
    levers: list[Callable[[Mapping[str, Any]], None]] = []

    @solara.component
    def Levers(choice: Choice, stands: bool) -> None:  # noqa: N802  # a component
        levers.append(use_foresight(choice, stands))
        solara.Text("drawn")

    def under_way() -> list[str]:
        return [name[0] for name in shops[1]._answers]  # type: ignore[index]

    async def look() -> None:
        _, rendered = solara.render(Levers(CHOICE, stands=False), handle_error=False)
        levers[-1]({"path": LEVER, "value": 7.0})
        levers[-1]({"path": LEVER, "value": 0.1})
        await asyncio.sleep(0.25)
        assert under_way() == []
        rendered.render(Levers(CHOICE, stands=True))
        await becomes(under_way)
        rendered.render(Levers(CHOICE.with_value(LEVER, 0.3), stands=True))
        await asyncio.sleep(0.1)  # what is under way
        there = len(under_way())
        await asyncio.sleep(0.25)
        assert len(under_way()) == there < BAND, "nobody is near it any more"
        levers[-1]({"path": LEVER, "value": 0.1})
        await becomes(lambda: len(under_way()) > there)
        rendered.close()
        await asyncio.sleep(0.1)
        there = len(under_way())
        await asyncio.sleep(0.25)
        assert len(under_way()) == there < BAND, "nobody is there any more"

    asyncio.run(look())


def test_a_run_that_fails_is_told_to_who_asks_only(
    shops: tuple[Threads, Threads], caplog: pytest.LogCaptureFixture
) -> None:
    @solara.component
    def Levers() -> None:  # noqa: N802  # a component
        use_foresight(CHOICE, True)({"path": LEVER, "value": 0.1})
        solara.Text("drawn")

    async def look() -> None:
        shops[1].close()
        _, rendered = solara.render(Levers(), handle_error=False)
        await asyncio.sleep(0.3)
        rendered.close()

    asyncio.run(look())
    assert not caplog.records
