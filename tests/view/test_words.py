"""Texts: every language says everything, with the same gaps; missing ones are told."""

import re
import string
import tomllib
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

from experiments.milestones import milestone_table
from experiments.patterns import PATTERNS
from experiments.questions import known
from experiments.runner import simulate
from experiments.study.read import read_study
from model.metrics.declared import INDICATORS
from model.metrics.indicator import SHEETS
from model.scenario.files import shipped_names
from model.scenario.load import load
from model.scenario.partner import TacticName
from model.scenario.provenance import Mark
from model.scenario.quantities import quantities
from view import findings
from view.charts.series import HEADLINE, OFFERED
from view.choice import PAGES, baseline
from view.levers import ASSUMPTIONS, LEVERS, POSITIONS, lever_groups, switches
from view.pages.decide import FORM
from view.partings import flat as flat_event
from view.reasons import level
from view.stored import OUTCOME, STUDY, shown_studies, stored
from view.titles import claim_of, title_of
from view.words import FOLDER, percent, speaking, words


def flat(table, before=""):
    """Texts by dotted key."""
    found = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{before}{key}.")
        else:
            found[before + key] = value
    return found


def gaps(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def read(language):
    """Texts by file and dotted key."""
    files = sorted((FOLDER / language).glob("*.toml"))
    return flat({each.name: tomllib.loads(each.read_text(encoding="utf-8")) for each in files})


@pytest.fixture(scope="module")
def run():
    return simulate(load("classroom"), 1)


def test_spanish_says_all_that_english_says_with_the_same_gaps():
    english, spanish = read("en"), read("es")
    # English reads what declarations and files say off them.
    more = [k for k in spanish if k.startswith("app.toml.app.lever.") and k.endswith(".about")]
    more += [k for k in spanish if k.startswith("declared.toml.")]
    assert list(english) == [k for k in spanish if k in english or k not in more]
    assert [k for k in english if gaps(english[k]) != gaps(spanish[k])] == []
    assert all(text.strip() for text in spanish.values())


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_heading_stands_in_two_files(language):
    tables = [tomllib.loads(each.read_text("utf-8")) for each in (FOLDER / language).glob("*.toml")]
    headings = [name for table in tables for name in table]
    assert len(headings) == len(set(headings))


def test_spanish_is_not_english():
    english, spanish = read("en"), read("es")
    alike = [key for key, text in english.items() if " " in text and text == spanish[key]]
    assert alike == []


def test_a_language_that_is_not_there_lists_those_that_are():
    with pytest.raises(ValueError, match="no texts in 'qu'; there are en, es"):
        words("qu")


@pytest.mark.parametrize("language", ["en", "es"])
def test_findings_come_in_both_languages_with_the_same_numbers(run, language):
    lines = list(findings.headline([run], language))
    met = run.series["capability"].iloc[-1]
    assert percent(met) in lines[0]
    assert len(lines) == 5
    abroad = (*run.scenario.partners.values(), *run.scenario.upstream.values())
    assert any(f"({each.name})" in lines[1] for each in abroad), "the worst exit is somebody's"
    assert findings.milestones([run, run], language)[0][0]
    assert len(findings.fates([run], language)[1]) == 11
    assert findings.dependence([run], language)[-1][0] == "total"


def test_english_findings_read_as_sentences(run):
    first = next(findings.headline([run]))
    assert first.startswith("In 20")
    assert first.endswith("at the start.")


def test_claims_show_shortfall_and_the_year_in_which_they_were_first_met(run):
    table = milestone_table([run])
    for row, (_, claim) in zip(findings.milestones([run]), table.iterrows(), strict=True):
        assert claim["shortfall"] == max(0.0, claim["at_least"] - claim["value"])
        assert bool(row[5]) == (claim["reached"] > 0.0)
        assert row[-1] in {"met", "not met", "the run ends before"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_code_names_has_a_text(language):
    peru = load("peru2040")
    paths = [path for table in (LEVERS, ASSUMPTIONS) for group in table.values() for path in group]
    texts = words(language)
    keys = [
        *(f"app.page.{page}" for page in PAGES),
        *(f"app.forks.kind.{kind}" for kind in FORM),
        *(f"app.lever.{path}.name" for path in (*paths, *switches(peru))),
        *(f"app.group.{group}" for group in (*LEVERS, *ASSUMPTIONS, "switches", "decide")),
        *(f"app.position.{word}" for at in POSITIONS.values() for word, _ in at),
        *(f"app.measure.{name}" for name in (*HEADLINE, *OFFERED)),
        *(f"measure.{name}" for sheet in SHEETS for name in known(sheet)),
        *(f"app.driver.name.{driver.name}" for driver in stored(STUDY).drivers(OUTCOME)),
        *(f"app.stored.question.{name}" for name in shown_studies()),
        *(f"app.preset.{name}.says" for name in shipped_names()),
        *(f"app.sheet.role.{partner}" for partner in peru.partners),
        *(f"app.end.{end}" for end in ("deal", "deadline", "walked_away", "lost_to_rival")),
        *(f"app.mark.{mark}" for mark in get_args(Mark)),
        *(f"app.tactic.{tactic}" for tactic in get_args(TacticName)),
    ]
    assert [key for key in keys if not texts.get(key, "")] == []


def test_spanish_says_what_declarations_and_files_say_in_english():
    spanish = words("es")
    units = {each.declared.unit for each in quantities(baseline("peru2040").scenario)}
    units |= {each.declared.unit for each in quantities(read_study("policy_front").study)}
    units |= {each.unit for each in INDICATORS.values()} | {each.unit for each in PATTERNS}
    alike = {"HHI", "c", "USD per USD", "factor"}
    assert [unit for unit in units - alike if spanish.instead("unit", unit) == unit] == []
    drawn = dict.fromkeys((*HEADLINE, *OFFERED, *known("host")))
    assert [name for name in drawn if not spanish.get(f"meaning.{name}", "")] == []
    assert [p.key for p in PATTERNS if not spanish.get(f"pattern.{p.key}", "")] == []


@pytest.mark.parametrize("name", shipped_names())
def test_sources_of_levers_are_told_in_spanish(name):
    base, every = baseline(name), {**LEVERS, **ASSUMPTIONS}
    english, spanish = (
        [
            (each["path"], each["source"].partition(" [")[0])
            for group in lever_groups(every, base, base.scenario, words(language))
            for each in group["levers"]
        ]
        for language in ("en", "es")
    )
    assert len(english) > 30
    assert [lever for lever in spanish if lever in english] == []


@pytest.mark.parametrize("name", ["peru2040", "turnkey"])
def test_what_happened_is_told_without_english_words_in_spanish(name):
    run = simulate(load(name), 3)
    english, spanish = (words(language) for language in ("en", "es"))
    partners = set(run.scenario.partners)
    for event in run.events:
        assert english.get(f"app.event.{event['event'].replace(' ', '_')}", ""), event
        for key, value in flat_event(event).items():
            head, _, rest = key.partition(" ")
            last = rest if head in partners else key
            clause = f"issue.{rest.replace(' ', '_')}"
            fact = f"parting.fact.{last.replace(' ', '_')}"
            assert spanish.get(clause, "") or spanish.get(fact, ""), key
            if key == "because":
                assert spanish.get(f"parting.value.{value}", "") or value.startswith("blocked")


def test_spanish_numbers_have_one_decimal_sign():
    """Python writes a point, so charts and prose must, as in Peru: 1,234.5."""
    assert words("es")("app.locale") == "es-PE"
    commas = [key for key, text in read("es").items() if re.search(r"\d,\d(?!\d\d)", text)]
    assert commas == []


def test_shares_are_written_one_way_in_prose_tables_and_reasons(run):
    told = [*findings.headline([run]), *findings.bargaining([run]), level(0.78, "share", "en")]
    told += [cell for row in findings.dependence([run]) for cell in row]
    shares = [text for text in told if "%" in text]
    assert len(shares) > 6
    assert not [text for text in shares if re.search("[^\\u00a0]%", text)]
    assert percent(0.784, 1) == "78.4\u00a0%"


def test_a_language_is_spoken_for_a_while_and_not_in_another_thread():
    with speaking("es"), ThreadPoolExecutor(1) as elsewhere:
        assert words()("status.expired") == "vencido"
        assert elsewhere.submit(lambda: words()("status.expired")).result() == "expired"
    assert words()("status.expired") == "expired"
    with pytest.raises(ValueError, match="no texts in 'qu'"), speaking("qu"):
        pass


@pytest.mark.parametrize("name", shipped_names())
def test_titles_and_claims_of_shipped_scenarios_have_a_spanish_name(name):
    scenario = load(name)
    assert title_of(scenario, "en") == scenario.title
    assert title_of(scenario, "es") != scenario.title
    for key, claim in scenario.milestones.items():
        assert claim_of(key, claim.name, "en") == claim.name
        assert claim_of(key, claim.name, "es") != claim.name


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_breaks_between_a_number_and_its_sign(language):
    said = words(language)
    assert re.search(r"\d\N{NO-BREAK SPACE}%", said("app.share_bands"))
    assert not re.search(r"[\d}] %", repr(said._table))
    source = "assumption: new public money of .3 % of GDP a year in all"
    assert ".3\N{NO-BREAK SPACE}%" in said.instead("source", source)
    assert language == "en" or "PIB" in said.instead("source", source)
