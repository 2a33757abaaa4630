"""The glossary has both languages for each word, and names things that are in the code."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "model" / "GLOSSARY.md"
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in GLOSSARY.read_text("utf-8").splitlines()
    if re.match(r"\| (?!English)\S", line)
]


def test_each_word_stands_once_in_both_languages_with_a_meaning() -> None:
    assert len(ROWS) > 40
    assert all(len(row) == 4 and all(row) for row in ROWS)
    for column in (0, 1):
        words = [row[column] for row in ROWS]
        assert sorted(words) == sorted(set(words))


def test_what_it_names_is_in_the_code() -> None:
    files = [*ROOT.glob("model/**/*.py"), *ROOT.glob("experiments/**/*.py")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    shipped = {path.name for path in ROOT.glob("model/data/*.toml")}
    for row in ROWS:
        (name,) = re.findall(r"`([^`]+)`", row[3])
        last = name.split(" ")[0].rpartition(".")[2]
        module = ROOT / (name.replace(".", "/") + ".py")
        assert name in shipped or module.exists() or re.search(rf"\b{last}\b", code), name
