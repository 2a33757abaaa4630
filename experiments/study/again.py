"""One run of a study again, by its name."""

from __future__ import annotations

from pathlib import Path

from experiments.study import crew
from experiments.study.adaptive import as_recorded, whole
from experiments.study.engine import Chunk
from experiments.study.plan import Plan, planned
from experiments.study.processes import Processes
from experiments.study.read import Opened
from experiments.study.store import driving, folder_of
from experiments.study.tables import query
from experiments.study.work import Answer


def replay(opened: Opened, run: str, out: Path) -> str:
    """Return the command that does one run again and shows what it says.

    Which runs a search has hangs on those that are recorded, hence on where they are.
    """
    words = ("--out", str(out)) if opened.study.searches else ()
    return opened.command("sweep", "--only", run, *words)


def only(opened: Opened, run: str, out: Path) -> Answer:
    """Do one run of a study, recording nothing.

    A worker of its own does it, as the run may be one that kills its worker.

    Parameters
    ----------
    opened : Opened
        The study.
    run : str
        Its name.
    out : Path
        Folder of studies: which runs a search has hangs on those that are recorded.

    Raises
    ------
    KeyError
        Where the study has no run of that name.
    """
    plan = recorded(opened, out) if opened.study.searches else whole(opened)
    engine = Processes(crew.bench(opened), 1)
    try:
        engine.submit(Chunk(0, (plan.tasks[run],)))
        (done,) = engine.as_completed()
    finally:
        engine.shutdown()
    if done.answers is None:
        return Answer(run, (), f"its worker died over it{done.ending}", 0.0)
    return done.answers[0]


def recorded(opened: Opened, out: Path) -> Plan:
    """Return the plan of a study as far as it is recorded."""
    folder = folder_of(out, opened)
    if not folder.is_dir():
        return planned(opened)
    with driving(folder, opened) as store:
        parts, failures = store.journal.parts(), store.journal.failures()
        failed = {each.run for each in failures}
        return as_recorded(opened, lambda plan: query(plan, folder, parts, "FROM runs"), failed)
