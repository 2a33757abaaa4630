"""What a milestone is judged by is read off the rows of what it is about."""

from experiments.milestones import path
from experiments.runner import simulate
from model.scenario.load import load


def test_a_milestone_reads_the_rows_of_its_own_partner_or_technology():
    result = simulate(load("classroom"), seed=1)
    scenario = result.scenario
    claim = next(iter(scenario.milestones.values()))
    for sheet, frame, names in (
        ("partner", result.partners, scenario.partners),
        ("technology", result.technologies, scenario.technologies),
    ):
        for name in names:
            mine = claim.model_copy(update={"measure": "jobs", "of": name, "read": "level"})
            read = path(result, mine)
            assert read.tolist() == frame.loc[frame[sheet] == name, "jobs"].tolist()
            assert read.index.tolist() == result.series["quarter"].tolist()
