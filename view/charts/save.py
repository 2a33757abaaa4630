"""A button that saves a file on the visitor's machine, made when it is asked for."""

from __future__ import annotations

import base64
from collections.abc import Callable

import solara

from view.charts.tag import tag
from view.session import Question, use_answer


@solara.component_vue("save.vue", vuetify=False)
def _Save(
    text: str,
    wait: str,
    file: str,
    kind: str,
    content: str,
    busy: bool,
    event_click: Callable[[object], None] | None = None,
    event_saved: Callable[[object], None] | None = None,
) -> None:
    """Draw the button over there."""


@solara.component
def Save(text: str, wait: str, name: str, kind: str, question: Question[bytes]) -> None:
    """Show the button.

    Parameters
    ----------
    text, wait : str
        Its face; while the file is made.
    name, kind : str
        Of the file, and its MIME type.
    question : Question
        What makes its bytes.
    """
    asked, ask = solara.use_state(False)
    answer = use_answer(question if asked else None)
    ready = asked and not answer.waiting and answer.value is not None
    content = base64.b64encode(answer.value).decode() if ready and answer.value else ""
    _Save(
        text=text,
        wait=wait,
        file=name,
        kind=kind,
        content=content,
        busy=asked and answer.waiting,
        event_click=lambda *_: ask(True),
        event_saved=lambda *_: ask(False),
    )
    if asked and answer.error is not None:
        tag("p", str(answer.error), cls="cv-note", role="alert")
