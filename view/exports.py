"""What a visitor can take away: the same files that the commands write and read."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from experiments.files import csv_bytes
from experiments.runner import simulate
from model.scenario.load import load_with_provenance
from view.choice import Choice, scenario_of, settings
from view.repeat import command_of

#: Of all files in an archive, so that the same run gives the same bytes.
MOMENT = (2025, 1, 1, 0, 0, 0)


def series_csv(choice: Choice) -> bytes:
    """Return the measures of the host by quarter, as `run.py once` writes them."""
    return csv_bytes(simulate(scenario_of(choice), choice.seed, None, choice.decisions).series)


def archive(choice: Choice) -> bytes:
    """Return the folder that `run.py once` writes, as a ZIP: data, figures, report, manifest."""
    from view.folder import write  # Matplotlib is loaded when somebody asks for pictures

    loaded = load_with_provenance(choice.scenario, settings(choice))
    result = simulate(loaded.scenario, choice.seed, None, choice.decisions)
    with tempfile.TemporaryDirectory() as place:
        folder = write(Path(place), [result], [], loaded, command_of(choice), True, choice.language)
        return packed(
            (path.relative_to(folder.parent).as_posix(), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        )


def page_of(choice: Choice) -> bytes:
    """Return the report of a run: one page that needs nothing else, to be sent or printed."""
    from view.figures.frame import png
    from view.gallery import gallery
    from view.report import report

    loaded = load_with_provenance(choice.scenario, settings(choice))
    result = simulate(loaded.scenario, choice.seed, None, choice.decisions)
    drawn = {name: png(figure) for name, figure in gallery([result], (), choice.language)}
    page = report([result], loaded, command_of(choice), drawn, language=choice.language)
    return page.encode()


def pictures(choice: Choice) -> bytes:
    """Return all figures of a run as a ZIP, each as SVG, to be edited, and as PNG, to be shown."""
    from view.figures.frame import png, svg
    from view.gallery import gallery

    result = simulate(scenario_of(choice), choice.seed, None, choice.decisions)
    return packed(
        (f"{result.name}/{name}.{kind}", make(figure))
        for name, figure in gallery([result], (), choice.language)
        for kind, make in (("svg", svg), ("png", png))
    )


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a ZIP, the same bytes for the same files.

    Examples
    --------
    >>> zipfile.ZipFile(BytesIO(packed([("a/b.txt", b"words")]))).namelist()
    ['a/b.txt']
    """
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files:
            pack.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def scenario_file(choice: Choice) -> bytes:
    """Return the scenario of a page as a file."""
    return what_if(choice).encode()


def what_if(choice: Choice) -> str:
    """Return the scenario of a page as a file that names its differences.

    Examples
    --------
    >>> print(what_if(Choice(moved={"policy.tactic": "micro", "policy.fund_saving": 0.2})))
    extends = "peru2040"
    name = "mine"
    policy.fund_saving = 0.2
    policy.tactic = "micro"
    <BLANKLINE>
    """
    lines = [f'extends = "{choice.scenario}"', 'name = "mine"']
    for each in settings(choice):
        path, _, text = each.partition("=")
        value = choice.moved[path]
        lines.append(f'{path} = "{value}"' if isinstance(value, str) else f"{path} = {text}")
    if choice.decisions:
        lines.insert(0, "# A scenario holds no decisions: add them with --decide, as the command.")
    return "\n".join(lines) + "\n"


def python_of(choice: Choice) -> str:
    """Return the lines of Python that make the same numbers.

    Examples
    --------
    >>> print(python_of(Choice(seed=7)))
    from experiments.runner import simulate
    from model.scenario.load import load
    <BLANKLINE>
    result = simulate(load("peru2040"), seed=7)
    result.series[["label", "capability", "autonomy", "dependence"]]
    <BLANKLINE>
    """
    moved = settings(choice)
    given = f'"{choice.scenario}"' + (f", {moved!r}" if moved else "")
    decided = f", decisions={list(choice.decisions)!r}" if choice.decisions else ""
    return (
        "from experiments.runner import simulate\n"
        "from model.scenario.load import load\n\n"
        f"result = simulate(load({given}), seed={choice.seed}{decided})\n"
        'result.series[["label", "capability", "autonomy", "dependence"]]\n'
    )
