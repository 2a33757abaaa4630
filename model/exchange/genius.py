"""Bargains in the XML of GENIUS: a domain file and utility profiles, linear additive.

An outcome is worth u(ω) = Σ_i w_i e_i(ω_i) / max e_i to a side, where w are the weights and e the
evaluations of its profile; an issue whose evaluations are all 0 is worth 0. For an issue of whole
numbers with a linear evaluator the share is offset + slope (n − lower bound), held within 0 and 1.
Nothing is rescaled. Where absent, the reservation value is 0 and there is no discount; a discount
factor of 0 means none as well, as in GENIUS.

References
----------
Lin, Kraus, Baarslag, Tykhonov, Hindriks, Jonker (2014), Genius: an integrated environment for
supporting the design of generic automated negotiators. Computational Intelligence 30, 48-70.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from model.exchange.faults import BargainFileError, Faults
from model.exchange.genius_issues import Written, is_range, written_issues
from model.exchange.safe_xml import xml_tree
from model.exchange.source import read_bytes
from model.negotiation.domain import Issue, Party
from model.scenario.problems import ABSENT, Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DOMAIN, PROFILE = "negotiation_template", "utility_space"
# The weights of published profiles are rounded to three digits or more; a sum off by more is an
# error of whoever wrote the file (assumption).
WEIGHTS_OFF = 1e-3


@dataclass(frozen=True)
class Domain:
    """The issues of a domain file, and its title."""

    issues: tuple[Issue, ...]
    title: str


@dataclass(frozen=True)
class Profile:
    """What one side's profile states: the issues, and the party."""

    issues: tuple[Issue, ...]
    party: Party


def read_root(path: Path) -> Element:
    """Return the root of a GENIUS file, or raise BargainFileError where it is none."""
    root = xml_tree(read_bytes(path), str(path))
    if root.tag not in (DOMAIN, PROFILE):
        wanted = f"<{DOMAIN}> (a domain) or <{PROFILE}> (a profile)"
        raise BargainFileError([Problem(str(path), "root element", root.tag, wanted)])
    return root


def domain_of(root: Element, file: str) -> Domain:
    """Return what a domain file states.

    Examples
    --------
    >>> text = b'''<negotiation_template><utility_space><objective name="loan">
    ... <issue index="1" name="years" type="integer" lowerbound="1" upperbound="3"/>
    ... </objective></utility_space></negotiation_template>'''
    >>> domain_of(xml_tree(text, "loan.xml"), "loan.xml").issues
    (Issue(name='years', levels=('1', '2', '3')),)
    """
    faults = Faults(file)
    issues = tuple(each.issue for each in written_issues(faults, root))
    objective = root.find(".//objective")
    title = objective.get("name", "") if objective is not None else ""
    if title and not faults.name("objective: name", title):
        title = ""
    faults.end()
    return Domain(issues, title or Path(file).stem)


def profile_of(root: Element, file: str, issues: Sequence[Issue] = ()) -> Profile:
    """Return what a profile states.

    Parameters
    ----------
    root : Element
        Of the file.
    file : str
        Its name in messages; its stem is the party's.
    issues : sequence of Issue
        Of the domain, in its order; where there are none, those of the profile itself.

    Raises
    ------
    BargainFileError
        With all that is wrong with the file.
    """
    faults = Faults(file)
    written = written_issues(faults, root)
    faults.end()
    issues = tuple(issues) or tuple(each.issue for each in written)
    by_name = {each.issue.name: each for each in written}
    weights = _weights(faults, root, written)
    worth = []
    if faults.same_names("issue", [each.name for each in issues], by_name):
        for issue in issues:
            mine = by_name[issue.name]
            share = _shares(faults, mine, issue)
            weight = weights.get(mine.index, 0.0)
            worth.append(tuple(weight * share.get(level, 0.0) for level in issue.levels))
    reservation = _stated(faults, root, "reservation", 0.0)
    discount = _stated(faults, root, "discount_factor", 1.0)
    faults.end()
    name = Path(file).stem
    return Profile(issues, Party(tuple(worth), reservation, name=name, discount=discount or 1.0))


def _weights(faults: Faults, root: Element, written: Sequence[Written]) -> dict[str, float]:
    """Return the weight of each issue by its index."""
    before = len(faults.problems)
    weights: dict[str, float] = {}
    names = {each.index: each.issue.name for each in written}
    for node in root.iter("weight"):
        index = node.get("index", "")
        if index not in names or index in weights:
            faults.note("weight: index", index or ABSENT, "the index of an issue, each once")
            continue
        key = f"weight of issue {names[index]!r}"
        weights[index] = faults.number(key, node.get("value", ABSENT), 0.0, 1.0)
    for index, name in names.items():
        if index not in weights:
            faults.note(f"weight of issue {name!r}", ABSENT, "to be there")
    total = sum(weights.values())
    if len(faults.problems) == before and abs(total - 1.0) > WEIGHTS_OFF:
        faults.note(
            "sum of the weights", float(f"{total:.12g}"), f"1, or off by {WEIGHTS_OFF:g} at most"
        )
    return weights


def _shares(faults: Faults, written: Written, issue: Issue) -> dict[str, float]:
    """Return each level's share of what the issue is worth at best, 0 to 1."""
    key = f"issue {issue.name!r}"
    if not faults.same_names(f"{key}: item", issue.levels, written.issue.levels):
        return {}
    if is_range(written.node):
        return _linear(faults, key, written)
    evaluations = {
        level: faults.number(f"{key}: {level!r}: evaluation", item.get("evaluation", ABSENT), 0.0)
        for level, item in zip(written.issue.levels, written.node.iter("item"), strict=True)
    }
    most = max(evaluations.values())
    return {level: each / most if most > 0.0 else 0.0 for level, each in evaluations.items()}


def _linear(faults: Faults, key: str, written: Written) -> dict[str, float]:
    """Return the shares of the levels of an issue of whole numbers."""
    node = written.node.find("evaluator")
    if node is None or node.get("ftype") != "linear":
        faults.note(f"{key}: evaluator", ABSENT, "items with evaluations, or a linear evaluator")
        return {}
    offset, slope = (
        faults.number(f"{key}: {name}", node.get(name, ABSENT)) for name in ("offset", "slope")
    )
    return {
        level: min(1.0, max(0.0, offset + slope * step))
        for step, level in enumerate(written.issue.levels)
    }


def _stated(faults: Faults, root: Element, name: str, absent: float) -> float:
    """Return a number from 0 to 1 that a profile states at most once."""
    nodes = list(root.iter(name))
    if len(nodes) > 1:
        faults.note(name, len(nodes), "to be there once")
    return faults.number(name, nodes[0].get("value", ABSENT), 0.0, 1.0) if nodes else absent
