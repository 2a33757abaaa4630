"""From settings to a running server, and to its end."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from types import FrameType
from typing import Any

import uvicorn

from view.loading import for_good
from view.server.environment import settle
from view.server.opening import Opening, doors
from view.server.settings import LONGEST_MESSAGE, Settings

#: Seconds for open pages to be told that the server goes.
GRACE = 2


class Server(uvicorn.Server):
    """Uvicorn's server, which loads the view while it already listens.

    Parameters
    ----------
    config : uvicorn.Config
        Of the server.
    opened : callable
        Called once somebody answers.
    load : callable
        What is done then; where it fails the server ends, and `failure` says why.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        opened: Callable[[], None],
        load: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(config)
        self.opened, self.load = opened, load
        self.failure: BaseException | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then to load."""
        await super().startup(sockets)
        if self.started:
            self.opened()
            self._loading = asyncio.ensure_future(self.load())
            self._loading.add_done_callback(self._loaded)

    def _loaded(self, loading: asyncio.Future[None]) -> None:
        if not loading.cancelled() and loading.exception() is not None:
            self.failure, self.should_exit = loading.exception(), True


def serve(settings: Settings, listening: socket.socket, opened: Callable[[], None]) -> None:
    """Serve the view until somebody ends it with Ctrl-C, SIGTERM or SIGHUP.

    Parameters
    ----------
    settings : Settings
        How it shows itself.
    listening : socket
        From :func:`view.server.port.listener`.
    opened : callable
        Called once the server answers.

    Raises
    ------
    Exception
        Whatever the view raises when it is loaded.
    KeyboardInterrupt, SystemExit
        The usual ends, once no process is left.
    """
    settle(settings)
    _end_in_order()
    opening = Opening()
    ends: list[Callable[[], None]] = []

    async def load() -> None:
        """Load in a thread, so that whoever comes early is told so; start processes from here."""
        with for_good():
            module = await aside(import_module, "view.server.workers")
            workers = module.Workers()
            ends.append(workers.stop)
            # One process warms while this one imports; the others would only slow both down.
            workers.start(workers.shops[:1])
            front = await aside(import_module, "view.server.front")
            opening.app = await aside(front.front, settings, workers.warm)
            ends.append(front.close)
            workers.start(workers.shops[1:])
            await aside(front.rehearse, settings.app)

    config = uvicorn.Config(
        doors(opening, settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        loop="asyncio",
        ws_max_size=LONGEST_MESSAGE,
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config, opened, load)
    try:
        server.run(sockets=[listening])
    finally:
        for end in reversed(ends):
            end()
    if server.failure is not None:
        raise server.failure


async def aside(do: Callable[..., Any], *given: Any) -> Any:
    """Return what a function returns, worked out in a thread that holds up no end.

    The threads of :func:`asyncio.to_thread` are waited for when the loop ends: Ctrl-C would take
    as long as all that is still to be imported.

    Parameters
    ----------
    do : callable
        What to do.
    *given : object
        Its arguments.

    Raises
    ------
    BaseException
        Whatever the function raises.

    Examples
    --------
    >>> asyncio.run(aside(pow, 2, 5))
    32
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Any] = loop.create_future()

    def tell(how: Callable[[Any], None], what: object) -> None:
        if not answer.done():  # cancelled: nobody waits any more
            how(what)

    def work() -> None:
        try:
            told = answer.set_result, do(*given)
        except BaseException as error:
            told = answer.set_exception, error
        with suppress(RuntimeError):  # the loop has closed
            loop.call_soon_threadsafe(tell, *told)

    Thread(target=work, daemon=True).start()
    return await answer


def _end_in_order() -> None:
    """See to it that SIGTERM, and a terminal that is closed, leave no workers behind.

    While the server runs, uvicorn takes SIGTERM itself, and hands it on when it has ended.
    """
    signal.signal(signal.SIGTERM, _terminated)
    hangup = getattr(signal, "SIGHUP", None)  # not on Windows
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:  # as nohup does
        signal.signal(hangup, lambda *_: signal.raise_signal(signal.SIGTERM))


def _terminated(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
