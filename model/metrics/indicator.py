"""What an indicator is: a measure with a name, a unit, a direction and one sentence of meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Family = Literal[
    "headline",
    "transfer effectiveness",
    "investment impact",
    "export development",
    "innovation",
    "concentration",
    "finance",
    "bargaining",
    "people",
    "surroundings",
]
Sheet = Literal["host", "partner", "technology"]
FAMILIES: tuple[Family, ...] = get_args(Family)
SHEETS: tuple[Sheet, ...] = get_args(Sheet)
MONEY = "_usd_m"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One column of a record, declared once for tables, charts, tooltips and researchers.

    Parameters
    ----------
    name : str
        Column name; money ends in ``_usd_m``.
    symbol : str
        Sign used in equations.
    unit : str
        Unit of the number; ``share`` for numbers from 0 to 1.
    family : str
        One of ``FAMILIES``: the outcome families of the source document and a few more.
    direction : int
        1 where more is better for the host, -1 where it is worse, 0 where it is neither.
    meaning : str
        One sentence.
    source : str
        Where the measure comes from.
    sheet : str
        Whether there is one number a quarter (``host``), or one for each partner or technology.

    Raises
    ------
    ValueError
        If a field contradicts the rules above.

    Examples
    --------
    >>> print(Indicator("jobs", "N", "persons", "people", 1, "Jobs in plants.", "this model"))
    jobs (persons, more is better): Jobs in plants.
    """

    name: str
    symbol: str
    unit: str
    family: Family
    direction: int
    meaning: str
    source: str
    sheet: Sheet = "host"

    def __post_init__(self) -> None:
        """Hold the declaration to the rules."""
        wrong = [
            rule
            for rule, kept in (
                ("name must be a lower-case identifier", self._is_column_name()),
                ("no field may be empty", all((self.symbol, self.unit, self.source))),
                (f"family must be one of {', '.join(FAMILIES)}", self.family in FAMILIES),
                (f"sheet must be one of {', '.join(SHEETS)}", self.sheet in SHEETS),
                ("direction must be -1, 0 or 1", self.direction in (-1, 0, 1)),
                ("meaning must be one sentence with a full stop", self._is_one_sentence()),
                (
                    f"a name ends in {MONEY} where, and only where, the unit is USD m",
                    self.name.endswith(MONEY) == self.unit.startswith("USD m"),
                ),
            )
            if not kept
        ]
        if wrong:
            raise ValueError(f"indicator {self.name!r}: {'; '.join(wrong)}")

    def _is_column_name(self) -> bool:
        return self.name.isidentifier() and self.name == self.name.lower()

    def _is_one_sentence(self) -> bool:
        return self.meaning.endswith(".") and ". " not in self.meaning

    @property
    def better(self) -> str:
        """Say in words which way is better."""
        return {1: "more is better", -1: "less is better", 0: "neither way is better"}[
            self.direction
        ]

    def __str__(self) -> str:
        """Write the declaration in one line."""
        return f"{self.name} ({self.unit}, {self.better}): {self.meaning}"
