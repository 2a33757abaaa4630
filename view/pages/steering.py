"""The levers of a page, and what is foreseen where one of them is near a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import solara

from view.bands import Hand
from view.charts.levers import Levers
from view.foresight import use_foresight
from view.levers import lever_groups
from view.pages.page import Given


@solara.component
def Steering(
    given: Given,
    table: Mapping[str, Sequence[str]],
    stands: bool = False,
    hand: Hand | None = None,
) -> None:
    """Show levers in groups; a component by itself: a near move draws nothing else anew.

    Parameters
    ----------
    given : Given
        What stands.
    table : mapping of str to sequence of str
        Keys of what can be moved, by group.
    stands : bool
        Whether picture and band stand, so that the band of a near move may be made.
    hand : Hand, optional
        Told where a lever is in hand.
    """
    choice = given.choice
    foreseen = use_foresight(choice, stands)

    def near(told: Mapping[str, Any]) -> None:
        if hand is not None:
            hand.holds()
        foreseen(told)

    def move(told: Mapping[str, Any]) -> None:
        given.go(choice.with_value(str(told["path"]), told["value"]))

    groups = solara.use_memo(
        lambda: lever_groups(table, given.base, given.scenario, given.say),
        [choice.scenario, choice.moved, choice.language],
    )
    Levers(
        groups=groups,
        words=given.chart_words(),
        shut=2,
        event_move=move,
        event_near=near,
    )
