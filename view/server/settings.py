"""What the server is told when it starts."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

#: Longest wait for a visitor who went away without a word; then the kernel goes.
ABSENCE = "10m"
#: Bytes: of a request's body (the page's only one is empty), and of one websocket message (the
#: largest are tables of widgets' states, some 10 kB).
LONGEST_BODY, LONGEST_MESSAGE = 64 * 1024, 1024 * 1024

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.I)
_ROOT = re.compile(r"(/[A-Za-z0-9._~-]+)*")


class SettingError(ValueError):
    """A setting that the server cannot work with; the text names it and says what was expected."""


@dataclass(frozen=True)
class Settings:
    """How the server shows itself.

    Attributes
    ----------
    host : str
        IP address to listen on.
    port : int
        TCP port.
    root_path : str
        Path under which a reverse proxy shows it: empty, or with a leading slash and no last one.
    names : frozenset of str
        Names besides the address by which visitors may call it, in lower case.
    token : str
        Secret that a visitor must bring; empty where none is needed.
    visitors : int
        Most pages open at a time.
    app : str
        Module with the component ``Page``.

    Raises
    ------
    SettingError
        Where a value is none that the server can work with.

    Examples
    --------
    >>> Settings(port=8765, root_path="/convenio/").link()
    'http://127.0.0.1:8765/convenio/'
    """

    host: str = "127.0.0.1"
    port: int = 8765
    root_path: str = ""
    names: frozenset[str] = frozenset()
    token: str = ""
    visitors: int = 32
    app: str = "view.app"

    def __post_init__(self) -> None:
        """Check the values, and write address, path and names in their one form."""
        host = "127.0.0.1" if self.host.lower() == "localhost" else self.host.strip("[]")
        try:
            host = str(ipaddress.ip_address(host))
        except ValueError:
            expected = "an IP address of this machine, such as 127.0.0.1 or 0.0.0.0, or localhost"
            raise SettingError(f"--host {self.host!r}: expected {expected}") from None
        root = self.root_path.rstrip("/")
        if not _ROOT.fullmatch(root):
            raise SettingError(f"--root-path {self.root_path!r}: expected a path such as /convenio")
        for name in self.names:
            if not _NAME.fullmatch(name):
                raise SettingError(
                    f"--allow-host {name!r}: expected a name such as lab.example.org, without port"
                )
        object.__setattr__(self, "host", host)
        object.__setattr__(self, "root_path", root)
        object.__setattr__(self, "names", frozenset(name.lower() for name in self.names))

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self.host).is_loopback

    @property
    def everywhere(self) -> bool:
        """Whether it listens on all addresses of this machine."""
        return ipaddress.ip_address(self.host).is_unspecified

    def answers_to(self, name: str) -> bool:
        """Whether visitors may call the server by a host name or address, without port.

        A page of strangers whose name was pointed to this machine (DNS rebinding) calls it by that
        name: an IP address cannot be pointed anywhere.

        Examples
        --------
        >>> Settings().answers_to("localhost"), Settings().answers_to("evil.example")
        (True, False)
        """
        if name.lower() == "localhost" or name.lower() in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self.loopback

    def link(self) -> str:
        """Return the address to open, with the token where one is needed."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.everywhere:  # no address to open
            host = "[::1]" if ":" in host else "127.0.0.1"
        query = f"?token={self.token}" if self.token else ""
        return f"http://{host}:{self.port}{self.root_path}/{query}"
