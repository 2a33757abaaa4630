"""Pictures of scenario discovery say what the tables say, in both languages."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from experiments.analysis.findings import findings
from experiments.analysis.rows import Rows
from experiments.study.plan import planned
from tests.studies import tiny, tiny_with
from view.figures.frame import plain
from view.study_report import figures

pytest.importorskip("ema_workbench")
POLICIES = "[policies.corner]\n[policies.luck]\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """A study in which one policy fails in a corner, and the other by luck alone."""
    words = ("design.size=160", "replicates.count=1")
    plan = planned(tiny_with(tmp_path_factory.mktemp("study"), POLICIES, *words))
    runs = plan.frame()
    corner = ((runs["trust"] < 0.9) | (runs["cap"] > 0.4)).astype(float)
    luck = np.random.default_rng(1).random(len(runs))
    rows = Rows(plan, runs.assign(autonomy=corner.where(runs["policy"] == "corner", luck), jobs=1))
    return rows, findings(rows)


def drawn(found, language, name):
    rows, tables = found
    return dict(figures(rows, tables, language))[name]


def texts(figure):
    return " ".join(each.get_text() for each in figure.findobj(lambda at: hasattr(at, "get_text")))


def test_the_box_is_marked_on_its_trajectory_and_its_limits_lie_over_the_ranges(found):
    table = found[1].tables["boxes"].set_index("factor")
    figure = drawn(found, "en", "boxes_autonomy")
    trail, bars, _, none = figure.axes
    ring = trail.lines[-1]
    assert ring.get_xdata()[0] == table["coverage"].iloc[0]
    assert ring.get_ydata()[0] == table["density"].iloc[0]
    names = [each.get_text() for each in bars.get_yticklabels()]
    assert sorted(names) == sorted(table.index), "every limit that is named"
    low = bars.patches[2 * names.index("trust") + 1].get_x()
    assert low == pytest.approx((table.at["trust", "low"] - 0.5) / 1.0), "trust is 0.5 to 1.5"
    assert "No box is dense enough" in texts(none)


def test_leaves_are_bars_with_their_rules_and_luck_is_left_grey(found):
    table = found[1].tables["leaves"].query("policy == 'corner'")
    figure = drawn(found, "en", "leaves_autonomy")
    corner, luck = figure.axes
    assert [bar.get_width() for bar in corner.patches] == table["share"].tolist()[::-1]
    on_top = corner.get_yticklabels()[-1].get_text()
    assert on_top.replace("\N{NO-BREAK SPACE}", " ") == table["rule"].iloc[0]
    assert len({bar.get_facecolor() for bar in luck.patches}) == 1
    assert len({bar.get_facecolor() for bar in corner.patches}) > 1
    assert "unseen rows told rightly" in texts(figure)


def test_pictures_speak_spanish(found):
    assert "cajas por PRIM" in texts(drawn(found, "es", "boxes_autonomy"))
    assert "hojas por CART" in texts(drawn(found, "es", "leaves_autonomy"))


@pytest.mark.parametrize("language", ["en", "es"])
def test_units_beside_panels_stand_on_the_paper(language):
    plan = planned(tiny("design.kind='factorial'", "uncertainties.trust.steps=2"))
    runs = plan.frame()
    shares = 0.6 + 0.01 * np.random.default_rng(1).random(len(runs))  # written with a decimal
    rows = Rows(plan, runs.assign(autonomy=shares, jobs=1234.5 * shares))
    for name, figure in figures(rows, findings(rows), language):
        figure.draw_without_rendering()
        whole = figure.bbox
        for axes in figure.axes:
            label = axes.yaxis.label.get_window_extent()
            assert whole.x0 <= label.x0 < label.x1 <= whole.x1, (name, axes.get_ylabel())


@pytest.mark.parametrize(
    ("low", "high", "first", "second"),
    [(0.51, 0.605, "52 %", "54 %"), (0.501, 0.528, "50.5 %", "51.0 %"), (0.0, 1.0, "0 %", "20 %")],
)
def test_an_axis_in_per_cent_has_the_digits_of_its_ticks_and_no_more(low, high, first, second):
    axes = Figure(figsize=(3, 3)).add_subplot()
    plain(axes, shares=True)
    axes.set_ylim(low, high)
    axes.get_figure().draw_without_rendering()
    labels = [
        each.get_text().replace("\N{NO-BREAK SPACE}", " ")
        for each in axes.get_yticklabels()
        if low <= each.get_position()[1] <= high
    ]
    assert labels[:2] == [first, second]
