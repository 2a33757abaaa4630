"""Names of the shipped scenarios: who reads Spanish meets none of them in English."""

import asyncio
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets
import matplotlib.text
import pytest
import solara

from experiments.analysis.estimates import estimates
from experiments.analysis.rows import Rows
from experiments.benchmarks import export_levels, learning_paths, research_levels
from experiments.runner import simulate
from experiments.study.plan import planned
from experiments.summary import comparison_table
from model.scenario.case import case_names, load_case
from model.scenario.decisions import Kind
from model.scenario.files import shipped_names
from model.scenario.load import load
from tests.studies import tiny_with
from view.answers import options_at, partings
from view.app import SHOWN
from view.bands import Ensemble
from view.choice import Choice, baseline, scenario_of
from view.figures.levers import levers_figure
from view.gallery import gallery
from view.pages.decide import _options
from view.pages.page import Given
from view.partings import event_rows
from view.report import report
from view.session import Answer
from view.sketches import sketch_of
from view.study_report import cells
from view.words import FOLDER

SPANISH = tomllib.loads((FOLDER / "es" / "names.toml").read_text(encoding="utf-8"))["name"]
#: English names that are written otherwise in Spanish; one that a longer one begins with after it.
ENGLISH = sorted((name for name, other in SPANISH.items() if name != other), key=len)[::-1]
MET = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, ENGLISH))})(?![\w-])")
#: What stands on a page and is no name: links, code, ids, sources as the files state them.
STUDIES = FOLDER.parents[1] / "experiments" / "studies"
NEUTRAL = {"id", "key", "link", "source", "value", "picked", "template", "content", "path"}
#: Ids that are Spanish words too.
ALIKE = {"fintech", "nuclear"}
CHOICE = Choice(
    scenario="diversified", language="es", moved={"clock.quarters": 20},
    decisions=("2026Q3:policy.concession=4",),
)  # fmt: skip


def left(texts: Any) -> set[str]:
    """Return the names that stand in English."""
    return {name for text in texts for name in MET.findall(text)}


