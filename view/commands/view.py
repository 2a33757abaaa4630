"""The command `view`: serve the view to browsers."""

from __future__ import annotations

import sys
import webbrowser
from dataclasses import replace
from importlib.util import find_spec

import click

from view.server.port import LAST_PORT, listener
from view.server.settings import SettingError, Settings
from view.server.tokens import new_token


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="IP address to listen on.")
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, LAST_PORT),
    help="TCP port; 0: any free one.",
)
@click.option("--root-path", default="", metavar="PATH", help="Of a reverse proxy: /convenio.")
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A name by which visitors call it, such as that of a reverse proxy; may be repeated.",
)
@click.option("--token", "closed", is_flag=True, help="Ask for a token on this machine too.")
@click.option(
    "--visitors",
    default=32,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="Most pages open at a time.",
)
@click.option("--open/--no-open", "open_it", default=False, help="Open it in a browser.")
@click.option("--app", default="view.app", hidden=True, help="Module with the component Page.")
def view(
    host: str,
    port: int,
    root_path: str,
    allow_host: tuple[str, ...],
    closed: bool,
    visitors: int,
    open_it: bool,
    app: str,
) -> None:
    """Serve the view to browsers of this machine; Ctrl-C ends it.

    On another address than this machine's own, visitors need the token of the link that is
    printed. A token for more than one start: CONVENIO_TOKEN in the environment. Exit codes: 0 ended
    with Ctrl-C; 2 something wrong with what was asked for, such as a taken port; 143 terminated.
    """
    if not exists(app):
        raise click.UsageError(f"--app {app}: no such module")
    try:
        settings = Settings(host, port, root_path, frozenset(allow_host), "", visitors, app)
        if closed or not settings.loopback:
            settings = replace(settings, token=new_token())
        listening = listener(settings.host, settings.port)
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    settings = replace(settings, port=listening.getsockname()[1])

    def opened() -> None:
        click.echo(f"Convenio: {settings.link()}   (Ctrl-C ends it)")
        if settings.everywhere:
            click.echo("From other machines: the same link with this machine's address.")
        sys.stdout.flush()
        if open_it:
            webbrowser.open(settings.link())

    # All that takes seconds to import comes after the port was told free.
    from view.server.launch import serve

    with listening:
        try:
            serve(settings, listening, opened)
        except KeyboardInterrupt:
            click.echo("Convenio has ended.", err=True)


def exists(module: str) -> bool:
    """Whether there is a module of that name, which is not yet imported."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
