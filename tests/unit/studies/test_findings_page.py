"""The page of findings says what the stored tables say, and each table says what made it."""

import json
import re

import pandas as pd
import pytest

from experiments.shipped import MADE, RESULTS, kept_studies, made_by, probed
from experiments.study.read import SHIPPED, read_study

PAGE = (SHIPPED / "FINDINGS.md").read_text().replace("−", "-").replace("–", " to ")


def stored(study, table, **where):
    frame = pd.read_csv(RESULTS / study / f"{table}.csv")
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return frame


def shown(heading):
    """The cells of the first table under a heading, by the first cell of each line."""
    section = PAGE.split(f"## {heading}")[1].split("\n## ")[0]
    lines = [line.strip()[1:-1].split("|") for line in section.splitlines() if line.startswith("|")]
    return {line[0].strip(" *"): [cell.strip() for cell in line[1:]] for line in lines[2:]}


def numbers(text):
    """The numbers of a cell, and to how many places each is given."""
    found = re.findall(r"[-+]?\d*\.?\d+", text)
    return [(float(each), len(each.partition(".")[2])) for each in found]


def agree(text, *values):
    told = numbers(text)
    assert len(told) == len(values), text
    for (number, places), value in zip(told, values, strict=True):
        assert abs(number - value) <= 0.5001 * 10**-places, (text, value)


def three(line):
    return line.iloc[0][["difference", "low", "high"]]


def test_every_stored_table_says_which_code_and_study_made_it():
    assert {"partner_cap", "dependence_drivers", "robust_policies"} <= set(kept_studies())
    for name in kept_studies():
        made = json.loads((RESULTS / name / MADE).read_bytes())
        assert re.fullmatch(r"\d+\.\d+\.\d+\+[0-9a-f]{12}", made_by(name))
        assert made["study"] == name == read_study(name).study.name
        assert made["digest"] is None or re.fullmatch(r"[0-9a-f]{10}", made["digest"])
        estimates = RESULTS / name / "estimates.csv"
        if estimates.exists():  # a search has a front in their place
            assert made["runs"] == pd.read_csv(estimates).groupby("outcome")["runs"].sum().max()


def test_caps():
    rows = shown("What does a cap")
    assert len(rows) == 7
    for head, (met, autonomy, dependence, change) in rows.items():
        cap = 1.0 if head.startswith("none") else numbers(head)[0][0]
        outcomes = {"met_2030": met, "autonomy_2040": autonomy, "dependence_2040": dependence}
        for outcome, cell in outcomes.items():
            line = stored("partner_cap", "estimates", cap=cap, outcome=outcome)
            agree(cell, line["mean"].iloc[0])
        line = stored("partner_cap", "differences", cap=cap, outcome="autonomy_2040")
        if change:
            agree(change, *three(line))
    same = stored("partner_cap", "differences")
    same = same[same["cap"] > 0.25]
    assert (same[["difference", "low", "high"]] == 0).all(axis=None), "the same runs from .35 on"


def test_drivers():
    names = {
        "quorum of ratification": "quorum",
        "luck (dummy)": "dummy",
        "growth of needs": "need_growth",
        "learning from own research": "own_learning",
        "capital intensity": "capital_intensity",
        "how well re-sourcing follows from capability": "resourcing_gain",
        "depth of markets": "market_depth",
        "return of plants in operation": "operating_return",
        "delay of projects": "overrun",
    }
    rows = shown("Which uncertainties")
    table = stored("dependence_drivers", "indices", outcome="dependence_2040")
    assert len(rows) == len(names) == table["factor"].nunique()
    for at, index in enumerate(("first", "total")):
        lines = table[table["index"] == index].set_index("factor")[["value", "low", "high"]]
        for head, factor in names.items():
            agree(rows[head][at], *lines.loc[factor])


def test_policies():
    rows = shown("Which policies are robust")
    table = stored("robust_policies", "robustness", outcome="autonomy_2040").set_index(
        ["policy", "measure"]
    )[["value", "low", "high"]]
    names = {"the plan": "plan", "one partner at a time": "one_partner"}
    assert len(rows) == 6
    for head, (mean, worst, share, change) in rows.items():
        policy = names.get(head, head.replace(" ", "_"))
        agree(mean, *table.loc[policy, "mean"])
        agree(worst, *table.loc[policy, "cvar"])
        agree(share, *table.loc[policy, "satisficing"])
        if change:
            line = stored("robust_policies", "differences", policy=policy, outcome="autonomy_2040")
            agree(change, *three(line))


def test_bargaining():
    rows = shown("Does tough bargaining pay")
    outcomes = ("signed", "met_2040", "autonomy_2040")
    assert len(rows) == 5
    for head, cells in rows.items():
        stance = numbers(head)[0][0]
        for outcome, cell in zip(outcomes, cells, strict=False):
            line = stored(
                "tough_bargaining", "differences", concession=stance, rivals=3, outcome=outcome
            )
            agree(cell, *three(line))


def test_independence():
    line = stored("independence_2035", "estimates", outcome="independence_2035").iloc[0]
    said = PAGE.split("**In no run.**")[1].split("\n")[0]
    agree(said.split(";")[0].split("the highest")[0], *line[["mean"]], 5, 95, *line[["q05", "q95"]])
    assert f"of {line['runs']} runs" in PAGE


def test_the_front():
    front = stored("policy_front", "front")
    found = front[front["policy"] == "found"].sort_values("autonomy_2040_fresh")
    told = shown("Which policies cannot be bettered")
    lines = front.iloc[0], found.iloc[-1], found.sort_values("paid_fresh").iloc[0]
    assert len(told) == len(lines)
    for cells, line in zip(told.values(), lines, strict=True):
        for cell, name, unit in zip(
            cells, ("autonomy_2040", "met_early", "paid"), (1, 1, 1e3), strict=True
        ):
            agree(cell, *(line[f"{name}_{end}"] / unit for end in ("fresh", "low", "high")))
    plan = front.iloc[0]
    better = (found["autonomy_2040_low"] > plan["autonomy_2040_high"]) & (
        found["met_early_low"] > plan["met_early_high"]
    )
    assert (better & (found["paid_high"] < plan["paid_low"])).sum() == 16
    assert (found["rivals"] == 1).sum() == 32
    assert len(found) == 43
    assert found["holds"].sum() == 22
    assert found["local_content"].between(0.27, 0.36).sum() == 36
    assert (found["concession"] > plan["concession"]).sum() == 41
    assert found["concession"].mean() == pytest.approx(3.7, abs=0.05)


@pytest.mark.parametrize("name", kept_studies())
def test_this_code_would_store_the_same(name):
    runs, other = probed(read_study(name))
    assert runs > 0
    assert other == 0, f"`python run.py sweep {name}` again: see experiments/shipped.py"
