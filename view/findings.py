"""What a run says, as plain sentences and rows: the same for the terminal and for the report.

The words stand in ``view/text/LANGUAGE/*.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from experiments.fates import fate_table, success
from experiments.milestones import milestone_table
from experiments.runner import Result
from experiments.summary import TOTAL, UPSTREAM, dependence_table
from model.atlas import by_key
from view.names import name_of
from view.titles import claim_of
from view.words import percent, words

Row = tuple[str, ...]
#: Units of what is counted: nobody has a half of it, unless in the mean.
COUNTED = ("persons", "firms", "agreements", "applications")


def number(value: float, unit: str, language: str = "en") -> str:
    """Return a number as people write it, in its unit.

    Examples
    --------
    >>> number(0.4567, "share"), number(75_000.0, "USD m"), number(5000.0, "persons a year")
    ('0.46', 'USD 75.0 bn', '5,000')
    >>> number(24.0, "firms"), number(31.5, "firms"), number(1.2, "USD m", "es")
    ('24', '31.50', 'USD 1 millón')
    """
    say = words(language)
    if not np.isfinite(value):
        return say("number.none")
    if unit.startswith("USD m"):
        if abs(value) >= 1000:
            return say("number.billion", value=value / 1000)
        if round(value) == 1:
            return say("number.one_million")
        return say("number.million", value=round(value) + 0.0)  # no minus before a zero
    whole = unit.startswith(COUNTED) and float(value).is_integer()
    return f"{value:,.0f}" if whole or abs(value) >= 100 else f"{value:.2f}"


def level(value: float, unit: str, language: str = "en") -> str:
    r"""Return a level as people write it: shares in per cent, all else as numbers are.

    Examples
    --------
    >>> level(0.4567, "share"), level(0.4567, "HHI")
    ('46\xa0%', '0.46')
    """
    if unit.startswith("share") and np.isfinite(value):
        return percent(value)
    return number(value, unit, language)


def headline(results: Sequence[Result], language: str = "en") -> Iterator[str]:
    """Yield the findings of a run in sentences; means over seeds where there are several."""
    say = words(language)
    scenario = results[0].scenario

    def mean(column: str, place: int) -> float:
        return float(np.mean([run.series[column].iloc[place] for run in results]))

    yield say(
        "findings.met",
        year=int(results[0].series["year"].iloc[-1]),
        host=name_of(scenario, "host", language),
        end=mean("capability", -1),
        start=mean("capability", 0),
        over=say("findings.over", count=len(results)) if len(results) > 1 else "",
    )
    worst, alone = mean("autonomy", -1), mean("autonomy_alone", -1)
    yield say("findings.exits", worst=worst, alone=alone, who=_worst_exit(results, language))
    table = dependence_table(results)
    parts = table.drop(index=[TOTAL])["dependence"]
    most = str(parts.idxmax())
    name = say("findings.upstream") if most == UPSTREAM else name_of(scenario, most, language)
    yield say("findings.most", share=parts.max() / max(1e-9, parts.sum()), name=name)
    yield say(
        "findings.know_how",
        start=mean("know_how", 0),
        end=mean("know_how", -1),
        absorbed=mean("transfer_effectiveness", -1),
    )
    fund = number(mean("fund_usd_m", -1), "USD m", language)
    yield say("findings.money", debt=mean("debt_share", -1), fund=fund)


def _worst_exit(results: Sequence[Result], language: str) -> str:
    """Return in brackets whose exit costs most at the end, and in how many seeds; or nothing."""
    scenario, say = results[0].scenario, words(language)
    states = (*by_key(scenario.partners), *by_key(scenario.upstream))
    places = [int(run.series["worst_exit"].iloc[-1]) for run in results]
    place, count = Counter(places).most_common(1)[0]
    if place < 1:  # nobody's exit costs anything
        return ""
    name = name_of(scenario, states[place - 1], language)
    key = "findings.who" if count == len(results) else "findings.who_seeds"
    return " " + say(key, name=name, count=count, of=len(results))


def milestones(results: Sequence[Result], language: str = "en") -> list[Row]:
    """Return the claims: name, claimed, by, value then, expected shortfall, first met, verdict.

    First met is the median year over the seeds that ever met it, with their share if not all did.
    """
    say = words(language)
    rows: list[Row] = []
    for _, claim in milestone_table(results).iterrows():
        if not claim["in_time"]:
            verdict = say("verdict.later")
        elif len(results) == 1:
            verdict = say("verdict.met" if claim["met"] == 1.0 else "verdict.missed")
        else:
            share, low, high = claim["met"], claim["met_low"], claim["met_high"]
            verdict = say("verdict.seeds", share=share, low=low, high=high)
        rows.append(
            (
                claim_of(str(claim["milestone"]), str(claim["name"]), language),
                level(claim["at_least"], claim["unit"], language),
                str(claim["by_year"]),
                level(claim["value"], claim["unit"], language),
                level(claim["shortfall"], claim["unit"], language),
                _first_met(claim["reached_year"], claim["reached"]),
                verdict,
            )
        )
    return rows


def _first_met(year: float, share: float) -> str:
    r"""Return when a claim was first met, and in what share of seeds where not in all; or nothing.

    Examples
    --------
    >>> _first_met(2031.5, 1.0), _first_met(2031.5, 0.25), _first_met(float("nan"), 0.0)
    ('2031', '2031 (25\xa0%)', '')
    """
    if not np.isfinite(year):
        return ""
    return f"{int(year)}" if share == 1.0 else f"{int(year)} ({percent(share)})"


def fates(results: Sequence[Result], language: str = "en") -> tuple[Row, list[Row]]:
    """Return what became of talks and agreements: headings, and a row a fate."""
    say = words(language)
    table = fate_table(results)
    scenario = results[0].scenario
    known = {name: name_of(scenario, name, language) for name in scenario.partners}
    heads = ("", *(known.get(str(name)) or say(f"fate.{name}") for name in table.index))
    digits = 1 if len(results) > 1 else 0
    rows: list[Row] = []
    for fate, values in table.T.iterrows():
        rows.append((say(f"fate.{fate}"), *(f"{value:.{digits}f}" for value in values)))
    return heads, rows


def dependence(results: Sequence[Result], language: str = "en") -> list[Row]:
    """Return on whom the host depends: who, dependence, share of it, loss by its exit, trust."""
    say = words(language)
    scenario = results[0].scenario
    rows: list[Row] = []
    for name, row in dependence_table(results).iterrows():
        partner = str(name) in scenario.partners
        who = name_of(scenario, str(name), language) if partner else say(f"who.{name}")
        rows.append(
            (
                who,
                f"{row['dependence']:.3f}",
                percent(row["share"]),
                f"{row['exit_loss']:.3f}" if np.isfinite(row["exit_loss"]) else "",
                f"{row['trust']:.2f}" if np.isfinite(row["trust"]) else "",
            )
        )
    return rows


def bargaining(results: Sequence[Result], language: str = "en") -> Iterator[str]:
    """Yield how often bargaining succeeds, with a warning where that is not plausible."""
    say = words(language)
    found = success(results)
    for share, key in ((found.texts, "findings.texts"), (found.ratified, "findings.ratified")):
        if share.of:
            warning = "" if share.plausible else say("findings.implausible")
            yield say(key, share=share.value, hits=share.hits, of=share.of, warning=warning)
    deals = [run.agreements for run in results]
    mine = [float(d.loc[d["tier"] == "protocol", "host_share_utility"].mean()) for d in deals]
    if np.isfinite(mine).any():
        yield say("findings.host_share", share=np.nanmean(mine))
