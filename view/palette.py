"""One colour, one mark and one line for each party, the same in every picture.

The colours can be told apart by colour-blind readers and in print; a mark or a dash goes with each,
so that nothing is said by colour alone. Partners take theirs in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from experiments.fates import in_key_order
from experiments.summary import UPSTREAM
from model.scenario.tree import Scenario

HOST = "#111111"
FIRM = "#8B4513"
UPSTREAM_GREY = "#7D8694"
#: A second policy beside the first.
BASE, OTHER = HOST, "#0067A5"
INK, MUTED, GRID, PAPER = "#1B1F24", "#5B6470", "#DDE1E6", "#FFFFFF"
WARNING = "#B3261E"
PARTNERS = (
    "#00805A", "#5B3A9E", "#8C8C00", "#CC79A7", "#D55E00", "#56B4E9", "#7A3E00", "#4D4D4D",
)  # fmt: skip
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES: tuple[str | tuple[int, tuple[float, ...]], ...] = (
    "solid", (0, (5, 2)), (0, (1, 1.5)), (0, (5, 1.5, 1, 1.5)), (0, (8, 2)), (0, (3, 1)),
    (0, (1, 3)), (0, (3, 1, 1, 1, 1, 1)),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How a party is drawn."""

    colour: str
    mark: str
    dash: str | tuple[int, tuple[float, ...]]


def looks(scenario: Scenario) -> Mapping[str, Look]:
    """Return how each state of a scenario is drawn, by id; ``host`` and ``upstream`` too.

    Parameters
    ----------
    scenario : Scenario
        More partners than colours begin the colours anew; their marks still differ.

    Examples
    --------
    >>> from model.scenario.load import load
    >>> look = looks(load("classroom"))
    >>> look["host"].colour, look["borland"].colour, look["upland"] == look["upstream"]
    ('#111111', '#00805A', True)
    """
    upstream = Look(UPSTREAM_GREY, "h", "solid")
    table = {"host": Look(HOST, "o", "solid"), UPSTREAM: upstream}
    for number, name in enumerate(in_key_order(scenario)):
        # The marks move on by one whenever the colours begin anew.
        turn = number + number // len(PARTNERS)
        table[name] = Look(
            PARTNERS[number % len(PARTNERS)],
            MARKS[turn % len(MARKS)],
            DASHES[turn % len(DASHES)],
        )
    for name in scenario.upstream:
        table[name] = upstream
    return MappingProxyType(table)


def tint(colour: str, strength: float) -> str:
    """Return a colour mixed with white, for what is planned, weak or in the background.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.
    strength : float
        1 leaves it as it is, 0 is white.

    Examples
    --------
    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - strength * (255 - part)):02X}" for part in parts)


def ink(colour: str) -> str:
    """Return a colour darkened until text in it can be read on white (WCAG 2.1 AA, 4.5 to 1).

    Examples
    --------
    >>> ink("#000000"), ink("#CC79A7") != "#CC79A7"
    ('#000000', True)
    """
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while 1.05 / (_luminance(parts) + 0.05) < 4.5:
        parts = [int(0.95 * part) for part in parts]
    return "#" + "".join(f"{part:02X}" for part in parts)


def _luminance(parts: list[int]) -> float:
    linear = [
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
