"""Random bargains as files state them, for the tests of reading and writing."""

from hypothesis import strategies as st

from model.exchange.faults import LONGEST_NAME
from model.exchange.statement import Statement
from model.negotiation.codes import Acceptance, Belief, Offer, Style, Tactic
from model.negotiation.domain import Bargain, Issue, Party

# Letters of many scripts, and the signs that mean something in XML and JSON.
LETTERS = st.characters(categories=("L", "N", "P", "S")) | st.sampled_from(" <>&\"'{}[]\\")
NAMES = st.text(LETTERS, min_size=1, max_size=12).filter(
    lambda name: name.strip() and name.isprintable() and len(name) <= LONGEST_NAME
)
MONEY = st.floats(-1e9, 1e9)


@st.composite
def styles(draw):
    """Any style, each parameter within its bounds."""
    tactic = draw(st.sampled_from([each for each in Tactic if each != Tactic.SCRIPTED]))
    return Style(
        tactic,
        draw(st.floats(1.0, 1e3)) if tactic not in (Tactic.MICRO, Tactic.STATIONARY) else 0.25,
        draw(st.floats(0.0, 1.0)),
        draw(st.sampled_from(Acceptance)),
        draw(st.floats(0.0, 1.0)),
        draw(st.sampled_from(Offer)),
        draw(st.sampled_from(Belief)),
    )


@st.composite
def statements(draw, worth=MONEY):
    """Any sound statement of up to five issues of two to six levels."""
    names = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    levels = st.lists(NAMES, min_size=2, max_size=6, unique=True)
    issues = tuple(Issue(name, tuple(draw(levels))) for name in names)

    def party():
        values = tuple(tuple(draw(worth) for _ in issue.levels) for issue in issues)
        patience = draw(st.floats(0.01, 1.0))
        name = draw(NAMES | st.just(""))
        return Party(values, draw(MONEY), draw(styles()), name, discount=patience)

    return Statement(Bargain(issues, party(), party()), draw(NAMES | st.just("")))
