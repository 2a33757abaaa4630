"""What who waits at a terminal sees of the compiler; ``python -m view.compiling`` compiles all."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from rich.console import Console

from experiments.ahead import compile_ahead
from experiments.runner import simulate
from model.compiled import when_compiling
from model.scenario.load import load
from view.terminal import Bar, progress
from view.words import words


def compile_in_sight(first: Any, language: str = "en") -> None:
    """Compile ahead what a command will call, see :func:`experiments.ahead.compile_ahead`.

    Parameters
    ----------
    first : kernel
        The one that the compiler has just been called for.
    language : str
        In which to say so, only to a terminal: where a bar is shown, and else on the error stream.
    """
    say = words(language)
    with ExitStack() as stack:
        bar = Bar.shown[-1] if Bar.shown else stack.enter_context(progress(Console(stderr=True)))
        if bar.console.is_terminal:
            bar.console.print(say("terminal.once"), highlight=False)
        task = bar.add_task(say("terminal.kernels"), total=None)
        stack.callback(bar.remove_task, task)
        compile_ahead(first, lambda done, total: bar.update(task, completed=done, total=total))


def main() -> None:
    """Compile all kernels that are not kept."""
    when_compiling(compile_in_sight)
    simulate(load("classroom"), 1)


if __name__ == "__main__":
    main()
