"""Varying a scenario in the program: as strict as a file, and the original stays as it was."""

import pytest

from model.scenario.dump import digest
from model.scenario.load import load
from model.scenario.problems import ScenarioError
from model.scenario.vary import varied


def test_it_is_the_same_as_an_override():
    values = {"policy.fund_saving": 0.3, "clock.quarters": 8, "mechanisms.trust": False}
    texts = ["policy.fund_saving=0.3", "clock.quarters=8", "mechanisms.trust=false"]
    assert varied(load("classroom"), values) == load("classroom", texts)


def test_the_original_stays_as_it_was():
    scenario = load("classroom")
    before = digest(scenario)
    assert digest(varied(scenario, {"partners.borland.capability.power": 0.1})) != before
    assert digest(scenario) == before
    assert varied(scenario, {}) == scenario


@pytest.mark.parametrize(
    ("path", "value", "hint"),
    [
        ("policy.fund_savings", 0.3, "policy.fund_saving"),
        ("partners.bolrand.trust", 0.3, "partners.borland.trust"),
        ("policy.fund_saving", 1.3, None),
        ("policy.fund_saving", "0.3", None),
        ("policy.fund_saving", float("nan"), None),
        ("technologies.power.imports.borland", 0.99, None),
        ("partners.borland.key", 2, None),
    ],
)
def test_what_does_not_fit_is_refused(path, value, hint):
    with pytest.raises(ScenarioError) as caught:
        varied(load("classroom"), {path: value})
    assert caught.value.problems[0].hint == hint
