"""A study from its file: checked throughout, scenarios loaded, factors with their ranges."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.study.checks import Library, checks
from experiments.study.declare import Policy, Study
from experiments.study.factors import Varied, varied
from model.scenario.assemble import assemble
from model.scenario.paths import leaves
from model.scenario.problems import ABSENT, Problem, ScenarioError, nearest
from model.scenario.tree import Scenario
from model.scenario.vary import varied as with_values

SHIPPED = Path(__file__).resolve().parents[1] / "studies"
#: What a policy takes over from the scenario that it is like.
BRANCHES = ("policy", "council")
ASIS = "as it is"


@dataclass(frozen=True)
class Opened:
    """A study ready to be planned.

    Attributes
    ----------
    study : Study
        As declared.
    path : Path
        Its file.
    factors : tuple of Varied
        With their ranges.
    worlds : mapping of (str, str) to Scenario
        By names of scenario and policy: what the factors are varied in.
    overrides : tuple of str
        KEY=VALUE laid over the file.
    """

    study: Study
    path: Path
    factors: tuple[Varied, ...]
    worlds: Mapping[tuple[str, str], Scenario]
    overrides: tuple[str, ...] = ()

    def command(self, name: str, *words: str) -> str:
        """Return the command line of a command about this study, as it was changed.

        Examples
        --------
        >>> Opened.command(read_study("partner_cap", ["design.seed=2"]), "resume")
        'python run.py resume ...partner_cap.toml --set design.seed=2'
        """
        sets = [word for each in self.overrides for word in ("--set", each)]
        return shlex.join(["python", "run.py", name, str(self.path), *sets, *words])


def shipped_studies() -> tuple[str, ...]:
    """Return the names of the studies that ship with the model."""
    return tuple(sorted(each.stem for each in SHIPPED.glob("*.toml")))


def study_file(name_or_path: str | Path) -> Path:
    """Return the file of a shipped study, or the path as it is.

    Raises
    ------
    ScenarioError
        Where there is neither.
    """
    path = Path(name_or_path)
    if str(name_or_path) in shipped_studies():
        return Path(os.path.relpath(SHIPPED / f"{name_or_path}.toml"))
    if not path.exists():
        wanted = f"a shipped study ({', '.join(shipped_studies())}) or a file that exists"
        hint = nearest(path.stem, shipped_studies())
        raise ScenarioError([Problem(str(name_or_path)[:200], "", ABSENT, wanted, hint)])
    return path


def read_study(name_or_path: str | Path, overrides: Sequence[str] = ()) -> Opened:
    """Return a study from a shipped name or a TOML file.

    Parameters
    ----------
    name_or_path : str or Path
        Such as "partner_cap", or the path of a file.
    overrides : sequence of str
        KEY=VALUE over the file, such as "replicates.count=2".

    Raises
    ------
    ScenarioError
        With everything that is wrong: file, key, value, what was expected, nearest valid key.
    """
    path = study_file(name_or_path)
    library = Library(path.parent)
    study = assemble(Study, path, overrides, checks(library)).tree
    first = library.load(study.scenarios[0], study.settings)
    tree = first.scenario.model_dump()
    factors = [
        *(varied(n, f, "lever", tree, first.provenance) for n, f in study.levers.items()),
        *(
            varied(n, f, "uncertainty", tree, first.provenance)
            for n, f in study.uncertainties.items()
        ),
    ]
    return Opened(study, path, tuple(factors), worlds(study, library), tuple(overrides))


def worlds(study: Study, library: Library) -> dict[tuple[str, str], Scenario]:
    """Return the crossing of scenarios and policies, in their declared order."""
    found: dict[tuple[str, str], Scenario] = {}
    for name in study.scenarios:
        base = library.load(name, study.settings).scenario
        for key, policy in (study.policies or {ASIS: Policy()}).items():
            one = base
            if policy.like is not None:
                like = library.load(policy.like).scenario
                changed: dict[str, Any] = {}
                for branch in BRANCHES:
                    values = like.model_dump()[branch]
                    changed |= {f"{branch}.{leaf}": value for leaf, value in values.items()}
                one = with_values(one, changed)
            if policy.settings:
                source = library.load(name, (*study.settings, *policy.settings)).scenario
                one = with_values(one, _differences(base, source))
            found[name, key] = one
    return found


def _differences(base: Scenario, other: Scenario) -> dict[str, Any]:
    """Return what another scenario says differently, by dotted path."""
    was = dict(leaves(base.model_dump()))
    return {path: value for path, value in leaves(other.model_dump()) if was.get(path) != value}
