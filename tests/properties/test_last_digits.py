"""No run hangs on a last digit: what rounding does to a number must not decide who signs what."""

import pytest

from agents.population import settle
from model.scenario.load import load

EVENTS = ("talk", "reopened talk", "signed", "renegotiated", "not ratified")


def story(seed: int, nudge: float) -> tuple[list[tuple[object, ...]], float]:
    """Return what was negotiated in a run begun with all stocks off by a nudge, and its end."""
    world = settle(load("peru2040"), seed)
    state = world.state
    state.gdp_usd_m *= nudge
    state.know_how *= nudge
    state.trust *= nudge
    world.run()
    told = [
        (e["quarter"], e["event"], e.get("topic"), e.get("agreement"), str(e.get("threads")))
        for e in state.events
        if e["event"] in EVENTS
    ]
    end = float(world.series()["autonomy"].iloc[-1])
    world.close()
    return told, end


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("nudge", [1.0 + 4.4e-16, 1.0 - 3e-15])
def test_a_nudge_in_the_last_digit_changes_no_talk(seed: int, nudge: float) -> None:
    told, end = story(seed, 1.0)
    nudged, moved = story(seed, nudge)
    assert nudged == told
    assert moved == pytest.approx(end, rel=1e-9)
