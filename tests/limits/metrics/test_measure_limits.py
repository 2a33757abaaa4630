"""What the measures say to input that makes no sense."""

import networkx as nx
import numpy as np
import pytest

from model.chokepoints import chokepoints, dominated
from model.metrics.complexity import economic_complexity, proximity, revealed_advantage
from model.metrics.concentration import hhi, normalised_hhi
from model.metrics.control import majority_controller, ultimate_ownership
from model.metrics.debt import collateral_share, next_debt_share, stress_band
from model.metrics.dependency import dependency_indicators, lead_ratio, monopoly_risk
from model.metrics.fund import full_draws
from model.metrics.gains import distance_to, rubinstein_share
from model.metrics.leverage import asymmetry, hold_up_exposure
from model.metrics.position import burt_constraint, katz_reach, pagerank
from model.metrics.reliance import leontief_inverse
from model.metrics.substitution import autarky_loss, ces_output, discounted_loss
from model.metrics.transfer import localisation, transfer_effectiveness

GRAPH = nx.DiGraph([("a", "b")])

CASES = {
    "negative amount": (lambda: hhi([1.0, -1.0]), "0 or more"),
    "amount not a number": (lambda: hhi([1.0, np.nan]), "numbers"),
    "one possible supplier": (lambda: normalised_hhi([1.0]), "at least 2"),
    "ownership not whole": (lambda: ultimate_ownership([[0.0]], [[0.7]]), "sum to 1"),
    "ownership in a circle": (
        lambda: ultimate_ownership([[0, 1], [1, 0]], np.zeros((2, 1))),
        "no state behind",
    ),
    "ownership of the wrong shape": (lambda: ultimate_ownership([[0.0]], np.ones((2, 1))), "shape"),
    "negative stake": (lambda: ultimate_ownership([[0.0]], [[1.5, -0.5]]), "negative"),
    "majority of a third": (lambda: majority_controller([[0.0]], [[1.0]], 0.33), "0.5 to 1"),
    "more exported than there is": (lambda: dependency_indicators([1.0], 1.0, 3.0), "more goes"),
    "lead of one state": (lambda: lead_ratio([1.0]), "at least 2"),
    "eleven of ten": (lambda: monopoly_risk(3.0, 11), "0 to 10"),
    "production eats itself": (lambda: leontief_inverse([[1.0]]), "uses up more"),
    "coefficients not square": (lambda: leontief_inverse([[0.1, 0.2]]), "square"),
    "negative coefficient": (lambda: leontief_inverse([[-0.1]]), "negative"),
    "chokepoint of nothing": (lambda: chokepoints(GRAPH, {"a"}, "z"), "not in the graph: z"),
    "target is a source": (lambda: chokepoints(GRAPH, {"a"}, "a"), "source itself"),
    "node that is not there": (lambda: dominated(GRAPH, {"y"}, "z"), "not in the graph: y, z"),
    "damping too strong": (lambda: katz_reach([[0, 1], [1, 0]], 1.0), "below its inverse"),
    "negative weight": (lambda: burt_constraint([[0, -1], [0, 0]]), "0 or more"),
    "weights not square": (lambda: pagerank([[0.0, 1.0]]), "square"),
    "walker never rests": (lambda: pagerank([[0.0]], 1.0), "below 1"),
    "weights not whole": (lambda: ces_output([1.0], [0.5], 2.0), "sum to 1"),
    "negative input": (lambda: ces_output([-1.0], [1.0], 2.0), "0 or more"),
    "negative elasticity": (lambda: ces_output([1.0], [1.0], -1.0), "elasticity"),
    "trade elasticity of nothing": (lambda: autarky_loss(0.8, 0.0), "> 0"),
    "negative horizon": (lambda: discounted_loss(0.3, 0.1, 0.1, -1.0), "0 or more"),
    "negative loss": (lambda: asymmetry(-0.1, 0.1), "0 or more"),
    "more sunk than promised": (lambda: hold_up_exposure(2.0, 1.0), "no more"),
    "more local than contracted": (lambda: localisation([2.0], [1.0]), "0 to the value"),
    "negative know-how": (lambda: transfer_effectiveness(-0.1, 0.1), "0 or more"),
    "negative exports": (lambda: revealed_advantage([[-1.0]]), "0 or more"),
    "country that makes nothing": (lambda: economic_complexity([[1, 1], [0, 0]]), "must make"),
    "countries all alike": (lambda: economic_complexity(np.ones((3, 3))), "alike"),
    "countries that share nothing": (lambda: economic_complexity(np.eye(3)), "share no product"),
    "shares for a yes or no": (lambda: proximity([[0.5]]), "1 where specialised"),
    "economy that vanishes": (lambda: next_debt_share(0.3, 0.05, -1.0, 0.0), "above -1"),
    "more pledged than owed": (lambda: collateral_share([2.0], [1.0]), "0 to the debt"),
    "draw of nothing": (lambda: full_draws(1.0, 0.0, 0.03), "> 0"),
    "patience without end": (lambda: rubinstein_share(1.0, 1.0), "not both 1"),
    "no yardstick": (lambda: distance_to([0.5, 0.5], np.zeros((0, 2))), "no point"),
}


@pytest.mark.parametrize("name", CASES)
def test_senseless_input_is_refused_in_words(name):
    call, words = CASES[name]
    with pytest.raises(ValueError, match=words):
        call()


def test_unknown_debt_indicator_lists_those_there_are():
    with pytest.raises(ValueError, match="service to revenue"):
        stress_band("service to hope", 0.1)
