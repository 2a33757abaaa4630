"""What a notebook draws with: pictures that show themselves, and lines through time.

A `Figure` of matplotlib shows itself only where pyplot has been set up; a `Picture` always does,
and carries a text for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from experiments.runner import Result
from model.negotiation.bargain import Outcome
from model.negotiation.domain import Bargain
from view.figures.frame import png
from view.figures.lesson import bars_figure, curves_figure, through_time_figure
from view.figures.talk import sides, talk_figure
from view.words import words

#: Pixels an inch that are stored, and that are shown: twice as many for sharp screens.
STORED, SHOWN = 192, 96
Runs = Result | Sequence[Result]


@dataclass(frozen=True)
class Picture:
    """A figure that a notebook shows.

    Parameters
    ----------
    figure : Figure
        What is drawn; ``picture.figure.savefig("mine.pdf")`` keeps it.
    alt : str
        What is to be seen, for a reader who cannot see it.

    Examples
    --------
    >>> data, facts = Picture(Figure(figsize=(2.0, 1.0)), "nothing")._repr_mimebundle_()
    >>> sorted(data), facts["image/png"]["width"]
    (['image/png', 'text/plain'], 192)
    """

    figure: Figure
    alt: str

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the picture as a notebook wants it, and how wide it is meant to be."""
        width = round(SHOWN * float(self.figure.get_size_inches()[0]))
        data = {"image/png": png(self.figure, STORED), "text/plain": self.alt}
        return data, {"image/png": {"width": width, "alt": self.alt}}


def show(figure: Figure, alt: str = "") -> Picture:
    """Return a figure, such as one of ``view.figures``, as a picture that shows itself.

    Parameters
    ----------
    figure : Figure
        What is drawn.
    alt : str
        What is to be seen; by default what is written at the figure's head.

    Examples
    --------
    >>> show(Figure(), "an empty sheet").alt
    'an empty sheet'
    """
    head = ". ".join(each.get_text().replace("\n", " ") for each in figure.texts[:2])
    return Picture(figure, alt or head)


def plot(results: Runs | Mapping[str, Runs], *measures: str) -> Picture:
    """Return measures of the host through time: a line a run, a median and a band for many seeds.

    Parameters
    ----------
    results : Result, sequence of Result, or mapping of str to either
        One run; runs of one scenario under several seeds; or either, by the name of a policy.
    measures : str
        Columns of the series, such as "autonomy".

    Raises
    ------
    ValueError
        Where no measure is named, or there is none of that name; the message names the nearest.

    Examples
    --------
    >>> from experiments.runner import simulate
    >>> from model.scenario.load import load
    >>> plot(simulate(load("classroom"), seed=1), "autonomy").alt
    'autonomy through time, for classroom'
    """
    groups: dict[str, Sequence[Result]] = {}
    named = results if isinstance(results, Mapping) else {_name(results): results}
    for name, runs in named.items():
        groups[name] = [runs] if isinstance(runs, Result) else list(runs)
    alt = words()("figure.lesson.alt", measures=", ".join(measures), names=", ".join(groups))
    return Picture(through_time_figure(groups, measures), alt)


def _name(runs: Runs) -> str:
    return (runs if isinstance(runs, Result) else runs[0]).scenario.name


def curves(
    x: ArrayLike, lines: Mapping[str, ArrayLike], across: str, up: str, **look: Any
) -> Picture:
    """Return curves over one axis; see :func:`view.figures.lesson.curves_figure`.

    Examples
    --------
    >>> curves([0, 1], {"a line": [0, 2]}, "time", "worth").alt
    'worth (time): a line'
    """
    alt = f"{up} ({across}): {', '.join(lines)}"
    return Picture(curves_figure(x, lines, across, up, **look), alt)


def bars(values: Mapping[str, float], across: str) -> Picture:
    """Return named numbers as bars, the first on top.

    Examples
    --------
    >>> bars({"one": 1.0, "two": 2.0}, "parts").alt
    'parts: one 1, two 2'
    """
    alt = f"{across}: " + ", ".join(f"{name} {value:.3g}" for name, value in values.items())
    return Picture(bars_figure(values, across), alt)


def table(talk: Bargain, outcome: Outcome | None = None) -> Picture:
    """Return a bargain as worth to both sides; see :func:`view.figures.talk.talk_figure`.

    Examples
    --------
    >>> from model.negotiation.domain import Issue, Party
    >>> pie = Issue("pie", ("mine", "half", "yours"))
    >>> table(Bargain((pie,), Party(((2.0, 1.0, 0.0),)), Party(((0.0, 1.0, 2.0),)))).alt
    '3 possible deals by what they are worth to side 1 and side 2'
    """
    say, names = words(), sides(talk)
    alt = say("figure.talk.alt", number=talk.outcomes, one=names[0], other=names[1])
    if outcome is not None:
        end = ", ".join(f"{issue} {level}" for issue, level in outcome.deal.items())
        offers = say("figure.talk.alt_offers", number=len(outcome.trace))
        ends = f"{say('figure.talk.deal')}: {end}" if end else say("figure.talk.alt_none")
        alt += f"; {offers}; {ends}"
    return Picture(talk_figure(talk, outcome), alt)
