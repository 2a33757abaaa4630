"""A fence around a Python process: whoever calls the outside is stopped and written down.

Copied as ``sitecustomize.py`` into a folder on the path of the process and its children.
"""

import ipaddress
import os
import sys

#: Names the file into which calls are written; without it there is no fence.
VARIABLE = "CONVENIO_FENCE"


def is_here(host: object) -> bool:
    """Whether a host is this machine."""
    if host in (None, "", b"", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def fence(event: str, given: tuple[object, ...]) -> None:
    """Stop connections, and look-ups of names, that leave this machine."""
    if event in ("socket.connect", "socket.sendto"):
        address = given[1]
        host = address[0] if isinstance(address, tuple) else None  # a path: a socket of Unix
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = given[0]
    else:
        return
    if not is_here(host):
        with open(os.environ[VARIABLE], "a") as log:
            log.write(f"{event} {host}\n")
        raise ConnectionRefusedError(f"outside of the fence: {host}")


if VARIABLE in os.environ:
    sys.addaudithook(fence)
