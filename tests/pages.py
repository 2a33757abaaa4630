"""The pages of the documentation as files: which there are, and what code stands in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "model" / "docs"
HOW_TO = tuple(sorted((DOCS / "how-to").glob("*.md")))
PAGES = (ROOT / "model" / "TRACE.md", *sorted(DOCS.rglob("*.md")))

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
#: First line of a block that is a file: ``# my_country.toml``.
FILE = re.compile(r"# (\w+\.toml)\n")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str

    @property
    def file(self) -> str | None:
        """The name of the file that it is, if it is one."""
        found = FILE.match(self.text)
        return found[1] if found else None

    @property
    def commands(self) -> list[list[str]]:
        """The words after ``python run.py`` of each line that is a command of ours."""
        lines = (line.partition("#")[0].split() for line in self.text.splitlines())
        return [words[2:] for words in lines if words[1:2] == ["run.py"]]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [Block(*found) for found in FENCE.findall(page.read_text("utf-8"))]


def identity(page: Path) -> str:
    """Return the name of a page as a test shows it."""
    return page.relative_to(ROOT).as_posix()
