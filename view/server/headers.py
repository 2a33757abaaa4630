"""What every answer says to the browser: load nothing from elsewhere, show it in no other page."""

from __future__ import annotations

import secrets
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Under this key of the scope stands the word that marks the page's own scripts.
NONCE = "convenio.nonce"

STANDING = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not no-referrer: with it browsers call the page that leaves a kernel "null".
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
)


def content_security_policy(host: str, nonce: str) -> str:
    """Return the policy under which Solara's front end works, and as little else as can be.

    Parameters
    ----------
    host : str
        As the visitor called the server, with the port.
    nonce : str
        Word of this answer that marks its own inline scripts.

    Notes
    -----
    - ``'unsafe-eval'``: Vue 2 compiles its templates in the browser with ``new Function``, those of
      Solara's page and those of every ``.vue`` file; there is no build without.
    - inline scripts: Solara's page has several; they carry the nonce, so that a script which slips
      in with some text does not run.
    - inline styles: Vuetify writes its theme, and widgets their layout, into the page.
    - ``ws:`` and ``wss:`` of this host: older Safaris do not count websockets as ``'self'``.
    - ``data:`` and ``blob:``: pictures made in the browser, and downloads.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class AnswerHeaders:
    """Middleware that writes the headers; it stands behind the guard, who knows the host.

    Parameters
    ----------
    app : ASGI application
        Whose answers they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and dress its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = scope[NONCE] = secrets.token_urlsafe(16)
        host = Headers(scope=scope).get("host", "")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(STANDING)
                headers["Content-Security-Policy"] = content_security_policy(host, nonce)
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, dressed)
