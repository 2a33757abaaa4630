"""What a bargain's file states: the bargain and its title."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.exchange.faults import Faults
from model.negotiation.beliefs import PLACE_BITS
from model.negotiation.domain import MOST_LEVELS, Bargain, Issue, Party
from model.negotiation.interactions import range_of

MOST_ISSUES = (
    200  # assumption: those of the competitions have ten or so; the frontier takes n² time
)


@dataclass(frozen=True)
class Statement:
    """One bargain as its file states it.

    Parameters
    ----------
    talk : Bargain
        Issues and parties; the first party of the file is the host, side 0.
    title : str
        For display.
    """

    talk: Bargain
    title: str = ""

    def normalised(self) -> Statement:
        """Return the same bargain with both sides' worth as utility: worst 0, best 1."""
        talk = self.talk
        host, partner = (normalised(party, talk.issues) for party in talk.sides)
        return replace(self, talk=replace(talk, host=host, partner=partner))


def normalised(party: Party, issues: Sequence[Issue] = ()) -> Party:
    """Return a party whose worst outcome is worth 0 and whose best is worth 1.

    u_i(l) = (v_i(l) − min v_i) / Σ_i (max v_i − min v_i), and the reservation value on the same
    scale, within what a number can hold. Where all outcomes are worth the same, only the level is
    shifted to 0. Interactions are divided by the range of all outcomes, which then takes the place
    of the sum; what is left of the worst outcome is taken off the first issue.

    Parameters
    ----------
    party : Party
        A side.
    issues : sequence of Issue
        Of its bargain; needed where it has interactions.

    Examples
    --------
    >>> normalised(Party(((10.0, 30.0), (5.0, 25.0)), 25.0))
    Party(values=((0.0, 0.5), (0.0, 0.5)), reservation=0.25, ...)
    """
    lows = [min(values) for values in party.values]
    # Each span by itself, so that a value that is worth nothing more is exactly 0.
    span = sum(max(values) - low for values, low in zip(party.values, lows, strict=True)) or 1.0
    worst = sum(lows)
    if party.interactions:
        worst, best = range_of(issues, party)
        span = (best - worst) or 1.0
        lows[0] += worst - sum(lows)
    reservation = (party.reservation - worst) / span
    most = sys.float_info.max
    return replace(
        party,
        values=tuple(
            tuple((value - low) / span for value in values)
            for values, low in zip(party.values, lows, strict=True)
        ),
        reservation=min(max(reservation, -most), most),
        home=party.home
        and replace(
            party.home,
            later=None if party.home.later is None else (party.home.later - worst) / span,
        ),
        interactions=tuple(replace(pair, worth=pair.worth / span) for pair in party.interactions),
        joint=tuple(replace(pair, worth=pair.worth / span) for pair in party.joint),
    )


def issues_of(
    faults: Faults, given: Sequence[tuple[str, object, Sequence[object] | None]]
) -> list[Issue]:
    """Return the issues of a file; what is wrong with them joins the faults.

    Parameters
    ----------
    faults : Faults
        Of the file.
    given : sequence of (key, name, levels)
        Each issue as it stands in the file, and what messages call its place; None for levels of
        which a fault was already noted.

    Returns
    -------
    list of Issue
        The sound ones.
    """
    issues: list[Issue] = []
    names: set[object] = set()
    if not 1 <= len(given) <= MOST_ISSUES:
        faults.note("number of issues", len(given), f"1 to {MOST_ISSUES}")
        return issues
    for key, name, levels in given:
        sound = faults.name(f"{key}: name", name)
        if sound and name in names:
            faults.note(f"{key}: name", name, "a name that no other issue has")
            sound = False
        names.add(name if sound else None)
        if levels is None:
            continue
        if not 2 <= len(levels) <= MOST_LEVELS:
            faults.note(f"{key}: number of levels", len(levels), f"2 to {MOST_LEVELS}")
            continue
        good = [faults.name(f"{key}: level {at}", level) for at, level in enumerate(levels, 1)]
        if all(good) and len({str(level) for level in levels}) < len(levels):
            twice = next(level for level in levels if levels.count(level) > 1)
            faults.note(f"{key}: level", twice, "a name that no other level has")
        elif sound and all(good):
            issues.append(Issue(str(name), tuple(str(level) for level in levels)))
    counts = [len(levels or ()) for _, _, levels in given]
    places = len(given) * max(counts)
    if places > PLACE_BITS and max(counts) <= MOST_LEVELS:
        faults.note("issues", places, f"issues × most levels of at most {PLACE_BITS}")
    return issues
