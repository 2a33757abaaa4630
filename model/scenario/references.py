"""Names in a scenario: unique identities, references that exist, inputs without a cycle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from model.scenario.assemble import Complaint
from model.scenario.paths import places, table, value_at
from model.scenario.problems import nearest

Values = Mapping[str, Any]

HOST = "host"  # the id that the host has among the states
KINDS = ("stakeholders", "partners", "upstream", "inputs", "classes", "technologies")
NEEDED = ("partners", "classes", "technologies")

REFERENCES = {  # table of which each key must be the id of one of these kinds
    "partners.*.capability": ("technologies",),
    "partners.*.third_owners": ("partners", "upstream"),
    "inputs.*.suppliers": ("partners", "upstream"),
    "technologies.*.imports": ("partners", "upstream"),
    "technologies.*.sites": ("host.regions",),
    "technologies.*.requires": ("technologies", "inputs"),
}
SHARED_NAMES = (("partners", "upstream"), ("technologies", "inputs"))  # one name, one thing


def names(values: Values) -> Iterator[Complaint]:
    """Names that can be used as such: of the scenario, of the entities, of the states."""
    name = values.get("name")
    if isinstance(name, str) and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", name):
        wanted = "at most 64 letters, digits, - and _, good for the name of a folder"
        yield Complaint("name", name, wanted)
    for kind in NEEDED:
        if isinstance(values.get(kind), Mapping) and not values[kind]:
            yield Complaint(kind, values[kind], "at least one entry")
    for kind in ("partners", "upstream"):
        if HOST in table(values, kind):
            yield Complaint(f"{kind}.{HOST}", HOST, "another id; this one is the host's")
    for first, second in SHARED_NAMES:
        for twice in table(values, second):
            if twice in table(values, first):
                wanted = f"an id that is not among the {first} too"
                yield Complaint(f"{second}.{twice}", twice, wanted)


def keys(values: Values) -> Iterator[Complaint]:
    """Identities: each `key` once in its kind, since luck hangs on it."""
    for kind in KINDS:
        given = {one: table(values, f"{kind}.{one}").get("key") for one in table(values, kind)}
        first: dict[int, str] = {}
        for one, key in given.items():
            if not isinstance(key, int):
                continue
            if key in first:
                free = next(n for n in range(1, len(given) + 2) if n not in given.values())
                wanted = f"a key not taken by {first[key]}, such as {free}"
                yield Complaint(f"{kind}.{one}.key", key, wanted)
            first.setdefault(key, one)


def references(values: Values) -> Iterator[Complaint]:
    """Ids that are used must exist."""
    for pattern, kinds in REFERENCES.items():
        known = [one for kind in kinds for one in table(values, kind)]
        for place in places(values, pattern):
            own = place.split(".")[1]
            for used, value in table(values, place).items():
                if used in known and not (used == own and "owners" in pattern):
                    continue
                wanted = f"the id of one of the {' or '.join(kinds)}"
                if used == HOST and "upstream" in kinds:
                    wanted = f"{wanted}; what the host makes itself stands elsewhere"
                if used == own:
                    wanted = f"{wanted}, and not {own} itself"
                guess = nearest(used, known) if used not in known else None
                hint = f"{place}.{guess}" if guess else None
                yield Complaint(f"{place}.{used}", value, wanted, hint)
    classes = table(values, "classes")
    for one in table(values, "technologies"):
        kind = value_at(values, f"technologies.{one}.kind")
        if isinstance(kind, str) and kind not in classes:
            hint = nearest(kind, classes)
            yield Complaint(f"technologies.{one}.kind", kind, "the id of one of the classes", hint)


def cycles(values: Values) -> Iterator[Complaint]:
    """No technology needs itself, through whatever others."""
    technologies = table(values, "technologies")
    needs = {
        one: {n for n in table(values, f"technologies.{one}.requires") if n in technologies}
        for one in technologies
    }
    while True:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            loop = list(reversed(error.args[1]))  # each needs the next, the last is the first
            key = f"technologies.{loop[-2]}.requires.{loop[-1]}"
            wanted = f"inputs that do not come back to themselves: {' → '.join(loop)}"
            yield Complaint(key, value_at(values, key), wanted)
            needs[loop[-2]].discard(loop[-1])  # and look whether there are others
        else:
            return
