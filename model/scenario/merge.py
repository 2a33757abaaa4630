"""Laying scenario files over each other: a what-if file states only its differences.

Tables are merged key by key; anything else replaces what was there. `remove = ["technologies.x"]`
at the top of a file takes entries of the extended files away before its own values are laid down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from model.scenario.paths import branches, leaves
from model.scenario.problems import Problem, nearest
from model.scenario.provenance import KEY, Note, is_numeric, split

REMOVE = "remove"


@dataclass
class Merged:
    """Files laid over each other: values, notes, and which file said what.

    `origins` gives for a value the file that set it last, for a table the one that began it;
    `main` is the file that was asked for, to blame for what is nowhere.
    """

    values: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    main: str = ""

    def lay(self, content: Mapping[str, Any], label: str) -> None:
        """Lay one more file over those below.

        Examples
        --------
        >>> merged = Merged()
        >>> merged.lay({"host": {"gdp": 3, "tax": 0.2}}, "base.toml")
        >>> merged.lay({"host": {"gdp": 4}}, "my.toml")
        >>> merged.values, merged.origins["host.gdp"], merged.notes["host.gdp"].mark
        ({'host': {'gdp': 4, 'tax': 0.2}}, 'my.toml', 'assumption')
        """
        self._remove(content.get(REMOVE, []), label)
        layer = split({key: each for key, each in content.items() if key != REMOVE}, label)
        self.problems += layer.problems
        self._merge(self.values, layer.values, "", label, layer.notes)

    def origin(self, path: str) -> str:
        """File to blame for what stands, or is missing, at a dotted path."""
        while path:
            if path in self.origins:
                return self.origins[path]
            path = path.rpartition(".")[0]
        return self.main

    def _merge(
        self,
        below: dict[str, Any],
        above: Mapping[str, Any],
        prefix: str,
        label: str,
        notes: Mapping[str, Note],
    ) -> None:
        for key, value in above.items():
            path = prefix + key
            existed = key in below
            if existed and not (isinstance(value, Mapping) and isinstance(below[key], dict)):
                self._forget(path)
            if isinstance(value, Mapping):
                if not isinstance(below.get(key), dict):
                    below[key] = {}
                    self.origins[path] = label
                self._merge(below[key], value, path + ".", label, notes)
                continue
            below[key] = value
            self.origins[path] = label
            note = notes.get(path, Note())
            if existed and key != KEY and is_numeric(value):  # someone tries another value
                note = note.over(Note(source=label, mark="assumption"))
            if note != Note():
                self.notes[path] = note

    def _remove(self, paths: Any, label: str) -> None:
        if not (isinstance(paths, list) and all(isinstance(each, str) for each in paths)):
            wanted = 'an array of dotted paths, such as ["technologies.nuclear"]'
            self.problems.append(Problem(label, REMOVE, paths, wanted))
            return
        for index, path in enumerate(paths):
            *above, last = path.split(".")
            table: Any = self.values
            for part in above:
                table = table.get(part) if isinstance(table, dict) else None
            if isinstance(table, dict) and last in table:
                del table[last]
                self._forget(path)
            else:
                known = [*branches(self.values), *(each for each, _ in leaves(self.values))]
                wanted = "paths of the extended files"
                self.problems.append(
                    Problem(label, f"{REMOVE}[{index}]", path, wanted, nearest(path, known))
                )

    def _forget(self, path: str) -> None:
        """Drop all that is noted about a path and what lies below it."""
        for record in (self.notes, self.origins):
            for each in [one for one in record if one == path or one.startswith(path + ".")]:
                del record[each]


def nested(path: str, value: Any) -> dict[str, Any]:
    """Return the nested table that holds one value at a dotted path.

    Examples
    --------
    >>> nested("policy.fund_saving", 0.2)
    {'policy': {'fund_saving': 0.2}}
    """
    for part in reversed(path.split(".")):
        value = {part: value}
    return dict(value)
