"""The command that makes the same numbers again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from model.scenario.decisions import Decision, ordered
from view.choice import Choice, settings


def repeat(
    scenario: str,
    seed: int,
    seeds: int,
    policy: str | None,
    overrides: Sequence[str],
    decisions: Sequence[Decision] = (),
    language: str = "en",
) -> str:
    """Return the command that repeats a run, its report in the same language.

    Examples
    --------
    >>> repeat("peru2040", 1, 1, None, ["policy.fund_saving=0.1"])
    'python run.py once peru2040 --seed 1 --set policy.fund_saving=0.1'
    """
    words = ["python", "run.py", "once", scenario, "--seed", str(seed)]
    if seeds > 1:
        words += ["--seeds", str(seeds)]
    if policy:
        words += ["--policy", policy]
    for each in overrides:
        words += ["--set", each]
    for one in decisions:
        words += ["--decide", one.text]
    if language != "en":
        words += ["--lang", language]
    return shlex.join(words)


def command_of(choice: Choice) -> str:
    """Return the command that repeats the run of a page.

    Examples
    --------
    >>> command_of(Choice(seed=7, moved={"policy.tactic": "time"}))
    'python run.py once peru2040 --seed 7 --set policy.tactic=time'
    """
    decisions = ordered(choice.decisions)
    language = choice.language or "en"
    return repeat(choice.scenario, choice.seed, 1, None, settings(choice), decisions, language)
