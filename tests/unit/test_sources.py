"""Where the numbers of the shipped scenarios come from: honest marks, real sources, known works."""

import re

import pytest

from model.metrics.declared import INDICATORS
from model.scenario.files import DATA, shipped_names
from model.scenario.load import load_with_provenance

NAMES = shipped_names()
REFERENCES = (DATA.parent / "REFERENCES.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def loaded():
    return load_with_provenance("peru2040")


@pytest.mark.parametrize("name", NAMES)
def test_marks_and_sources_agree(name):
    for path, known in load_with_provenance(name).provenance.items():
        guessed = known.source.startswith(("assumption", "choice", "teaching example"))
        assert guessed == (known.mark == "assumption"), (path, known)


@pytest.mark.parametrize("name", NAMES)
def test_sources_name_no_place_on_a_machine(name):
    for path, known in load_with_provenance(name).provenance.items():
        assert not re.search(r"[/\\]\w+[/\\]|shared|\.md\b", known.source), (path, known.source)


def test_each_technology_and_each_mechanism_has_a_reason_of_its_own(loaded):
    reasons = {
        loaded.provenance[f"technologies.{each}.need_usd_m"].source
        for each in loaded.scenario.technologies
    }
    assert len(reasons) == len(loaded.scenario.technologies)
    for part in ("bargaining", "absorption", "delivery", "people", "politics", "finance"):
        sources = [k.source for path, k in loaded.provenance.items() if path.startswith(f"{part}.")]
        assert len(set(sources)) == len(sources), part


def cited(text):
    """First surname and year of each work that a text cites as Author (year)."""
    pattern = r"([A-Z][a-zé'-]+(?:-[A-Z][a-z]+)?)(?:,? [^();,]*)?,? \((\d{4})\)"
    return re.findall(pattern, text)


def test_citations_are_found_in_a_text():
    assert cited("assumption after Cohen & Levinthal (1989)") == [("Cohen", "1989")]
    assert cited("Gelpern et al. (2021), M17") == [("Gelpern", "2021")]


@pytest.mark.parametrize("name", ["peru2040", "classroom"])
def test_works_cited_by_scenarios_are_among_the_references(name):
    sources = {known.source for known in load_with_provenance(name).provenance.values()}
    works = {work for source in sources for work in cited(source)}
    assert ("Cohen", "1989") in works
    assert [w for w in works if not referenced(*w)] == []


def test_works_cited_by_indicators_are_among_the_references():
    works = {work for each in INDICATORS.values() for work in cited(each.source)}
    assert [w for w in works if not referenced(*w)] == []


def referenced(author, year):
    """Whether one entry of the references has both the name and the year."""
    entries = re.split(r"\n(?=- |\||#)", REFERENCES)
    return any(author in entry and year in entry for entry in entries)
