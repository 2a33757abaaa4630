"""What a page waits for: answers of the workshops, as hooks of the component that shows them.

Nothing is kept outside the components of one visitor but the shelf of answers, whose names say all
that they depend on. A component that goes takes its waiting along.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable, Sequence
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import solara

from experiments.runner import Result, run_name, simulate
from model.scenario.tree import Scenario
from view.workshop import Workshop, singles

T = TypeVar("T")
#: Seconds in which most runs are there: so long a page that has a picture is not drawn without.
SOON = 0.25


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

    @property
    def old(self) -> bool:
        """Whether a value is known that the next will replace: what shows it is greyed."""
        return self.waiting and self.value is not None


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


def use_waiting(work: Callable[[], Coroutine[Any, Any, None]], dependencies: Sequence[Any]) -> None:
    """Do what waits, as long as the component is there; anew where what it depends on changes.

    Solara's own tasks go on after their component has gone, until the page goes.
    """

    def begin() -> Callable[[], None]:
        loop = asyncio.get_running_loop()
        task = loop.create_task(work())

        def end() -> None:
            with suppress(RuntimeError):  # the loop of a page that is gone: all in it has ended
                loop.call_soon_threadsafe(task.cancel)

        return end

    solara.use_effect(begin, [*dependencies])


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
    use_waiting(wait, [name])
    if question is None:
        return Answer()
    return kept.current[1] if kept.current[0] == name else Answer(kept.current[1].value, True)
