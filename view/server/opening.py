"""The application from the first moment on, while the view is still being loaded."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from view.server.guard import Guard
from view.server.headers import AnswerHeaders
from view.server.refusal import STARTING, refuse
from view.server.rootpath import RootPath
from view.server.settings import Settings
from view.server.tokens import TokenDoor


def doors(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Return an application behind all doors, in the order in which a request comes to them."""
    return RootPath(Guard(AnswerHeaders(TokenDoor(app, settings)), settings), settings.root_path)


class Opening:
    """Application that says that it starts, until there is one to hand requests to.

    Attributes
    ----------
    app : ASGI application or None
        The view, once it is there.
    """

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say that it is too early."""
        if self.app is not None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"].endswith("/readyz"):
            await JSONResponse({"ready": False}, 503)(scope, receive, send)
        else:
            await refuse(STARTING, scope, receive, send)
