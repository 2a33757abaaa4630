"""What a page waits for: answers of the workshops, as hooks of the component that shows them.

Nothing is kept outside the components of one visitor but the shelf of answers, whose names say all
that they depend on. A component that goes takes its waiting along.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

import solara

from experiments.runner import Result, run_name, simulate
from model.scenario.tree import Scenario
from view.sketches import Sketch, sketched
from view.workshop import Workshop, ensembles, singles

T = TypeVar("T")
#: Seconds in which most runs are there: so long a page that has a picture is not drawn without.
SOON = 0.25
#: Seconds that a picture must stand before its band is begun: who goes step by step is not held up
#: by bands that nobody will see (begun after 0.2 s they took a third of a step's time).
REST = 0.5
#: Seeds of a band, and how many one worker takes at a time: what is under way when a lever moves
#: goes on beside the picture that is waited for.
BAND, CHUNK = 20, 1
#: Pieces of work in the queue at a time, one more than workers: visitors take turns.
AHEAD = 1 + (os.cpu_count() or 1)


@dataclass(frozen=True)
class Question(Generic[T]):
    """Something to be worked out elsewhere.

    Attributes
    ----------
    name : hashable
        All that the answer depends on.
    do : callable
        A function of a module.
    given : tuple
        Its arguments.
    """

    name: Hashable
    do: Callable[..., T]
    given: tuple[Any, ...]

    def ask(self, shop: Workshop) -> Future[T]:
        """Return the answer to come."""
        return shop.ask(self.name, self.do, *self.given)


@dataclass(frozen=True)
class Answer(Generic[T]):
    """What is known of an answer: the last one that came is kept while the next is worked out.

    Attributes
    ----------
    value : object or None
        The last answer.
    waiting : bool
        Whether another one is to come.
    error : BaseException or None
        Why there is none.
    """

    value: T | None = None
    waiting: bool = False
    error: BaseException | None = None


def run_question(
    scenario: Scenario, seed: int, decisions: tuple[str, ...] = ()
) -> Question[Result]:
    """Return the question for one run."""
    name = ("run", run_name(scenario, seed, decisions))
    return Question(name, simulate, (scenario, seed, None, decisions))


def begun(question: Question[T], shop: Workshop) -> Future[T]:
    """Return the answer to come; where nobody can be asked it holds why."""
    try:
        return question.ask(shop)
    except Exception as error:
        failed: Future[T] = Future()
        failed.set_exception(error)
        return failed


async def answered(
    question: Question[T], shop: Workshop, coming_first: Future[T] | None = None
) -> T:
    """Wait for an answer; one that another visitor dropped from the queue is asked for again.

    Parameters
    ----------
    question : Question
        What is asked.
    shop : Workshop
        Where.
    coming_first : Future, optional
        The answer to come, where it was asked for before.
    """
    while True:
        future = question.ask(shop) if coming_first is None else coming_first
        coming_first = None
        try:
            coming: asyncio.Future[T] = asyncio.wrap_future(future)
            answer: T = await asyncio.shield(coming)
            return answer
        except asyncio.CancelledError:
            # Whoever waits may be called off in the moment in which the question is taken back, as
            # both are when the server ends: to ask once more would hold up its end for ever.
            waiting = asyncio.current_task()
            if not future.cancelled() or (waiting is not None and waiting.cancelling()):
                raise


def use_answer(
    question: Question[T] | None,
    shop: Workshop | None = None,
    attempt: int = 0,
    soon: float = 0.0,
) -> Answer[T]:
    """Return the answer to a question, or what is known until then.

    Parameters
    ----------
    question : Question or None
        None asks nothing.
    shop : Workshop, optional
        Where it is worked out; that of single runs where nothing is said.
    attempt : int
        Another number asks once more after a failure.
    soon : float
        Seconds for which the drawing of a page waits itself, where an answer was there before: what
        comes within them is drawn once, not greyed first.
    """
    shop = singles() if shop is None else shop
    name = None if question is None else (question.name, attempt)
    kept = solara.use_ref(cast("tuple[Hashable, Answer[T]]", (None, Answer())))
    first = solara.use_ref(cast("tuple[Hashable, Future[T] | None]", (None, None)))
    _, draw = solara.use_state(0)

    async def wait() -> None:
        if question is None or kept.current[0] == name:
            return
        try:
            asked = first.current[1] if first.current[0] == name else None
            value: T = await answered(question, shop, asked)
            answer = Answer(value)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # shown to the visitor, who keeps the last picture
            answer = Answer(kept.current[1].value, error=error)
        kept.current = (name, answer)
        draw(lambda times: times + 1)

    if question is not None and kept.current[0] != name:
        known = shop.known(question.name)
        if known is not None:
            kept.current = (name, Answer(known))
        elif first.current[0] != name:
            # A worker begins while the page that waits is still being drawn.
            coming = begun(question, shop)
            first.current = (name, coming)
            if soon and kept.current[0] is not None:
                wait_for([coming], soon)
                known = shop.known(question.name)
                if known is not None:
                    kept.current = (name, Answer(known))
    solara.lab.use_task(wait, dependencies=[name], raise_error=False, prefer_threaded=False)
    if question is None:
        return Answer()
    return kept.current[1] if kept.current[0] == name else Answer(kept.current[1].value, True)


@dataclass(frozen=True)
class Ensemble:
    """Sketches of many seeds, as far as they have come.

    Attributes
    ----------
    sketches : tuple of Sketch
        In the order of seeds once all are there.
    total : int
        How many are to come in all.
    left_s : float
        Seconds until then, guessed from the pace so far; nan before the first.
    error : BaseException or None
        Why no more come.
    """

    sketches: tuple[Sketch, ...] = ()
    total: int = 0
    left_s: float = float("nan")
    error: BaseException | None = None

    @property
    def complete(self) -> bool:
        """Whether all have come."""
        return 0 < self.total == len(self.sketches)


def use_ensemble(
    scenario: Scenario | None,
    first: int,
    decisions: tuple[str, ...] = (),
    seeds: int = BAND,
    chunk: int = CHUNK,
    rest: float = REST,
    partly: bool = False,
) -> Ensemble:
    """Return many seeds of a scenario as they come in.

    Parameters
    ----------
    scenario : Scenario or None
        What is simulated; None: nothing.
    first : int
        The first seed; the others follow it.
    decisions : tuple of str
        What is decided in each run.
    seeds, chunk : int
        How many, and how many of them make one piece of work.
    rest : float
        Seconds to wait first.
    partly : bool
        Whether to draw again as pieces come, or only once all are there.
    """
    name = solara.use_memo(
        lambda: None if scenario is None else run_name(scenario, first, decisions),
        [scenario, first, decisions],
    )
    came, set_came = solara.use_state(("", Ensemble()))

    async def gather() -> None:
        if scenario is None:
            return
        await asyncio.sleep(rest)
        begun, found = time.monotonic(), Ensemble(total=seeds)
        pieces = _pieces(scenario, decisions, name, range(first, first + seeds), chunk)
        shop = ensembles()
        try:
            for place, piece in enumerate(pieces):
                for next_one in pieces[place : place + AHEAD]:
                    next_one.ask(shop)
                more: list[Sketch] = await answered(piece, shop)
                sketches = found.sketches + tuple(more)
                pace = (time.monotonic() - begun) / len(sketches)
                found = replace(found, sketches=sketches, left_s=pace * (seeds - len(sketches)))
                if partly or found.complete:
                    set_came((str(name), found))
        except asyncio.CancelledError:
            for piece in pieces[len(found.sketches) // chunk :][:AHEAD]:
                shop.drop(piece.name)  # what is under way goes on, what waits is dropped
            raise
        except Exception as error:  # shown to the visitor, who keeps what came
            set_came((str(name), replace(found, error=error)))

    solara.lab.use_task(
        gather, dependencies=[name, seeds], raise_error=False, prefer_threaded=False
    )
    return came[1] if name is not None and came[0] == name else Ensemble(total=seeds)


def use_last(band: Ensemble, waiting: bool) -> Ensemble:
    """Return the ensemble, or while something waits that which stood before."""
    kept = solara.use_ref(band)
    if not waiting:
        kept.current = band
    return kept.current


def _pieces(
    scenario: Scenario, decisions: tuple[str, ...], name: str | None, seeds: range, chunk: int
) -> list[Question[list[Sketch]]]:
    parts = [seeds[place : place + chunk] for place in range(0, len(seeds), chunk)]
    return [
        Question(("sketches", name, part), sketched, (scenario, part, decisions)) for part in parts
    ]
