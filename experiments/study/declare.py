"""A study as data: what is asked, of which scenarios, over what, how often, and what is read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.scenario.declare import Declared, quantity

Level = bool | int | float | str
Kind = Literal[
    "crossing",
    "factorial",
    "latin_hypercube",
    "sobol",
    "morris",
    "saltelli",
    "efast",
    "table",
    "search",
]
Reading = Literal["last", "mean", "change", "total"]
EngineKind = Literal["serial", "processes", "dask"]

#: Designs whose rows are an estimator's, each with the number of rows it has for d factors.
SENSITIVITY: tuple[Kind, ...] = ("morris", "saltelli", "efast")


class Factor(Declared):
    """One thing that a study varies.

    ``path`` is the dotted path of a number of the scenario, or of a text or a truth value where
    ``levels`` are given; `*` stands for all entities (``partners.*.trust``), which then move
    together. ``reads = "multiple"`` multiplies what stands there instead of replacing it.
    """

    path: str
    reads: Literal["value", "multiple"] = "value"
    low: float | None = None
    high: float | None = None
    levels: tuple[Level, ...] = ()
    steps: int = quantity("levels", 2, 1000, "choice", "levels of a range in a full factorial", 5)


class Policy(Declared):
    """What the host does: the policy and Council of another scenario, single values, or both."""

    like: str | None = None
    settings: tuple[str, ...] = ()


class Design(Declared):
    """Which combinations of factors are run."""

    kind: Kind
    size: int = quantity("samples", 1, 10_000_000, "choice", "samples, trajectories or points", 64)
    seed: int = quantity("name", 0, 2**31, "choice", "name of the sample", 1)
    grid: int = quantity("levels", 4, 64, "choice", "levels of the grid of a Morris design", 4)
    file: str | None = None
    dummy: bool = True  # sensitivity designs: a factor that changes nothing but the luck
    generations: int = quantity("generations", 1, 100_000, "choice", "generations of a search", 20)
    fresh: int = quantity("runs", 2, 1_000_000, "choice", "runs of a found policy, other luck", 20)


class Replicates(Declared):
    """How often each combination is run, and under which luck.

    With ``half_width`` the number is adaptive: each combination is run ``count`` times, then twice
    as often and so on, until half the 95 % interval of ``outcome`` is as narrow as asked, or
    ``cap`` is reached. The interval is that of its ``mean``, or of its ``difference`` from the
    first policy in the same scenario and row of the design, under the same luck.
    """

    count: int = quantity("runs", 1, 1_000_000, "choice", "runs of each combination", 1)
    first_seed: int = quantity("name", 0, 2**31, "choice", "seed of the first replicate", 1)
    paired: bool = True  # replicate r meets the same shocks in every row
    outcome: str | None = None
    of: Literal["mean", "difference"] = "mean"
    half_width: float | None = None
    cap: int = quantity("runs", 1, 1_000_000, "choice", "most runs of a combination", 1000)

    @property
    def most(self) -> int:
        """Most runs that a combination may have."""
        return self.count if self.half_width is None else max(self.count, self.cap)


class Outcome(Declared):
    """One number that is read off each run: an indicator, of whom, when, and how."""

    measure: str
    of: str = "host"
    when: int | str
    read: Reading = "last"


class Engine(Declared):
    """Where runs are done; never what comes out."""

    kind: EngineKind = "processes"
    workers: int = quantity("processes", 0, 4096, "choice", "workers; 0: one a core", 0)
    scheduler: str | None = None
    chunk_seconds: float = quantity(
        "seconds", 0.01, 3600, "choice", "work handed to a worker at a time", 0.5
    )


class Thresholds(Declared):
    """From which value on an outcome is satisfactory: at least, at most, or both."""

    at_least: float | None = None
    at_most: float | None = None


class Objective(Declared):
    """Which way an outcome is wanted, and what difference in it counts.

    Policies that differ by less than ``epsilon`` in every objective are taken for the same.
    """

    better: Literal["larger", "smaller"]
    epsilon: float = quantity("of the outcome", 0, 1e12, "choice", "difference that counts", 0.0)


class Study(Declared):
    """A whole study; see ``experiments/README.md`` for a file of every kind."""

    name: str
    question: str
    scenarios: tuple[str, ...]
    settings: tuple[str, ...] = ()
    levers: dict[str, Factor] = Field({})
    uncertainties: dict[str, Factor] = Field({})
    policies: dict[str, Policy] = Field({})
    design: Design = Design(kind="crossing")
    replicates: Replicates = Replicates()
    outcomes: dict[str, Outcome]
    series: tuple[str, ...] = ()  # measures of the host that are kept quarter by quarter
    objectives: dict[str, Objective] = Field({})
    satisfactory: dict[str, Thresholds] = Field({})
    engine: Engine = Engine()

    @property
    def factors(self) -> dict[str, Factor]:
        """Levers, then uncertainties, by name."""
        return {**self.levers, **self.uncertainties}

    @property
    def searches(self) -> bool:
        """Whether combinations are bred from those before instead of laid out beforehand."""
        return self.design.kind == "search"
