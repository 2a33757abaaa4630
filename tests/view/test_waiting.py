"""While a run is worked out the old picture stands as it is, and the worker has long begun."""

import asyncio
from concurrent.futures import Future
from dataclasses import replace
from threading import Timer
from typing import Any

import ipyvue
import ipyvuetify
import pytest
import solara

from experiments.runner import simulate
from view.bands import Ensemble
from view.choice import Choice, baseline, scenario_of
from view.pages.explore import Explore
from view.pages.page import Given
from view.pages.seat import Seat
from view.pages.table import NegotiationTable
from view.pages.why import Why
from view.pages.working import Working
from view.planes import Talk
from view.session import Answer, Question, answered, use_answer
from view.sketches import sketch_of
from view.words import words
from view.workshop import Workshop, _tell

CHOICE = Choice(scenario="classroom")


def pictures(rendered: Any) -> list[Any]:
    """Return what was sent for each chart."""
    drawn = rendered.find(ipyvue.VueTemplate).widgets
    return [each.chart_json.data for each in drawn if hasattr(each, "chart_json")]


def test_the_old_picture_keeps_its_band_until_the_next_one_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = simulate(baseline("classroom").scenario, 1)
    whole = Ensemble((sketch_of(run),) * 2, 2)
    monkeypatch.setattr(
        "view.pages.explore.use_ensemble",
        lambda scenario, *_, **__: Ensemble(total=2) if scenario is None else whole,
    )
    base = baseline("classroom")
    given = Given(CHOICE, lambda _: None, base, scenario_of(CHOICE), run, run, waiting=False)

    async def look() -> None:
        _, rendered = solara.render(Explore(given), handle_error=False)
        before = pictures(rendered)
        assert len(before) > 5
        assert before[0]["lines"][0]["bands"]
        moved = CHOICE.with_value("policy.max_partner_share", 0.1)
        rendered.render(Explore(replace(given, choice=moved, waiting=True)))
        after = pictures(rendered)
        assert all(one is other for one, other in zip(after, before, strict=True))
        rendered.close()

    asyncio.run(look())


def test_a_run_is_begun_while_the_page_is_still_being_drawn() -> None:
    asked: list[object] = []

    class Shop(Workshop):
        """Says nothing."""

        def ask(self, name: object, do: Any, *given: Any) -> Any:
            asked.append(name)
            return Future()

    shop = Shop(1)

    @solara.component
    def Asking() -> None:  # noqa: N802  # a component
        use_answer(Question("it", abs, (-1,)), shop)
        assert asked == ["it"]
        solara.Text("drawn")

    async def look() -> None:
        _, rendered = solara.render(Asking(), handle_error=False)
        rendered.close()

    asyncio.run(look())


@pytest.mark.parametrize(("takes", "drawn"), [(0.01, [2]), (9.0, ["waiting"])])
def test_what_comes_soon_is_drawn_once(takes: float, drawn: list[object]) -> None:
    seen: list[object] = []

    class Shop(Workshop):
        """Answers after a while, and the first question at once."""

        def ask(self, name: object, do: Any, *given: Any) -> Any:
            answer = self._answers[name] = Future()
            if name == 1:
                answer.set_result(1)
            else:
                timer = Timer(takes, answer.set_result, given)
                timer.daemon = True
                timer.start()
            return answer

    shop = Shop(1)

    @solara.component
    def Asking(number: int) -> None:  # noqa: N802  # a component
        answer = use_answer(Question(number, abs, (number,)), shop, soon=0.2)
        seen.append("waiting" if answer.waiting else answer.value)
        solara.Text("drawn")

    async def look() -> None:
        _, rendered = solara.render(Asking(1), handle_error=False)
        while seen[-1] != 1:
            await asyncio.sleep(0.001)
        seen.clear()
        rendered.render(Asking(2))
        rendered.close()

    asyncio.run(look())
    assert seen == drawn


def test_whoever_is_called_off_as_the_question_is_taken_back_asks_no_more() -> None:
    asked: list[Future[Any]] = []

    class Shop(Workshop):
        """Never answers."""

        def ask(self, name: object, do: Any, *given: Any) -> Any:
            asked.append(Future())
            return asked[-1]

    async def look() -> None:
        waiting = asyncio.ensure_future(answered(Question("it", abs, (-1,)), Shop(1)))
        await asyncio.sleep(0)
        asked[0].cancel()  # as a workshop that closes does
        waiting.cancel()  # as a server that ends does
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(waiting, 5)
        assert len(asked) == 1

    asyncio.run(look())


def test_a_closed_workshop_begins_no_process() -> None:
    shop = Workshop(1)
    shop.close()
    with pytest.raises(RuntimeError, match="ending"):
        shop.ask("it", abs, -1)


def test_who_waits_for_the_compiler_sees_how_far_it_is() -> None:
    class Shop(Workshop):
        compiled = (0, 0)

    def said(shop: Shop) -> str:
        _, rendered = solara.render(Working(words("en"), shop), handle_error=False)
        texts = str(rendered.find(ipyvue.Html).widgets)
        rendered.close()
        return texts

    async def look() -> None:
        shop = Shop(workers=1)
        assert "Simulating …" in said(shop)
        shop.compiled = (63, 159)
        assert "63 of 159 parts" in said(shop)
        assert "Compiling" in said(shop)
        shop.compiled = (159, 159)
        assert "Simulating …" in said(shop)

    asyncio.run(look())


def test_a_worker_tells_the_server_how_far_the_compiler_is() -> None:
    shop = Workshop(workers=1)
    assert shop.compiled == (0, 0)
    shop.ask("how far?", _tell, 63, 159).result()
    assert shop.compiled == (63, 159)
    shop.close()


def within(drawn: Any) -> list[Any]:
    """Return what is drawn and all that stands in it."""
    parts = getattr(drawn, "children", ())
    return [drawn, *(each for part in parts for each in within(part))]


@pytest.mark.parametrize("page", [NegotiationTable, Seat, Why])
def test_that_something_is_worked_out_is_said_and_can_be_read(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, base = simulate(baseline("classroom").scenario, 1), baseline("classroom")
    held = [Talk("power-borland-2025Q3", "2025Q3", "power", "borland", "deal")]

    def only_the_list(question: Any) -> Answer[Any]:
        return Answer(held) if question and question.name[0] == "talks" else Answer(waiting=True)

    monkeypatch.setattr(f"{page.f.__module__}.use_answer", only_the_list)
    given = Given(CHOICE, lambda _: None, base, scenario_of(CHOICE), run, run, waiting=False)

    async def look() -> None:
        _, rendered = solara.render(page(given), handle_error=False)
        drawn = [each for top in rendered.find(ipyvuetify.Html).widgets for each in within(top)]
        boxes = [each for each in drawn if not isinstance(each, str)]
        (stage,) = [box for box in boxes if getattr(box, "attributes", {}).get("id") == "results"]
        assert "waiting" not in stage.class_.split()
        say = words(CHOICE.language)
        assert {say("app.working"), say("app.why.working")} & set(within(stage))
        rendered.close()

    asyncio.run(look())
