"""The second door, where others than this machine can knock: a secret, shown once in a link."""

from __future__ import annotations

import os
import re
import secrets
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from view.server.refusal import TOKEN, page, refuse
from view.server.settings import SettingError, Settings

#: A token for more than one start; never an option, which other users of the machine could read.
VARIABLE = "CONVENIO_TOKEN"
_FORM = re.compile(r"[A-Za-z0-9_-]{16,256}")


def new_token() -> str:
    """Return the token of the environment, or a random one of 256 bits.

    Raises
    ------
    SettingError
        Where that of the environment is too short to be secret, or would not fit into a link.
    """
    token = os.environ.get(VARIABLE, "")
    if token and not _FORM.fullmatch(token):
        raise SettingError(f"{VARIABLE}: expected 16 to 256 letters, digits, - or _")
    return token or secrets.token_urlsafe(32)


class TokenDoor:
    """Middleware that lets in who brings the token, in the link at first, then in a cookie.

    Parameters
    ----------
    app : ASGI application
        What is behind the door.
    settings : Settings
        With the token; without one the door stands open.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        # Browsers keep one jar for all ports of a machine.
        self.cookie = f"convenio-token-{settings.port}"
        # What a health check may ask without a token.
        self.open = f"{settings.root_path}/readyz"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, ask for the token, or take it."""
        if not self.settings.token or scope["path"] == self.open:
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if scope["type"] == "http" and self.fits(asked.query_params.get("token", "")):
            await self.welcome(asked)(scope, receive, send)
        elif self.fits(asked.cookies.get(self.cookie, "")):
            await self.app(scope, receive, send)
        else:
            await refuse(TOKEN, scope, receive, send)

    def fits(self, token: str) -> bool:
        """Compare in a time that says nothing about how much of it is right."""
        return secrets.compare_digest(token.encode(), self.settings.token.encode())

    def welcome(self, asked: HTTPConnection) -> HTMLResponse:
        """Return the answer that keeps the token and goes on to the same link without it.

        A page and not a redirect: after a click on another site's link browsers hold back a
        strict cookie through all redirects.
        """
        kept = [
            (key, value)
            for key, value in parse_qsl(asked.url.query, keep_blank_values=True)
            if key != "token"
        ]
        query = urlencode(kept, safe=":,./-_")
        link = escape(f"{asked.url.path}?{query}" if query else asked.url.path)
        html = page(
            "Convenio",
            f'<a href="{link}">Convenio</a>',
            head=f'<meta http-equiv="refresh" content="0;url={link}">',
        )
        answer = HTMLResponse(html)
        answer.set_cookie(
            self.cookie,
            self.settings.token,
            path=f"{self.settings.root_path}/",
            httponly=True,
            samesite="strict",
            secure=asked.url.scheme == "https",
        )
        return answer
