"""A tiny tree with the shape of a scenario, and a file that fits it, to test the machinery on."""

from pathlib import Path
from typing import Literal

from model.scenario.assemble import Assembled, assemble
from model.scenario.checks import CHECKS
from model.scenario.declare import Declared, quantity, table_of


class Host(Declared):
    name: str
    fund_usd_m: float = quantity("USD m", 0, 1e6, "fact", "sovereign fund")
    growth: float = quantity("1/year", -0.1, 0.2, "uncertainty", "growth")
    election_years: tuple[int, ...] = table_of("year", 1900, 2200, "fact", "elections")


class Partner(Declared):
    key: int = quantity("number", 0, 999, "fact", "identity")
    trust: float = quantity("share", 0, 1, "uncertainty", "trust at the start")
    rounds: int = quantity("rounds", 1, 50, "uncertainty", "patience")
    tactic: Literal["time", "micro"]
    capability: dict[str, float] = table_of("share", 0, 1, "uncertainty", "capability")


class Technology(Declared):
    key: int = quantity("number", 0, 999, "fact", "identity")
    kind: str
    criticality: float = quantity("weight", 0, 1, "uncertainty", "weight")
    imports: dict[str, float] = table_of("share of need", 0, 1, "fact", "imports by origin")
    requires: dict[str, float] = table_of("share of output", 0, 1, "fact", "loss without it")


class Class(Declared):
    key: int = quantity("number", 0, 999, "fact", "identity")


class Tiny(Declared):
    name: str
    host: Host
    partners: dict[str, Partner]
    classes: dict[str, Class]
    technologies: dict[str, Technology]
    loans: bool


BASE = """\
name = "tiny"
loans = true

[host]
name = "Hostland"
fund_usd_m = {value = 500, source = "its ministry", mark = "verified", year = 2024}
growth = {value = 0.03, range = [0.01, 0.05], source = "guess", mark = "assumption"}
election_years = [2026, 2031]

[partners]
_basis = {source = "a survey", mark = "recalled", spread = 0.5}

[partners.korea]
key = 1
trust = 0.8
rounds = 3
tactic = "time"
capability = {grid = 0.5, rail = 0.9}

[partners.china]
key = 2
trust = {value = 0.4, source = "an index", mark = "derived"}
rounds = 20
tactic = "micro"
capability = {}

[classes.civil]
key = 1

[technologies.grid]
key = 1
kind = "civil"
criticality = 1
imports = {korea = 0.3, china = 0.6}
requires = {}

[technologies.rail]
key = 2
kind = "civil"
criticality = 0.5
imports = {}
requires = {grid = 0.7}
"""


def write(folder: Path, text: str | bytes, name: str = "base.toml") -> Path:
    """Write one file of a scenario and return its path."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def made(path: Path, *overrides: str) -> Assembled[Tiny]:
    """Assemble the tiny tree from a file."""
    return assemble(Tiny, path, overrides, CHECKS)
