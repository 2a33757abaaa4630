"""What one turn of a page's loop says is said at once, so that the browser draws one picture of it.

Solara hands every change of a widget to the socket by itself, and waits until the thread of the
server has taken it. Of a lever's move some twenty came one by one, and the browser drew in between.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any


@cache
def say_by_turns() -> None:
    """Give every connection to come a socket that says by turns what it is told."""
    starlette: Any = import_module("solara.server.starlette")
    gone = starlette.websocket.WebSocketDisconnect
    starlette.WebsocketWrapper = by_turns(starlette.WebsocketWrapper, gone)


def by_turns(socket: Any, gone: type[Exception]) -> Any:
    """Return a class of sockets that keep texts until the turn of the loop that sends them ends.

    Parameters
    ----------
    socket : type
        Solara's, whose portal leads to the thread of the server.
    gone : type
        What it raises where nobody is there any more.
    """

    class ByTurns(socket):  # type: ignore[misc]  # known when Solara is
        """Keeps what is told within a turn, and says all of it in one go, in its order."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self._kept: list[str] = []
            self._order = threading.RLock()

        def send_text(self, data: str) -> None:
            if self._thread_id == threading.get_ident():  # of the server: it cannot wait for itself
                super().send_text(data)
                return
            with self._order:
                self._kept.append(data)
                if len(self._kept) > 1:
                    return  # whoever came first sees to it
                try:
                    asyncio.get_running_loop().call_soon(self.flush)
                except RuntimeError:  # a thread without turns
                    self.flush()

        def send_bytes(self, data: bytes) -> None:
            self.flush()
            super().send_bytes(data)

        def flush(self) -> None:
            """Say what is kept."""
            with self._order:
                said, self._kept = self._kept, []
                # Who listens at the same socket learns by itself that it is closed.
                with suppress(gone):
                    if said:
                        self.portal.call(self._say, said)

        async def _say(self, said: list[str]) -> None:
            for each in said:
                await self._send_text_exc(each)

    return ByTurns
