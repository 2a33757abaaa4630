"""The worker processes of the view: begun with the server, gone with it."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError

from experiments.deaf import deaf
from view.workshop import Workshop, ensembles, singles

#: Seconds for a process that was told to end.
PATIENCE = 2.0


class Workers:
    """Both workshops, and whether a visitor can begin.

    Parameters
    ----------
    shops : sequence of Workshop, optional
        Those of the view where nothing is said; that of single runs first.
    """

    def __init__(self, shops: Sequence[Workshop] | None = None) -> None:
        self.shops = (singles(), ensembles()) if shops is None else tuple(shops)
        self._warm: list[Future[int]] = []

    def start(self, shops: Sequence[Workshop]) -> None:
        """Begin to warm the processes of some of the workshops; call it from the main thread.

        Ctrl-C in a terminal would reach the workers too, who would each print where they stood.
        """
        with deaf():
            for shop in shops:
                shop.start()
                # Answered by the first process that has done with warming.
                self._warm.append(shop.ask("is anybody warm?", abs, 0))

    def warm(self) -> bool:
        """Whether a visitor's first run would be answered at once.

        The first workshop says so. Those of bands warm while the first picture is looked at: it
        comes without a band, which rests a while in any case.
        """
        if not self._warm:
            return False
        first = self._warm[0]
        return first.done() and not first.cancelled() and first.exception() is None

    def stop(self) -> None:
        """End all processes, busy or not; a second call does nothing."""
        threading.excepthook = _tell
        for shop in self.shops:
            shop.close()
        left = multiprocessing.active_children()
        for process in left:
            process.terminate()  # a band under way would hold up the end for a minute
        for process in left:
            process.join(PATIENCE)
        for shop in self.shops:
            shop.ended()
        self._warm.clear()


def _tell(failed: threading.ExceptHookArgs) -> None:
    """Say what ended a thread, but for one end that is in order.

    The thread of a pool whose processes are ended stumbles over questions that were taken back:
    whoever presses Ctrl-C while a band is made would read a page about it.
    """
    if failed.exc_type is not InvalidStateError:
        threading.__excepthook__(failed)
