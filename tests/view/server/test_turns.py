"""What one turn of a page's loop says goes to the browser in one go, in its order."""

import asyncio
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from view.server.turns import by_turns, say_by_turns


class Portal:
    """Says at once, and keeps count."""

    def __init__(self) -> None:
        self.calls = 0

    def call(self, do: Any, *given: Any) -> None:
        self.calls += 1
        coroutine = do(*given)
        try:
            coroutine.send(None)
        except StopIteration:
            return


class Gone(Exception):  # noqa: N818  # as Solara names its own
    """Nobody is there any more."""


class Socket:
    """As Solara's: it says one text at a time."""

    def __init__(self, closed: bool = False) -> None:
        self.portal, self.said, self.closed = Portal(), [], closed
        self._thread_id = -1
        self.said: list[str | bytes]

    async def _send_text_exc(self, data: str) -> None:
        if self.closed:
            raise Gone
        self.said.append(data)

    def send_text(self, data: str) -> None:
        raise AssertionError("one by one")

    def send_bytes(self, data: bytes) -> None:
        self.said.append(data)


def test_a_turn_is_said_in_one_go() -> None:
    socket = by_turns(Socket, Gone)()

    async def turns() -> None:
        for each in "abc":
            socket.send_text(each)
        assert socket.said == []
        await asyncio.sleep(0)
        assert socket.said == ["a", "b", "c"]
        assert socket.portal.calls == 1
        socket.send_text("d")
        socket.send_bytes(b"e")
        assert socket.said[3:] == ["d", b"e"]

    asyncio.run(turns())
    assert socket.portal.calls == 2


def test_a_thread_without_turns_says_it_at_once_and_after_what_was_kept() -> None:
    socket = by_turns(Socket, Gone)()
    socket.send_text("a")
    assert socket.said == ["a"]

    async def other_thread() -> None:
        socket.send_text("b")
        await asyncio.to_thread(socket.send_text, "c")
        await asyncio.sleep(0)

    asyncio.run(other_thread())
    assert socket.said == ["a", "b", "c"]


def test_a_socket_that_is_closed_takes_nobody_along() -> None:
    socket = by_turns(Socket, Gone)(closed=True)
    socket.send_text("a")
    assert socket.said == []


def test_connections_to_come_say_by_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    exceptions = SimpleNamespace(WebSocketDisconnect=Gone)
    solaras = SimpleNamespace(WebsocketWrapper=Socket, websocket=exceptions)
    monkeypatch.setitem(sys.modules, "solara.server.starlette", solaras)
    say_by_turns.__wrapped__()
    assert issubclass(solaras.WebsocketWrapper, Socket)
    assert hasattr(solaras.WebsocketWrapper, "flush")
