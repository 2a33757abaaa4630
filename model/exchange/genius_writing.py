"""A bargain as GENIUS XML: one domain file, one profile for each side."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from model.exchange.faults import Faults
from model.exchange.genius import WEIGHTS_OFF
from model.exchange.statement import Statement
from model.negotiation.domain import Bargain, Party


def domain_xml(statement: Statement) -> str:
    """Return the domain file of a bargain.

    Examples
    --------
    >>> from model.negotiation.domain import Issue
    >>> share = Issue("share", ("half", "all"))
    >>> talk = Bargain((share,), Party(((0.5, 1.0),)), Party(((1.0, 0.0),)))
    >>> print(domain_xml(Statement(talk, "pie")).splitlines()[3].strip())
    <issue index="1" name="share" type="discrete" etype="discrete" vtype="discrete">
    """
    issues = statement.talk.issues
    lines = [
        "<negotiation_template>",
        f'<utility_space number_of_issues="{len(issues)}">',
        _objective(statement.title),
    ]
    for at, issue in enumerate(issues, 1):
        lines.append(_issue(at, issue.name))
        for place, level in enumerate(issue.levels, 1):
            lines.append(f'      <item index="{place}" value={quoteattr(level)}/>')
        lines.append("    </issue>")
    lines += ["  </objective>", "</utility_space>", "</negotiation_template>"]
    return "\n".join(lines) + "\n"


def profile_xml(statement: Statement, side: int) -> str:
    """Return the profile of one side; reading it gives its worth of every level again.

    Parameters
    ----------
    statement : Statement
        A bargain whose worth is utility: no level worth less than 0, best outcome worth 1.
    side : int
        0 host, 1 partner.

    Raises
    ------
    BargainFileError
        Where the side's worth is not utility; :meth:`Statement.normalised` makes it so.
    """
    talk = statement.talk
    party = (talk.host, talk.partner)[side]
    _check(talk, party)
    lines = [f'<utility_space number_of_issues="{len(talk.issues)}">', _objective(statement.title)]
    for at, (issue, worth) in enumerate(zip(talk.issues, party.values, strict=True), 1):
        lines.append(_issue(at, issue.name))
        most = max(worth)
        for place, (level, value) in enumerate(zip(issue.levels, worth, strict=True), 1):
            share = value / most if most > 0.0 else 1.0  # a share of nothing; GENIUS divides by it
            name = quoteattr(level)
            lines.append(f'      <item index="{place}" value={name} evaluation="{share!r}"/>')
        lines.append("    </issue>")
    for at, worth in enumerate(party.values, 1):
        lines.append(f'    <weight index="{at}" value="{float(max(worth))!r}"/>')
    lines += [
        "  </objective>",
        f'  <discount_factor value="{float(party.discount)!r}"/>',
        f'  <reservation value="{float(party.reservation)!r}"/>',
        "</utility_space>",
    ]
    return "\n".join(lines) + "\n"


def _check(talk: Bargain, party: Party) -> None:
    """Raise BargainFileError where GENIUS could not state what a party wants."""
    faults = Faults(f"profile of {party.name or 'a side'}")
    for issue, worth in zip(talk.issues, party.values, strict=True):
        for level, value in zip(issue.levels, worth, strict=True):
            if value < 0.0:
                faults.note(f"{issue.name}: {level}", value, "at least 0 (normalise first)")
    if party.interactions:
        faults.note("interactions", len(party.interactions), "none: its profiles are additive")
    if party.home:
        faults.note("home", len(party.home.bodies), "none: its profiles know no ratification")
    best = sum(max(worth) for worth in party.values)
    if abs(best - 1.0) > WEIGHTS_OFF:
        faults.note("best outcome", best, "1 (normalise first)")
    faults.number("reservation", party.reservation, 0.0, 1.0)
    faults.end()


def _objective(title: str) -> str:
    name = quoteattr(title or "bargain")
    return f'  <objective index="0" name={name} description="" type="objective" etype="objective">'


def _issue(at: int, name: str) -> str:
    kind = 'type="discrete" etype="discrete" vtype="discrete"'
    return f'    <issue index="{at}" name={quoteattr(name)} {kind}>'
