"""The page that says no, in both languages of the view."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send


class Reason(NamedTuple):
    """Why a request is refused: the HTTP status, and what is said in English and Spanish."""

    status: int
    english: str
    spanish: str


HOST = Reason(
    421,
    "This server does not go by that name. It can be allowed with --allow-host.",
    "Este servidor no responde a ese nombre. Se puede permitir con --allow-host.",
)
MALFORMED = Reason(400, "A request without one valid host.", "Una solicitud sin un host válido.")
ORIGIN = Reason(
    403,
    "Another site asked for this. Open Convenio in a tab of its own.",
    "Otro sitio pidió esto. Abra Convenio en su propia pestaña.",
)
TOKEN = Reason(
    403,
    "A token is needed: open the link that was printed where Convenio was started. "
    'Been here before? <a href="">Enter</a>.',
    "Se necesita una clave: abra el enlace que se mostró donde se inició Convenio. "
    '¿Ya estuvo aquí? <a href="">Entrar</a>.',
)
TOO_LONG = Reason(413, "That is too long for this server.", "Demasiado largo para este servidor.")
FULL = Reason(
    503,
    "Convenio has as many visitors as it can serve. This page tries again every 15 seconds.",
    "Convenio tiene todos los visitantes que puede atender. "
    "Esta página lo intenta de nuevo cada 15 segundos.",
)
STARTING = Reason(
    503,
    "Convenio is starting; in a few seconds this page becomes it.",
    "Convenio está iniciando; en unos segundos aparecerá aquí.",
)
#: Seconds after which a page that was refused tries again by itself.
_AGAIN: Mapping[Reason, str] = MappingProxyType({FULL: "15", STARTING: "1"})


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """Return a small page that needs nothing else; the paragraphs are HTML."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        '<link rel="icon" href="data:,">'
        "<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;"
        "padding:0 1rem;color-scheme:light dark}</style></head>"
        f"<body><h1>Convenio</h1>{body}</body></html>"
    )


async def refuse(reason: Reason, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or the handshake of a websocket, with a reason."""
    html = page("Convenio", reason.english, f'<span lang="es">{reason.spanish}</span>')
    again = _AGAIN.get(reason)
    headers = {"Retry-After": again, "Refresh": again} if again else {}
    answer = HTMLResponse(html, reason.status, headers | {"Cache-Control": "no-store"})
    await answer(scope, receive, send)
