"""The first door: who is called, and who calls.

A browser sends along what a page of strangers asks for. Two checks keep such pages out even of a
server that listens on this machine only: the name by which it is called (DNS rebinding), and the
page that calls (a websocket may be opened by any page; what other sites embed is refused).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from view.server.refusal import HOST, MALFORMED, ORIGIN, TOO_LONG, Reason, refuse
from view.server.settings import LONGEST_BODY, Settings


class Guard:
    """Middleware that refuses foreign names, foreign pages, and bodies too long.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    settings : Settings
        By what names the server goes.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        reason = self.objection(scope)
        if reason is None:
            await self.app(scope, receive, send)
        else:
            await refuse(reason, scope, receive, send)

    def objection(self, scope: Scope) -> Reason | None:
        """Return what speaks against a request, if anything."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        name = _name(hosts[0]) if len(hosts) == 1 else None
        if name is None:
            return MALFORMED
        if not self.settings.answers_to(name):
            return HOST
        if not _own_page(headers, hosts[0], scope["type"] == "websocket"):
            return ORIGIN
        length = headers.get("content-length", "0")
        # No page of ours sends in chunks, and of these nobody knows the length beforehand.
        if "transfer-encoding" in headers or not length.isdecimal() or int(length) > LONGEST_BODY:
            return TOO_LONG
        return None


def _name(host: str) -> str | None:
    """Return the name of a Host header without its port, or None where it is none.

    Examples
    --------
    >>> _name("[::1]:8765"), _name("lab.example.org"), _name("a@b"), _name("x:y")
    ('::1', 'lab.example.org', None, None)
    """
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts.hostname if parts.netloc == host and not {"@", "%"} & set(host) else None


def _own_page(headers: Headers, host: str, websocket: bool) -> bool:
    """Whether a request was made by a page of this server, or by nobody's."""
    origin = headers.get("origin")
    if origin is None:
        # Browsers always name the page that opens a websocket, and what else a page loads they
        # mark; only to follow a link from elsewhere is everybody's right.
        site = headers.get("sec-fetch-site", "none")
        followed = headers.get("sec-fetch-mode") == "navigate"
        return not websocket and (site in ("none", "same-origin") or followed)
    scheme, mark, rest = origin.partition("://")
    return bool(mark) and scheme in ("http", "https") and rest.lower() == host.lower()
