"""Pictures that notebooks show: what they say without eyes, and what they refuse."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from experiments.runner import Result, simulate
from model.exchange.files import read_statement
from model.negotiation.bargain import bargain
from model.scenario.load import load
from view.figures.graph import graph_figure
from view.figures.lesson import curves_figure
from view.notebook import plot, table
from view.words import speak


@pytest.fixture(scope="module")
def run() -> Result:
    return simulate(load("classroom"), seed=1)


def test_a_run_shows_where_it_ended_and_its_name(run: Result) -> None:
    page = run._repr_html_()
    assert run.name in page
    assert f"{run.series['autonomy'].iloc[-1]:.2f}" in page
    assert repr(run) == f"Result({run.name})"


def test_one_policy_shares_a_panel_by_unit_and_two_have_one_a_measure(run: Result) -> None:
    assert len(plot(run, "capability", "autonomy", "debt_share").figure.axes) == 2
    two = plot({"a": run, "b": [run, run]}, "capability", "autonomy").figure
    assert [len(axes.lines) for axes in two.axes] == [2, 2]


def test_what_cannot_be_drawn_is_said(run: Result) -> None:
    with pytest.raises(ValueError, match="name at least one measure"):
        plot(run)
    with pytest.raises(ValueError, match="did you mean 'autonomy'"):
        plot(run, "autonmy")
    with pytest.raises(ValueError, match="'a' has 2 values for 3 places"):
        curves_figure([0, 1, 2], {"a": [0, 1]}, "x", "y")
    with pytest.raises(ValueError, match="at most 7"):
        curves_figure([0], {str(n): [n] for n in range(8)}, "x", "y")


def test_a_played_bargain_tells_its_deal() -> None:
    talk = read_statement(["pilot_line"]).talk
    outcome = bargain(talk, trace=True)
    alt = table(talk, outcome).alt
    assert all(level in alt for level in outcome.deal.values())
    assert table(talk).alt.startswith("48 possible deals")


@pytest.fixture(params=["en", "es"])
def _spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    speak(request.param)
    yield
    speak("en")


@pytest.mark.usefixtures("_spoken")
def test_headings_of_the_graph_do_not_run_into_each_other(run: Result) -> None:
    figure = graph_figure([run])
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    heads = [text for text in figure.axes[0].texts if text.get_text().isupper()]
    boxes = [text.get_window_extent(canvas.get_renderer()) for text in heads]
    assert len(boxes) == 6
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
