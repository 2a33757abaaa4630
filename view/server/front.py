"""The routes of the server: Solara's, those that the view needs, and no others.

Solara's server changes threads and widgets of the whole process when it is imported, and reads its
settings then: it is imported here when it is called for, not before.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.types import ASGIApp, Scope
from starlette.websockets import WebSocket

from view.server.dress import dressed, language_of, prepared
from view.server.headers import NONCE
from view.server.kernels import has_room, kernels
from view.server.refusal import FULL, MALFORMED, refuse
from view.server.settings import Settings
from view.server.turns import say_by_turns

#: Name of Solara's cookie, by which a page that lost its connection finds its kernel again.
SESSION = "solara-session-id"


def front(settings: Settings, warm: Callable[[], bool]) -> ASGIApp:
    """Load the view, and return the application that shows it.

    Parameters
    ----------
    settings : Settings
        How it shows itself.
    warm : callable
        Whether a first run would be answered at once.

    Raises
    ------
    Exception
        Whatever the view raises on its first run.
    """
    from solara.server import app

    app.ensure_apps_initialized()
    say_by_turns()
    _page(settings.root_path)
    return Starlette(
        routes=[*_our_routes(settings, warm), *_static_routes()],
        # Packed quickly: to spare another fifth of the bytes takes a first page 0.2 s.
        middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=1)],
    )


def rehearse(app: str) -> None:
    """Let a view do beforehand what its first visitor would wait for, if it knows of such a thing.

    Parameters
    ----------
    app : str
        Module with the component Page.
    """
    known = getattr(import_module(app), "rehearse", None)
    if known is not None:
        known()


def close() -> None:
    """Close the kernels of all visitors."""
    from solara.server import starlette

    starlette.on_shutdown()


def _our_routes(settings: Settings, warm: Callable[[], bool]) -> list[BaseRoute]:
    """Return the page, its websocket, its goodbye, and the answer to health checks."""

    async def page(request: Request) -> Response:
        session = request.cookies.get(SESSION, "")
        known = any(kernel.session_id == session for kernel in list(kernels().values()))
        if not known and not await run_in_threadpool(has_room, settings.visitors):
            return _Refusal()
        language = language_of(
            request.query_params.get("lang"), request.headers.get("accept-language", "")
        )
        html = dressed(_page(settings.root_path), request.scope[NONCE], language)
        answer = HTMLResponse(html, headers={"Cache-Control": "no-store"})
        if not session:
            # Lax: a link from elsewhere must not give a second name to a visitor who is here.
            answer.set_cookie(
                SESSION,
                str(uuid4()),
                path=f"{settings.root_path}/",
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
        return answer

    async def kernel(websocket: WebSocket) -> None:
        from solara.server import starlette

        asked = websocket.scope, websocket.receive, websocket.send
        if not websocket.query_params.get("session_id"):
            await refuse(MALFORMED, *asked)
        elif websocket.path_params["kernel_id"] not in kernels() and not await run_in_threadpool(
            has_room, settings.visitors
        ):
            await refuse(FULL, *asked)
        else:
            await starlette.kernel_connection(websocket)

    def goodbye(request: Request) -> Response:
        """Close the kernel of a page that goes, if it is the visitor's own."""
        context = kernels().get(request.path_params["kernel_id"])
        page_id = request.query_params.get("session_id", "")
        session = request.cookies.get(SESSION, "")
        if (
            context is not None
            and secrets.compare_digest(context.session_id.encode(), session.encode())
            and page_id in context.page_status
        ):
            context.page_close(page_id)
        return Response(status_code=204)

    async def ready(_: Request) -> Response:
        is_warm = warm()
        state = {"ready": is_warm, "visitors": len(kernels()), "most": settings.visitors}
        return JSONResponse(state, 200 if is_warm else 503)

    return [
        Route("/", page),
        Route("/readyz", ready),
        WebSocketRoute("/jupyter/api/kernels/{kernel_id}/{name}", kernel),
        Route("/_solara/api/close/{kernel_id}", goodbye, methods=["POST"]),
    ]


class _Refusal(Response):
    """That there are too many visitors."""

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        await refuse(FULL, scope, receive, send)


@cache
def _page(root_path: str) -> str:
    from solara.server import server

    html = server.read_root("/", root_path)
    if html is None:
        raise ValueError("the view has no page at its root")
    return prepared(html)


def _static_routes() -> list[BaseRoute]:
    """Return Solara's scripts, styles, fonts and widgets, all from disk."""
    from solara.server import settings, starlette
    from solara.server.server import solara_static

    class Kept(starlette.StaticFilesOptionalAuth):
        """Files whose path holds their version; Solara's own class fetches what is missing."""

        def file_response(self, *given: Any, **named: Any) -> Response:
            response: Response = super().file_response(*given, **named)
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            return response

    return [
        Mount("/_solara/cdn", Kept(directory=settings.assets.proxy_cache_dir)),
        Mount("/static/assets", starlette.StaticAssets()),
        Mount("/static", starlette.StaticFilesOptionalAuth(directory=solara_static)),
        Mount("/jupyter/nbextensions", starlette.StaticNbFiles()),
    ]
