"""The commands of studies: sweep, status, resume, report, verify; stops and bad input."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import run
from experiments.study.plan import planned
from experiments.study.store import driving
from experiments.study.work import Answer
from tests.studies import SEARCH, TINY, tiny

ROOT = Path(__file__).resolve().parents[2]


def call(*words: str):
    return CliRunner().invoke(run.main, list(map(str, words)))


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    said = call("sweep", TINY, "--out", folder)
    assert said.exit_code == 0, said.output
    assert "12 of 12 runs recorded" in said.output
    return folder


def test_status_is_told_and_can_be_read_by_a_browser(out):
    said = call("status", TINY, "--out", out, "--json")
    (status,) = json.loads(said.output).values()
    assert (status["state"], status["recorded"], status["failed"]) == ("finished", 12, 0)
    assert "12 of 12" in call("status", "--out", out).output
    files = list(out.glob("tiny-*/status.json"))
    assert json.loads(files[0].read_text())["total"] == 12


def test_status_of_an_empty_folder_says_how_to_begin(tmp_path):
    said = call("status", "--out", tmp_path)
    assert said.exit_code == 0
    assert "sweep partner_cap begins one" in said.output
    assert json.loads(call("status", "--out", tmp_path, "--json").output) == {}


def test_a_killed_driver_is_not_told_to_be_running(tmp_path):
    words = ["--set", "design.size=2", "--out", tmp_path]
    assert call("sweep", TINY, *words).exit_code == 0
    (path,) = tmp_path.glob("tiny-*/status.json")
    path.write_text(path.read_text().replace('"finished"', '"running"'))  # as kill -9 leaves it
    lock = tmp_path / f".{path.parent.name}.lock"
    for _ in range(2):  # without its lock, and with one that nobody holds
        (said,) = json.loads(call("status", TINY, *words, "--json").output).values()
        assert said["state"] == "killed"
        lock.touch()
    with driving(path.parent, tiny("design.size=2")):
        (said,) = json.loads(call("status", TINY, *words, "--json").output).values()
    assert said["state"] == "running"


def test_resume_has_nothing_left_to_do(out):
    said = call("resume", TINY, "--out", out)
    assert said.exit_code == 0
    assert "12 of 12 runs recorded, 0 of them now" in said.output


def test_resume_says_when_there_is_nothing_to_go_on_with(out, tmp_path):
    said = call("resume", TINY, "--out", tmp_path)
    assert said.exit_code == 1
    assert "nothing is recorded" in said.output
    said = call("resume", TINY, "--out", out, "--set", "design.seed=9")
    assert said.exit_code == 1
    assert "another file or another code: tiny-" in said.output


def test_report_is_one_page_with_the_study_inside(out):
    said = call("report", TINY, "--out", out)
    assert said.exit_code == 0, said.output
    (page,) = out.glob("tiny-*/report.html")
    text = page.read_text()
    assert "Does it work?" in text
    assert "partners.*.trust" in text, "the study file"
    assert 'src="data:image/png;base64,' in text
    assert "http" not in text.replace("http://www.w3.org", ""), "nothing from anywhere else"
    assert (page.parent / "estimates.csv").read_text().startswith("scenario,policy,cap,outcome")


def test_a_report_shows_the_thresholds_it_used_and_removes_what_holds_no_more(out):
    changed = ["--set", "satisfactory.autonomy.at_least=0.9", "--out", out]
    (folder,) = out.glob("tiny-*")
    old = [folder / "indices.csv", folder / "figures" / "indices_jobs.png"]
    for path in old:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    said = call("report", TINY, *changed)
    assert said.exit_code == 0, said.output
    assert "--set satisfactory.autonomy.at_least=0.9" in (folder / "report.html").read_text()
    assert not any(path.exists() for path in old)
    assert list((folder / "figures").iterdir())
    said = call("report", TINY, "--out", out, "--lang", "es")
    assert said.exit_code == 0
    assert "Tablas: estimates" in said.output
    assert 'lang="es"' in (folder / "report.html").read_text()


def test_verify_does_runs_again(out):
    said = call("verify", TINY, "--out", out, "--sample", 3)
    assert said.exit_code == 0
    assert "3 runs done again: the same, bit for bit" in said.output
    # how many parts there are depends on how fast the machine was
    assert re.search(
        r"Compared: 6 numbers \(2 outcomes a run\); every byte of \d+ parts", said.output
    )


def test_one_run_is_done_again_by_its_name(out):
    name = next(iter(planned(tiny()).tasks))
    said = call("sweep", TINY, "--only", name)
    assert set(json.loads(said.output)) == {"autonomy", "jobs"}
    said = call("sweep", TINY, "--only", "nothing")
    assert said.exit_code == 2
    assert "no run of this study" in said.output


@pytest.mark.parametrize("command", ["sweep", "resume", "report", "verify", "status"])
def test_a_bad_study_is_refused_with_code_2_and_all_that_is_wrong(command, tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(TINY.read_text().replace("size = 6", "sise = 6").replace('"jobs"', '"job"'))
    said = call(command, path, "--out", tmp_path)
    assert said.exit_code == 2
    assert "did you mean design.size?" in said.output
    assert "did you mean jobs?" in said.output


def test_a_given_table_that_does_not_fit_leaves_nothing_behind(tmp_path):
    path, out = tmp_path / "tab.toml", tmp_path / "out"
    text = TINY.read_text().replace('"latin_hypercube"', '"table"\nfile = "rows.csv"')
    path.write_text(text.replace("size = 6", ""))
    (tmp_path / "rows.csv").write_text("cap,trsut\n0.2,1\n")
    for words in ([], ["--only", "deadbeef"]):
        said = call("sweep", path, "--out", out, *words)
        assert (said.exit_code, "did you mean trust?" in said.output) == (2, True)
    assert not out.exists()


def test_whoever_has_to_mend_is_told_the_command_that_mends(tmp_path):
    words = ["--set", "design.size=2", "--out", tmp_path]
    assert call("sweep", TINY, *words).exit_code == 0
    (part,) = tmp_path.glob("tiny-*/parts/*")
    part.write_bytes(part.read_bytes()[:-9])
    said = call("resume", TINY, *words)
    assert said.exit_code == 1
    assert "4 of 4 runs" in said.output
    assert said.output.rstrip().endswith("--mend")
    assert call("resume", TINY, *words, "--mend").exit_code == 0


def test_a_torn_manifest_is_named_and_mended(tmp_path):
    words = ["--set", "design.size=2", "--out", tmp_path]
    assert call("sweep", TINY, *words).exit_code == 0
    (manifest,) = tmp_path.glob("tiny-*/manifest.json")
    whole = manifest.read_bytes()
    for torn in (whole[:-9], b"", b"7"):
        manifest.write_bytes(torn)
        said = call("report", TINY, *words, "--no-figures", "--lang", "es")
        assert said.exit_code == 1
        assert f"{manifest}: el manifiesto está dañado" in said.output
        assert "resume --mend" in said.output
    assert call("resume", TINY, *words, "--mend").exit_code == 0
    assert manifest.read_bytes() == whole
    assert call("report", TINY, *words, "--no-figures").exit_code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path):
    words = ["sweep", str(TINY), "--out", str(tmp_path), "--set", "design.size=2000"]
    driver = subprocess.Popen(
        [sys.executable, "run.py", *words], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not any('"done_now": 0' not in f.read_text() for f in tmp_path.glob("*/status.json")):
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(driver.pid, signal.SIGINT)
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 130
    assert "stopping (SIGINT)" in said
    assert "all that was done is recorded" in said
    ahead = f"python run.py resume {TINY} --set design.size=2000 --out {tmp_path}"
    assert f"Go on with: {ahead}" in said
    (status,) = tmp_path.glob("*/status.json")
    assert json.loads(status.read_text())["state"] == "stopped"
    assert json.loads(status.read_text())["recorded"] > 0


def test_ctrl_c_while_a_command_is_imported_is_no_failure(monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "import_module", interrupted)
    said = call("sweep", TINY)
    assert said.exit_code == 130
    assert "the same command begins again" in said.output


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_polite_kill_before_the_last_run_of_a_generation_is_named_and_gone_on_with(
    tmp_path, monkeypatch
):
    """Short of its last run a search ends for no other reason than that somebody asked."""
    done = []

    def many(_, tasks):
        for task in tasks:
            done.append(Answer(task.run, (task.values[0], -task.values[0], task.seed), "", 9.0))
            if len(done) == 22:
                signal.raise_signal(signal.SIGTERM)
        return done[-len(tasks) :]

    monkeypatch.setattr("experiments.study.engine.many", many)
    words = [SEARCH, "--set", "design.generations=2", "--out", tmp_path]
    said = call("sweep", *words)
    assert said.exit_code == 130
    assert "stopping (SIGTERM)" in said.output
    assert "23 of 24 runs recorded" in said.output, "one under way, one waiting: one is left"
    assert len(done) == 23
    said = call("resume", *words)
    assert said.exit_code == 0, said.output
    assert f"{len(done)} of {len(done)} runs recorded, {len(done) - 23} of them now" in said.output


def test_reports_of_sensitivity_and_of_robustness_have_their_figures(tmp_path):
    morris = ["--set", "design.kind=morris", "--set", "design.size=4", "--out", tmp_path]
    levers = ["--set", "design.kind=factorial", "--set", "uncertainties.trust.steps=2"]
    levers += ["--set", "uncertainties.write_off.steps=2", "--out", tmp_path]
    for words in (morris, levers):
        assert call("sweep", TINY, *words).exit_code == 0
        said = call("report", TINY, *words)
        assert said.exit_code == 0, said.output
    drawn = {path.name for path in tmp_path.glob("*/figures/*.png")}
    assert drawn == {
        "indices_autonomy.png", "indices_jobs.png", "robustness.png", "lever_cap.png",
    }  # fmt: skip
    assert all(path.stat().st_size > 10_000 for path in tmp_path.glob("*/figures/*.png"))
    (table,) = tmp_path.glob("*/robustness.csv")
    assert "satisficing" in table.read_text()


def test_the_report_of_a_search_shows_the_front_twice_and_whether_it_has_settled(tmp_path):
    words = [SEARCH, "--set", "design.generations=2", "--out", tmp_path]
    said = call("sweep", *words)
    assert said.exit_code == 0, said.output
    said = call("report", *words)
    assert said.exit_code == 0, said.output
    assert "Tables: front, optimism, convergence, tried" in said.output
    (page,) = tmp_path.glob("search-*/report.html")
    text = page.read_text()
    for head in ("What the search found", "What is left of it", "Whether the search has settled"):
        assert head in text
    assert text.count('src="data:image/png;base64,') == 3
    drawn = {path.stem: path.stat().st_size for path in page.parent.glob("figures/*.png")}
    assert drawn.keys() == {"front", "policies", "convergence"}
    assert min(drawn.values()) > 10_000
