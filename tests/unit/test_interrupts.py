"""Ctrl-C while the compiler is at work."""

import signal
import threading
import time

import pytest
from llvmlite.binding import executionengine

from model.compiled import compiled


@pytest.fixture
def _heard():
    """Let signals be handled as in a program that somebody has just begun."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heard")
def test_an_interrupt_while_llvm_calls_back_is_not_lost(monkeypatch) -> None:
    assert threading.current_thread() is threading.main_thread()
    usual, calls = executionengine.string_at, []

    def interrupted(*given):
        if not calls:
            calls.append(given)
            signal.raise_signal(signal.SIGINT)
        return usual(*given)

    monkeypatch.setattr(executionengine, "string_at", interrupted)

    @compiled
    def twice(amount: float) -> float:
        return 2.0 * amount

    def compiled_at_first() -> None:
        twice(2.0)
        time.sleep(10.0)

    with pytest.raises(KeyboardInterrupt):
        compiled_at_first()
    assert calls


@pytest.mark.usefixtures("_heard")
def test_an_interrupt_elsewhere_comes_at_once(monkeypatch) -> None:
    @compiled
    def thrice(amount: float) -> float:
        return 3.0 * amount

    def interrupted(*_given):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(type(thrice._compiler), "_compile_core", interrupted)
    with pytest.raises(KeyboardInterrupt):
        thrice(2.0)
