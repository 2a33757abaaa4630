"""The lock pins and hashes everything that is declared, and names no place to fetch it from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / ".ci" / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
ENTRIES = [
    Requirement(entry.split(" \\")[0])
    for entry in re.findall(r"^(?=[A-Za-z0-9]).*$", LOCK, flags=re.MULTILINE)
]
OPTIONAL = ("negotiators",)  # under a licence of another kind: whoever wants it installs it
DECLARED = [
    *PROJECT["dependencies"],
    *(
        entry
        for name, extra in PROJECT["optional-dependencies"].items()
        if name not in OPTIONAL
        for entry in extra
    ),
]
PYTHONS = ["3.11.0", "3.12.0", "3.13.0", "3.14.0"]


def test_no_place_to_fetch_from() -> None:
    assert "://" not in LOCK
    # Every line is a requirement, one of its hashes, or a remark: no option of any kind.
    others = [
        line
        for line in LOCK.splitlines()
        if line and not re.match(r"[A-Za-z0-9]|    --hash=sha256:[0-9a-f]{64}( \\)?$| *#", line)
    ]
    assert others == []


def test_each_entry_is_pinned_and_hashed() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(ENTRIES) > 50
    for block, entry in zip(blocks, ENTRIES, strict=True):
        assert re.fullmatch(r"==[^,*]+", str(entry.specifier)), entry
        assert "--hash=sha256:" in block, entry


@pytest.mark.parametrize("extra", OPTIONAL)
def test_what_is_optional_is_not_locked(extra: str) -> None:
    wanted = {
        canonicalize_name(Requirement(entry).name)
        for entry in PROJECT["optional-dependencies"][extra]
    }
    assert wanted
    assert not wanted & {canonicalize_name(entry.name) for entry in ENTRIES}


@pytest.mark.core
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("declared", DECLARED)
def test_each_declared_package_is_locked_within_its_bounds(declared: str, python: str) -> None:
    wanted = Requirement(declared)
    environment = {key: str(value) for key, value in default_environment().items()} | {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
    }
    locked = [
        entry
        for entry in ENTRIES
        if canonicalize_name(entry.name) == canonicalize_name(wanted.name)
        and (entry.marker is None or entry.marker.evaluate(environment))
    ]
    assert len(locked) == 1, f"run `make lock`: {declared}"
    pinned = str(locked[0].specifier).removeprefix("==")
    assert wanted.specifier.contains(pinned, prereleases=True), f"run `make lock`: {declared}"
