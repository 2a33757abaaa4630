"""The how-to pages do what they say: their files are written, their commands and code are run."""

import re
import shutil
import subprocess
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from run import main
from tests.pages import HOW_TO, blocks, identity

OPTIONAL = ("negmas", "distributed")  # what a page may use that is not in every environment


def lacking(block):
    """Return what a block of Python imports that is not installed here."""
    used = re.findall(r"^(?:from|import) (\w+)", block.text, re.MULTILINE)
    return [name for name in OPTIONAL if name in used and not find_spec(name)]


@pytest.mark.parametrize("page", HOW_TO, ids=identity)
def test_the_code_of_a_page_runs_from_its_top_to_its_end(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names, left_out, done = {"__name__": "page"}, [], 0
    for block in blocks(page):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            for words in block.commands:
                answer = CliRunner().invoke(main, words)
                assert answer.exit_code == 0, (words, answer.output)
                done += 1
        elif block.language == "python" and (missing := lacking(block)):
            left_out += missing
        elif block.language == "python":
            exec(compile(block.text, page.name, "exec"), names)
            done += 1
        elif block.language == "r" and not shutil.which("Rscript"):
            left_out.append("R")
        elif block.language == "r":
            subprocess.run(["Rscript", "-e", block.text], check=True, timeout=120)
            done += 1
    assert done >= 1 or left_out
    if left_out:
        pytest.skip(f"all ran but the blocks that need {', '.join(left_out)}: not installed here")


@pytest.mark.parametrize("page", HOW_TO, ids=identity)
def test_a_page_is_one_page_and_each_of_its_blocks_is_of_a_kind_that_is_known(page):
    lines = page.read_text("utf-8").splitlines()
    assert 20 <= len(lines) <= 70
    assert lines[0].startswith("# ")
    for block in blocks(page):
        assert block.language in {"python", "sh", "toml", "r", "console"}
        assert block.language != "toml" or block.file, "a file without a name is not tried"
        assert block.language != "sh" or block.commands
