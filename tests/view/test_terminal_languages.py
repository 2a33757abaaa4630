"""Commands that tell what they do as they go: in Spanish too, data and codes in their one form."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from experiments.findings import Effect, Finding
from experiments.patterns import PATTERNS
from experiments.study.progress import Progress
from model.exchange.own_json import write_json, write_meeting
from model.exchange.statement import Statement
from model.negotiation.domain import Bargain, Issue, Party
from model.negotiation.home import Body, Group, Home
from model.negotiation.meeting import Meeting
from run import main
from tests.studies import TINY
from view.commands.language import as_asked
from view.commands.patterns import verdict
from view.commands.sweep import pace
from view.words import speaking, spoken

#: Words that no Spanish line holds.
ENGLISH = re.compile(
    r"\b(the|of|runs?|recorded|not|found|state|left|failed|inside|points?|unit|side)\b"
)


def call(*words):
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture(scope="module")
def studies(tmp_path_factory):
    return tmp_path_factory.mktemp("studies")


@pytest.mark.parametrize("command", ["sweep", "resume", "status", "verify"])
def test_a_study_is_told_of_in_spanish(command, studies):
    said = call(command, TINY, "--set", "design.size=2", "--out", studies, "--lang", "es")
    assert said.exit_code == 0, said.output
    told = re.sub(r"\S+/\S*", "", said.output).lower()
    assert re.search(r"corridas|estudio|tablas", told)
    assert ENGLISH.findall(told) == []


def test_what_is_missing_and_wrong_is_told_in_spanish(studies, tmp_path):
    said = call("resume", TINY, "--out", tmp_path, "--lang", "es")
    assert said.exit_code == 1
    assert "nada hay registrado" in said.output
    said = call("sweep", TINY, "--set", "design.sise=2", "--out", tmp_path, "--lang", "es")
    assert said.exit_code == 2
    assert "¿quiso decir design.size?" in said.output
    assert "no hay patrón nothing" in call("patterns", "nothing", "--lang", "es").output


def test_recorded_cases_are_told_of_in_spanish(tmp_path):
    words = ["validate", "india_solar", "--draws", "2", "--workers", "1", "--no-figures"]
    spanish = call(*words, "--out", tmp_path, "--lang", "es")
    assert spanish.exit_code == 0, spanish.output
    assert "1 de 1 puntos juzgados" in spanish.output
    assert re.search(r"share_gained .* dentro", spanish.output), "keys stay, verdicts are told"
    (report,) = tmp_path.glob("validate-*/validation.json")
    told = report.read_text()
    assert '"inside"' in told, "data have one form"
    assert "--lang es" in told, "the command that repeats it"


@pytest.mark.parametrize("command", ["once", "exit", "narrows", "why"])
def test_what_was_asked_wrong_is_told_in_spanish(command):
    words = {
        "once": ["classroom", "--set", "policy.fund_savin=0.2"],
        "exit": ["classroom", "--at", "2030Q1", "--decide", "2029Q1:policy.fund_savin=0.2"],
        "narrows": ["nosuch", "--at", "2030Q1"],
        "why": ["classroom", "autonomy", "2030", "--decide", "2029Q1:policy.fund_savin=0.2"],
    }[command]
    said = call(command, *words, "--lang", "es")
    assert said.exit_code == 2
    assert "se esperaba" in said.output
    assert "expected" not in said.output


UP = (0.0, 0.5, 1.0)
SHARE = (Issue("share", ("a", "b", "c")),)
HOST = Party((UP[::-1],), 0.2, name="Host")
SOFT = Party((UP,), 0.2, name="Soft", most_favoured=("share",))
PARLIAMENT = Home((Body((Group(1.0, 0.2, (UP,), name="seats"),), 0.6, name="Congress"),))


def in_turn(folder):
    """Write talks of one host with two partners in turn."""
    (folder / "turns.json").write_text(
        write_meeting(Meeting(SHARE, (HOST, SOFT, replace(SOFT, name="Hard")), in_turn=True)),
        "utf-8",
    )
    return folder / "turns.json"


def at_home(folder):
    """Write a bargain whose deal goes to a parliament."""
    talk = Bargain(SHARE, replace(HOST, home=PARLIAMENT), Party((UP,), 0.2, name="Firm"))
    (folder / "home.json").write_text(write_json(Statement(talk)), "utf-8")
    return folder / "home.json"


BARGAINS = {
    "two": ["pilot_line", "--trace", "--model", "frequency", "--powers", "0.7,0.3"],
    "discounted": ["pilot_line", "--discounted", "--trace"],
    "broken": ["pilot_line", "--risk", "0.99"],
    "in turn": ["TURNS", "--rounds", "10"],
    "at home": ["HOME"],
}


@pytest.mark.parametrize("words", BARGAINS.values(), ids=BARGAINS)
def test_a_bargain_is_told_of_in_spanish_with_the_same_numbers(words, tmp_path):
    files = {"TURNS": in_turn, "HOME": at_home}
    words = [files[word](tmp_path) if word in files else word for word in words]
    english, spanish = (call("bargain", *words, "--lang", lang) for lang in ("en", "es"))
    assert spanish.exit_code == english.exit_code == 0, spanish.output
    own = r"pilot line for power chips|of the host|\(invented\)|none|engineers trained a year"
    assert ENGLISH.findall(re.sub(own, "", spanish.output)) == []
    numbers = [re.findall(r"\d[\d.,]*\d|\d", said.output) for said in (english, spanish)]
    assert numbers[0] == numbers[1]
    alike = set(english.output.splitlines()) & set(spanish.output.splitlines())
    assert not [line for line in alike if re.search(r"deal|outcomes|worth|Pareto|rounds", line)]
    data = [call("bargain", *words, "--json", "--lang", lang).stdout for lang in ("en", "es")]
    assert data[0] == data[1], "data have one form"


def test_what_a_bargain_cannot_be_is_told_in_spanish():
    said = call("bargain", "pilot_line", "--trace", "--rounds", "20000", "--lang", "es")
    assert (said.exit_code, "como máximo" in said.output) == (2, True)
    said = call("bargain", "nosuch", "--lang", "es")
    assert (said.exit_code, "1 problema\n" in said.output) == (2, True)


def test_verdicts_and_pace_follow_the_language():
    on, off = Effect(0.2, 0.1, 0.3, 3.0, 40), Effect(0.0, -0.1, 0.1, 0.1, 40)
    found = Finding(PATTERNS[0], on, off)
    assert verdict(found) == "found, stays"
    with speaking("es"):
        assert verdict(found) == "hallado, se queda"
        assert pace(Progress(total=9)) == "iniciando"
        assert as_asked() == ("--lang", "es")
    assert spoken() == "en"
