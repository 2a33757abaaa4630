"""Data of pictures: sent as one text, and not searched for components, number by number."""

import json
from typing import Any

import ipyvue
import pytest
import reacton.core
import solara

from view.charts.lines import Lines
from view.charts.sealed import Sealed, unsealed
from view.charts.table import Table


def test_what_is_sent_is_one_text() -> None:
    _, rendered = solara.render(
        Table(title="t", columns=["a"], rows=[("k", ["one"])]), handle_error=False
    )
    (table,) = rendered.find(ipyvue.VueTemplate).widgets
    sent = table.get_state("rows_json")["rows_json"]
    assert json.loads(sent) == [{"key": "k", "fixed": False, "cells": ["one"]}]
    rendered.close()


def test_a_long_line_is_one_thing_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    before = reacton.core._RenderContext._visit_children_values

    def count(*given: Any) -> Any:
        looked.append(1)
        return before(*given)

    monkeypatch.setattr(reacton.core._RenderContext, "_visit_children_values", count)
    chart = {"lines": [{"values": [0.5] * 10_000}]}
    line = Lines(chart=chart, quarter=1, words={}, tall=True)
    _, rendered = solara.render(line, handle_error=False)
    (drawn,) = rendered.find(ipyvue.VueTemplate).widgets
    assert json.loads(drawn.get_state("chart_json")["chart_json"]) == chart
    assert len(looked) < 1000
    rendered.close()


def test_what_is_no_json_is_not_sent() -> None:
    with pytest.raises(ValueError, match="JSON"):
        unsealed(Sealed([float("nan")]))