def inside(told: Any) -> Iterator[str]:
    """Yield the texts that data of a widget bring to a page."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for key, each in told.items():
            yield from inside(each) if key not in NEUTRAL else ()
    elif isinstance(told, list | tuple):
        for each in told:
            yield from inside(each)


def on_page(widget: Any) -> Iterator[str]:
    """Yield all texts of a page."""
    if isinstance(widget, ipywidgets.Widget):
        if getattr(widget, "tag", "") in ("code", "pre", "style"):
            return
        for name in widget.keys:
            if not name.startswith("_") and name not in NEUTRAL | {
                "attributes",
                "class_",
                "style_",
            }:
                yield from on_page(getattr(widget, name))
        for name, text in (getattr(widget, "attributes", None) or {}).items():
            yield from inside(text) if name.startswith("aria") else ()
    elif isinstance(widget, list | tuple):
        for each in widget:
            yield from on_page(each)
    else:
        yield from inside(widget)


def answered(question: Any, *_: Any, **__: Any) -> Answer[Any]:
    """Answer at once, where a page would ask a worker."""
    return Answer() if question is None else Answer(question.do(*question.given))


@pytest.fixture(scope="module")
def given() -> Given:
    scenario = scenario_of(CHOICE)
    runs = simulate(scenario, 1, decisions=CHOICE.decisions), simulate(scenario, 1)
    return Given(CHOICE, lambda _: None, baseline(CHOICE.scenario), scenario, *runs, False)


def test_every_name_of_a_shipped_scenario_or_record_is_known() -> None:
    cases = [load_case(name).scenario for name in case_names()]
    names = {each.name for each in (*research_levels(), *export_levels(), *learning_paths())}
    for one in (*map(load, shipped_names()), *cases):
        tables = one.partners, one.upstream, one.technologies, one.inputs, one.stakeholders
        names |= {one.host.name} | {e.name for t in (*tables, one.classes) for e in t.values()}
    studies = [tomllib.loads(path.read_text(encoding="utf-8")) for path in STUDIES.glob("*.toml")]
    names |= {policy for study in studies for policy in study.get("policies", ())}
    names |= set(shipped_names())
    made_up = {"Arenia", "Borland", "Cassia", "Upland", "China, 1998", "India, 2014", "peru2040"}
    assert names - set(SPANISH) == made_up


def test_what_can_be_decided_goes_by_spanish_names(given: Given) -> None:
    signed = int(given.run.agreements["signed"].max())
    late = replace(given, choice=replace(CHOICE, quarter=signed))
    known = options_at(late.asked, late.label)
    told = [
        text for kind in Kind if kind is not Kind.SET for _, text in _options(late, kind, known)
    ]
    assert any("Emiratos Árabes Unidos 2025 (n.º " in text for text in told), "one in force"
    assert any("acuerdo: " in text for text in told), "how a talk went"
    ids = {*given.run.scenario.partners, *given.run.scenario.technologies, "deal"} - ALIKE
    assert [text for text in told if ids & set(re.split(r"[ :()-]+", text))] == []
    assert left(told) == set()


def test_first_differences_name_whom_they_are_about(given: Given) -> None:
    (found,) = partings({"base": simulate(load("one_partner"), 1), "current": given.run})
    cells = [cell for row in event_rows(given.run.scenario, found, "es") for cell in row]
    assert left(cells) == set()
    ids = {*given.run.scenario.partners, *given.run.scenario.technologies} - ALIKE
    assert [cell for cell in cells if ids & set(re.split(r"[ ,()-]+", cell))] == []
    assert "preferencia por Corea" in " ".join(cells)


def test_figures_of_runs_speak_spanish(given: Given) -> None:
    runs, other = [given.run], [simulate(load("one_partner"), 1)]
    for name, figure in gallery(runs, other, "es"):
        drawn = figure.findobj(matplotlib.text.Text)
        flat = [" ".join(each.get_text().split()) for each in drawn]
        assert left(flat) == set(), name
        named = ("Perú", "Corea", "Manufactura de precisión", "un solo socio")
        assert any(each in text for each in named for text in flat), "what is looked for is there"
        assert not [text for text in flat if "…" in text], "no name is cut"
        figure.draw_without_rendering()
        ends = [each.get_window_extent() for each in drawn]
        least = min(end.x0 for end in ends if end.width > 1)  # narrower ones are not shown
        most = max(end.x1 for end in ends)
        assert 5 < least < most < figure.bbox.width - 5, f"{name}: a text leaves the paper"


def test_reports_of_runs_and_figures_of_studies_speak_spanish(given: Given, tmp_path: Path) -> None:
    runs, other = [given.run], [simulate(load("one_partner", ["clock.quarters=20"]), 1)]
    compared = comparison_table(runs, other)
    page = report(runs, given.base, "run.py", {}, other, compared, "es")
    assert "un solo socio" in page
    assert left([re.sub(r"<(style|pre|code).*?</\1>", "", page, flags=re.DOTALL)]) == set()
    words = ("design.size=8", "replicates.count=1")
    plan = planned(tiny_with(tmp_path, "[policies.turnkey]\n[policies.one_partner]\n", *words))
    rows = Rows(plan, plan.frame().assign(autonomy=0.5, jobs=1.0))
    table = estimates(rows)
    drawn = levers_figure(rows, table, "cap", "es").findobj(matplotlib.text.Text)
    assert "aula × llave en mano" in [each.get_text() for each in drawn]
    assert left(each.get_text() for each in drawn) == set()
    assert left(cell for row in cells(table, "es") for cell in row) == set()


LOOKED_AT = [
    *((page, "") for page in SHOWN),
    *(("explore", node) for node in ("state:korea", "technology:nuclear", "firm:host-1")),
]


@pytest.mark.parametrize(("page", "picked"), LOOKED_AT)
def test_pages_speak_spanish(
    page: str, picked: str, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    sketches = (sketch_of(given.run),) * 2
    for name, module in list(sys.modules.items()):
        if name.startswith("view.") and hasattr(module, "use_answer"):
            monkeypatch.setattr(module, "use_answer", answered)
        if name.startswith("view.") and hasattr(module, "use_ensemble"):
            monkeypatch.setattr(module, "use_ensemble", lambda *_, **__: Ensemble(sketches, 2))

    asked = f"{given.run.name} {given.base_run.name}" if page == "uncertainty" else picked

    async def look(language: str) -> list[str]:
        choice = replace(CHOICE, page=page, picked=asked, language=language)
        box, rendered = solara.render(
            SHOWN[page](replace(given, choice=choice)), handle_error=False
        )
        texts = list(on_page(box))
        rendered.close()
        return texts

    english, texts = (asyncio.run(look(language)) for language in ("en", "es"))
    assert len(texts) > 20
    assert left(texts) == set()
    same = {text for text in texts if " " in text and re.search("[a-z]{3}", text)} & set(english)
    assert same == set(), "said in English in both languages"
