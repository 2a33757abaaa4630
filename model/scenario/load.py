"""Scenarios from files: `load("peru2040")`, or a path, with overrides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from model.scenario.assemble import assemble
from model.scenario.checks import CHECKS
from model.scenario.provenance import Provenance
from model.scenario.tree import Scenario


@dataclass(frozen=True)
class Loaded:
    """A scenario, where its numbers come from, and the files it was read from.

    `provenance` is keyed by dotted path, such as "partners.korea.trust"; a number of which the
    files say nothing has no entry.
    """

    scenario: Scenario
    provenance: Mapping[str, Provenance]
    files: tuple[Path, ...]


def load(name_or_path: str | Path, overrides: Sequence[str] = ()) -> Scenario:
    """Return the scenario of a shipped name or a TOML file, checked throughout.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped name such as "peru2040", or the path of a file.
    overrides : sequence of str
        KEY=VALUE with a dotted key, such as "policy.fund_saving=0.3"; the last word.

    Raises
    ------
    ScenarioError
        With everything that is wrong: file, key, value, what was expected, nearest valid key.

    Examples
    --------
    >>> load("classroom", ["clock.quarters=8"]).clock.quarters
    8
    """
    return load_with_provenance(name_or_path, overrides).scenario


def load_with_provenance(name_or_path: str | Path, overrides: Sequence[str] = ()) -> Loaded:
    """Return a scenario together with the source and mark of its numbers.

    Parameters and errors are those of `load`.

    Examples
    --------
    >>> loaded = load_with_provenance("classroom", ["clock.quarters=8"])
    >>> loaded.provenance["clock.quarters"].source
    'command line'
    """
    made = assemble(Scenario, name_or_path, overrides, CHECKS)
    return Loaded(made.tree, made.provenance, made.files)
