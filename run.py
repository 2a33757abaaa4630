"""The command line: ``python run.py COMMAND``.

Only this list is read for ``--help``; a command's own module, with Mesa and all that it needs, is
imported when the command is called.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__" and find_spec("mesa") is None:
    # `python run.py …`, as every command begins that is told to be repeated, finds the environment
    # that `make` made, whichever Python is first on the path
    ours = Path(__file__).resolve().parent / ".venv"
    python = ours / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if python.exists() and Path(sys.prefix).resolve() != ours.resolve():
        if sys.platform == "win32":  # where the one that hands over would be taken for ended
            sys.exit(subprocess.call([python, *sys.argv]))
        os.execv(python, [str(python), *sys.argv])

import click

from view.loading import for_good


class Place(NamedTuple):
    """Where a command lives, and the line that the list of commands says about it."""

    module: str
    function: str
    says: str


COMMANDS: dict[str, Place] = {
    "once": Place("view.commands.once", "once", "Simulate one scenario and write the results."),
    "check": Place("view.commands.check", "check", "Check a scenario and say what is in it."),
    "exit": Place("view.commands.exit", "leave", "Let somebody leave, and see what falls."),
    "narrows": Place("view.commands.narrows", "narrow", "Say where supply is narrow."),
    "why": Place("view.commands.why", "why", "Say what changed a measure between two dates."),
    "sweep": Place("view.commands.sweep", "sweep", "Do the runs of a study."),
    "resume": Place("view.commands.sweep", "resume", "Go on with a study."),
    "status": Place("view.commands.study", "status", "Say how far studies are."),
    "report": Place("view.commands.study", "report", "Work out what a study says."),
    "verify": Place("view.commands.study", "verify", "Do recorded runs again and compare."),
    "patterns": Place("view.commands.patterns", "patterns", "Look for what must emerge."),
    "bargain": Place("view.commands.bargain", "bargain", "Play one bargain from files."),
    "validate": Place(
        "view.commands.validate", "validate", "Hold recorded cases against bands of the model."
    ),
    "view": Place("view.commands.view", "view", "Serve the view to browsers."),
    "oracle": Place("view.commands.oracle", "oracle", "Ask NegMAS about bargains played here."),
    "docs": Place("view.commands.docs", "docs", "Write the tables of the model description."),
}


INTERRUPTED = 130  # as shells have it
WORDS = "convenio.words"  # those after `run.py`


class LazyGroup(click.Group):
    """A group of commands, each imported only when it is called.

    Parameters
    ----------
    places : dict of str to Place
        Name of each command, in the order of the list, and where it lives.
    """

    def __init__(self, *, places: dict[str, Place], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # passed on as they came
        self.places = places

    def invoke(self, ctx: click.Context) -> object:
        """Call a command; one that is interrupted and does not see to it itself ends with 130.

        Wrong words for one are told in the language that they ask for.
        """
        given = ctx.meta[WORDS]
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\n" + said("terminal.again", given), err=True)
            return ctx.exit(INTERRUPTED)
        except click.UsageError as error:
            from view.commands.usage import asked, usage_text

            if asked(given) in ("", "en"):
                raise
            click.echo(usage_text(error, asked(given)), err=True)
            return ctx.exit(error.exit_code)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words as they were given."""
        ctx.meta[WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in their declared order."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None where there is none of that name."""
        if cmd_name not in self.places:
            return None
        place = self.places[cmd_name]
        known = place.module in sys.modules
        with nullcontext() if known else for_good():
            command = getattr(import_module(place.module), place.function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place.module}.{place.function} is not a click command")
        compiler = sys.modules.get("model.compiled")
        if compiler is not None:
            compiler.when_compiling(compile_first)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        if self.places:
            with formatter.section("Commands"):
                formatter.write_dl([(name, place.says) for name, place in self.places.items()])


def said(key: str, given: Sequence[str]) -> str:
    """Return a text in the language that the words of a command ask for."""
    from view.commands.usage import asked
    from view.words import words

    return words(asked(given))(key)


def compile_first(kernel: object) -> None:
    """Compile on all cores what a command will call, and tell who waits at a terminal."""
    from view.commands.usage import asked
    from view.compiling import compile_in_sight

    compile_in_sight(kernel, asked(sys.argv))


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted and not ctx.resilient_parsing:
        from model.version import version

        click.echo(f"Convenio {version()}")
        ctx.exit()


@click.group(
    cls=LazyGroup, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the version and end.",
)
def main() -> None:
    """Simulate how Peru and its partners bargain over technology, and what follows from it."""


if __name__ == "__main__":
    main(prog_name="run.py")
