"""Ctrl-C while the compiler is at work."""

from __future__ import annotations

import signal
import threading
from _thread import interrupt_main
from types import FrameType

from numba.core import event

#: Seconds after which it is tried again.
PAUSE = 0.02
#: How llvmlite's functions begin that LLVM calls.
CALLED_BACK = "_raw_object_cache_"


class NoInterruptLost(event.Listener):
    """Lets Ctrl-C end the compiler wherever it comes; a moment later, where need be.

    Most of the time the compiler is in LLVM, and Python hears a signal when LLVM next calls it. An
    exception raised in there goes nowhere: the interrupt would be lost, or the code that was to be
    handed over, which numba then misses.

    Who has asked for signals to be handled otherwise, as a study does, is left alone; so is any
    thread but the main one, where signals never come.
    """

    def __init__(self) -> None:
        self._depth = 0  # kernels compile those they call

    def on_start(self, event: object) -> None:
        """Hear that the compiler begins, or what was kept is loaded."""
        if threading.current_thread() is threading.main_thread():
            self._depth += 1
            if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
                signal.signal(signal.SIGINT, _interrupted)

    def on_end(self, event: object) -> None:
        """Hear that it has come to its end."""
        if threading.current_thread() is threading.main_thread():
            self._depth -= 1
            if not self._depth and signal.getsignal(signal.SIGINT) is _interrupted:
                signal.signal(signal.SIGINT, signal.default_int_handler)


def _interrupted(_: int, frame: FrameType | None) -> None:
    while frame is not None:
        if frame.f_code.co_name.startswith(CALLED_BACK):
            again = threading.Timer(PAUSE, interrupt_main)
            again.daemon = True
            again.start()
            return
        frame = frame.f_back
    raise KeyboardInterrupt
