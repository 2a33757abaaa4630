"""A lesson imports our packages or says which others stand in the way."""

import subprocess
import sys
from pathlib import Path

from tests.lessons import FOLDER


def _run(code: str, *path: Path) -> subprocess.CompletedProcess[str]:
    places = [str(each) for each in (FOLDER, *path)]
    head = f"import sys; sys.path[:0] = {places!r}\n"
    return subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, cwd="/", check=False
    )


def _rival(folder: Path) -> Path:
    (folder / "agents").mkdir()
    (folder / "agents" / "__init__.py").write_text("")
    return folder


def test_ours_come_first_though_a_rival_stood_before(tmp_path: Path) -> None:
    done = _run(
        "import _here; _here.ready('en'); import agents; print(agents.__file__)", _rival(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert str(FOLDER.parent / "agents") in done.stdout


def test_a_rival_imported_before_is_named(tmp_path: Path) -> None:
    done = _run("import agents, _here; _here.ready('en')", _rival(tmp_path))
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert str(tmp_path / "agents") in last
    assert "Restart the kernel" in last
