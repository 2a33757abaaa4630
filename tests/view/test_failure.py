"""What a visitor sees where drawing a page or making a run fails: a card that keeps the choice."""

import asyncio
from concurrent.futures import Future
from typing import Any

import pytest
import solara

from experiments.runner import simulate
from model.scenario.load import load
from view import app
from view.choice import Choice, baseline
from view.pages.page import Given
from view.session import Question, use_answer
from view.workshop import Workshop


def texts(rendered: Any) -> str:
    """Return all texts of plain elements."""
    found: list[str] = []

    def walk(widget: Any) -> None:
        for child in getattr(widget, "children", None) or ():
            if isinstance(child, str):
                found.append(child)
            else:
                walk(child)

    walk(rendered.container)
    return " ".join(found)


def test_a_page_that_cannot_be_drawn_tells_and_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    @solara.component
    def Broken(given: Given) -> None:  # noqa: N802  # a component
        raise RuntimeError("<b>broken</b> on purpose")

    monkeypatch.setitem(app.SHOWN, "guide", Broken)
    scenario = load("classroom")
    run = simulate(scenario, 4)
    choice = Choice(page="guide", scenario="classroom", seed=4, language="en")
    given = Given(choice, lambda _: None, baseline("classroom"), scenario, run, run, waiting=False)
    _, rendered = solara.render(app.Guarded(given), handle_error=False)
    told = texts(rendered)
    assert "<b>broken</b> on purpose" in told  # as a text: nothing of it is HTML
    assert "python run.py once classroom --seed 4" in told
    rendered.close()


def failing(what: str) -> int:
    raise ValueError(what)


def test_a_question_that_fails_is_answered_with_its_error_and_asked_again() -> None:
    asked: list[int] = []

    class Shop(Workshop):
        """Answers in this process."""

        def ask(self, name: object, do: Any, *given: Any) -> Any:
            asked.append(1)
            answer: Future[Any] = Future()
            try:
                answer.set_result(do(*given))
            except ValueError as error:
                answer.set_exception(error)
            return answer

        def known(self, name: object) -> Any | None:
            return None

    shop = Shop(1)
    seen: list[str] = []

    @solara.component
    def Asking(attempt: int) -> None:  # noqa: N802  # a component
        answer = use_answer(Question("it", failing, ("no luck",)), shop, attempt)
        seen.append(str(answer.error) if answer.error else "waiting")
        solara.Text(seen[-1])

    async def page() -> None:
        _, rendered = solara.render(Asking(0), handle_error=False)
        await asyncio.sleep(0.2)
        assert seen[-1] == "no luck"
        rendered.render(Asking(1))
        await asyncio.sleep(0.2)
        assert len(asked) == 2
        rendered.close()

    asyncio.run(page())
