"""The listening socket, taken before anything slow is imported: a taken port is told at once."""

from __future__ import annotations

import os
import socket

from view.server.settings import SettingError

#: Ports after the wanted one that are tried, to name a free one.
TRIED = 100
LAST_PORT = 65535


def listener(host: str, port: int) -> socket.socket:
    """Return a socket that holds a port, and listens once the server takes it over.

    Parameters
    ----------
    host : str
        IP address.
    port : int
        TCP port; 0 for any free one.

    Raises
    ------
    SettingError
        Where the port cannot be had; of a taken port it names the next free one.

    Examples
    --------
    >>> with listener("127.0.0.1", 0) as first:
    ...     taken = first.getsockname()[1]
    ...     listener("127.0.0.1", taken)
    Traceback (most recent call last):
    view.server.settings.SettingError: --port ...: taken on 127.0.0.1; free is ...
    """
    try:
        return _bound(host, port)
    except PermissionError:
        raise SettingError(
            f"--port {port}: not for ordinary users here; expected 1024 to {LAST_PORT}"
        ) from None
    except OSError as error:
        free = _next_free(host, port)
        if free is None:
            raise SettingError(f"--host {host}, --port {port}: {error.strerror}") from None
        raise SettingError(f"--port {port}: taken on {host}; free is --port {free}") from None


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    held = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere the same option lets two programs share a port
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((host, port))
        held.listen()  # binding alone leaves the port to be taken by another
    except OSError:
        held.close()
        raise
    return held


def _next_free(host: str, port: int) -> int | None:
    for other in range(port + 1, min(port + TRIED, LAST_PORT) + 1):
        try:
            _bound(host, other).close()
        except OSError:
            continue
        return other
    return None
