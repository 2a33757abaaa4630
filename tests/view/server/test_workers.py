"""When the server says that it is ready, and that its end does not wait for what is queued."""

import signal
import sys
import threading
from concurrent.futures import Future, InvalidStateError

import pytest

from tests.view.browser import until
from view.server.workers import Workers
from view.workshop import Workshop


class Slow(Workshop):
    """A workshop whose process warms when the test says so."""

    def __init__(self) -> None:
        super().__init__(workers=1)
        self.warmed: Future[int] = Future()

    def start(self) -> None:
        """Start nothing."""

    def ask(self, *_: object) -> Future[int]:
        """Return the answer that the test gives."""
        return self.warmed


def test_the_first_picture_does_not_wait_for_the_processes_of_bands() -> None:
    single, bands = Slow(), Slow()
    workers = Workers((single, bands))
    assert not workers.warm()
    workers.start((single,))
    workers.start((bands,))
    assert not workers.warm()
    single.warmed.set_result(0)
    assert workers.warm()


@pytest.mark.skipif(sys.platform == "win32", reason="no masks of signals there")
def test_ctrl_c_while_workers_start_is_not_lost() -> None:
    class Interrupted(Slow):
        def start(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        Workers(()).start((Interrupted(),))


def test_a_process_that_died_while_warming_is_not_ready() -> None:
    shop = Slow()
    workers = Workers((shop,))
    workers.start((shop,))
    shop.warmed.set_exception(RuntimeError("gone"))
    assert not workers.warm()
    with pytest.raises(RuntimeError):
        shop.warmed.result()


# The pool's own thread stumbles over a question that was taken back, and ends.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_questions_that_fill_the_pipe_do_not_hold_up_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # put back afterwards

    def writing() -> set[threading.Thread]:
        return {each for each in threading.enumerate() if each.name == "QueueFeederThread"}

    before, shop = writing(), Workshop(1)
    for number in range(4):
        shop.ask(number, len, bytes(200_000))
    until(lambda: writing() - before, 20)
    shop.drop(3)
    Workers((shop,)).stop()
    until(lambda: not writing() - before, 10)


def test_the_end_says_nothing_of_questions_taken_back_but_all_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)

    def stumble(kind: type[Exception]) -> str:
        def fail() -> None:
            raise kind("over it")

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        return capsys.readouterr().err

    assert "InvalidStateError" in stumble(InvalidStateError)
    Workers(()).stop()
    assert stumble(InvalidStateError) == ""
    assert "RuntimeError" in stumble(RuntimeError)
