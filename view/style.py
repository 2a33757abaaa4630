"""The browser's style sheet: the colours of the palette as variables, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from view.palette import (
    FIRM,
    GRID,
    HOST,
    INK,
    MUTED,
    OTHER,
    PAPER,
    PARTNERS,
    UPSTREAM_GREY,
    WARNING,
    ink,
)

SHEET = Path(__file__).resolve().parent / "charts" / "style.css"
#: By role in a chart: what is current, the baseline, the baseline under other assumptions.
LIGHT: Mapping[str, str] = {
    "ink": INK, "muted": MUTED, "grid": GRID, "paper": PAPER, "back": "#F4F5F7",
    "warning": WARNING, "accent": OTHER, "host": HOST, "upstream": UPSTREAM_GREY, "firm": FIRM,
    "current": OTHER, "base": "#4A4F57", "assumed": FIRM, "kept1": FIRM, "kept2": "#8E1B5D",
    "capability": "#6E7781", "autonomy": OTHER, "autonomy_alone": FIRM,
    **{f"p{place}": colour for place, colour in enumerate(PARTNERS)},
}  # fmt: skip
#: The second set: lighter, told apart as well, on a dark ground.
DARK: Mapping[str, str] = {
    "ink": "#E8EAED", "muted": "#A9B1BC", "grid": "#3A404A", "paper": "#1C2027", "back": "#14171C",
    "warning": "#FF8A80", "accent": "#6CB6E8", "host": "#F1F3F5", "upstream": "#8C95A3",
    "firm": "#D9A066",
    "current": "#6CB6E8", "base": "#B8BFC9", "assumed": "#D9A066", "kept1": "#D9A066",
    "kept2": "#F285B8",
    "capability": "#9AA3AE", "autonomy": "#6CB6E8", "autonomy_alone": "#D9A066",
    "p0": "#3CC79B", "p1": "#A88BEB", "p2": "#CFCF4A", "p3": "#F0A9D3", "p4": "#FF8F4D",
    "p5": "#8ACDF4", "p6": "#D08A4A", "p7": "#B0B0B0",
}  # fmt: skip


@cache
def style() -> str:
    """Return the whole style sheet.

    Examples
    --------
    >>> "--cv-host: #111111" in style()
    True
    """
    light, dark = _variables(LIGHT), _variables(DARK)
    inks = "".join(f"--cv-ink-{name}: {ink(colour)};" for name, colour in LIGHT.items())
    plain = "".join(f"--cv-ink-{name}: {colour};" for name, colour in DARK.items())
    return (
        f":root{{{light}{inks}}}\n"
        f"@media (prefers-color-scheme: dark){{:root:not([data-theme=light]){{{dark}{plain}}}}}\n"
        f":root[data-theme=dark]{{{dark}{plain}}}\n" + SHEET.read_text(encoding="utf-8")
    )


def _variables(table: Mapping[str, str]) -> str:
    return "".join(f"--cv-{name}: {colour};" for name, colour in table.items())
