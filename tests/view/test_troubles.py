"""What is wrong with storage, engines, analyses and the words of commands, in Spanish too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import run
from experiments.folders import told
from experiments.study.parts import stands
from experiments.study.store import driving, folder_of
from tests.studies import TINY, tiny
from view.problems import error_text
from view.recognised import recognised
from view.words import words

ROOT = Path(__file__).resolve().parents[2]
ERRORS = {"StorageError", "DamageError", "BusyError", "EngineError", "AnalysisError"}


def sentences(node: ast.expr) -> Iterator[str]:
    """Yield what an expression can say, whatever fills its gaps."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            found = [""]
            for part in parts:
                found = [head + tail for head in found for tail in sentences(part)]
            yield from found
        case ast.BinOp(left=left, right=right):
            yield from (head + tail for head in sentences(left) for tail in sentences(right))
        case ast.IfExp(body=one, orelse=other):
            yield from (*sentences(one), *sentences(other))
        case _:
            yield "1"


def said() -> Iterator[tuple[str, str]]:
    """Yield all that errors of experiments can say, with the file."""
    for file in sorted((ROOT / "experiments").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[text, *_]) if name in ERRORS:
                    yield from ((file.name, each) for each in sentences(text))


def test_every_sentence_of_an_error_has_its_spanish() -> None:
    texts = [each for each in said() if not each[1].startswith("1; what was recorded")]
    assert len(texts) > 40
    unknown = [each for each in texts if recognised(each[1], "trouble", words("es")) is None]
    assert unknown == []


def test_english_is_told_as_it_is_said() -> None:
    for _, text in said():
        assert (recognised(text, "trouble", words("en")) or text) == text


def test_reasons_of_the_system_are_told_within() -> None:
    full = OSError(28, "ENOSPC", "parts/0.parquet")
    assert error_text(told(full, Path("x")), "es").startswith(
        "parts/0.parquet: el disco está lleno"
    )
    assert error_text(stands(full, Path("x")), "es") == (
        "parts/0.parquet: el disco está lleno; lo registrado queda: arréglelo y luego `resume`"
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["sweep"], "Falta el argumento 'STUDY'."),
        (["sweep", "x", "--worker", "3"], "No hay opción '--worker'; ¿quiso decir '--workers'?"),
        (["sweep", "x", "--workers", "-1"], "-1 no está en el rango 0<=x<=4096."),
        (["sweep", "x", "--workers", "a"], "'a' no es un número entero."),
        (["sweep", "x", "--engine", "a"], "'a' no es uno de 'serial', 'processes', 'dask'."),
        (["sweep", "x", "y", "z"], "Sobran los argumentos y z."),
        (["status", "--json=1"], "La opción '--json' no lleva valor."),
        (["exit", "classroom"], "Falta la opción '--at'."),
        (["swep"], "No hay comando 'swep'."),
        (["once", "--seed", "-1"], "--seed -1: se esperaba un número entero, al menos 0"),
        (["once", "--policy", "classroom"], "se esperaba el anfitrión de peru2040, Peru, no"),
    ],
)
def test_wrong_words_are_told_in_the_language_that_they_ask_for(given, says) -> None:
    told = CliRunner().invoke(run.main, [*given, "--lang", "es"])
    assert told.exit_code == 2
    assert says in told.output
    assert not re.search("Error:|Usage:|Try '", told.output)
    english = CliRunner().invoke(run.main, given).output
    assert "Error:" in english or "expected" in english


@pytest.mark.parametrize(("language", "says"), [("en", "another process"), ("es", "otro proceso")])
def test_a_second_driver_is_refused_and_shown_where_to_look(tmp_path, language, says) -> None:
    with driving(folder_of(tmp_path, tiny()), tiny()):
        words_ = ["sweep", TINY, "--out", tmp_path, "--lang", language]
        told = CliRunner().invoke(run.main, list(map(str, words_)))
    assert told.exit_code == 1
    assert says in told.output
    assert f"python run.py status {TINY} --out {tmp_path}" in told.output
