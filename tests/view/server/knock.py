"""Ask an ASGI application something, without a network."""

import asyncio
from collections.abc import Mapping, MutableMapping
from typing import Any, NamedTuple

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class Answer(NamedTuple):
    """Status, headers (the last of each name) and text of an answer."""

    status: int
    headers: Mapping[str, str]
    text: str


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    """What is behind a door: it says under which path it was reached."""
    await PlainTextResponse(f"inside {scope['path']}")(scope, receive, send)


def knock(
    app: ASGIApp,
    path: str = "/",
    *more: tuple[str, str],
    host: str | None = "127.0.0.1:8765",
    kind: str = "http",
    method: str = "GET",
) -> Answer:
    """Send one request, or the handshake of a websocket, and return the answer."""
    given = [("host", host)] if host is not None else []
    name, _, query = path.partition("?")
    scope: Scope = {
        "type": kind,
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": {"http": "http", "websocket": "ws"}[kind],
        "method": method,
        "path": name,
        "raw_path": name.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "server": ("127.0.0.1", 8765),
        "headers": [(key.lower().encode(), value.encode()) for key, value in [*given, *more]],
        "extensions": {"websocket.http.response": {}},
    }
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    start = sent[0]
    headers = {key.decode().lower(): value.decode() for key, value in start["headers"]}
    return Answer(start["status"], headers, body.decode())
