"""First word of every lesson: what is imported is ours, and no package of the same name."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[1]
OURS = ("model", "agents", "experiments", "view")

#: Languages in which lessons speak.
READY = MappingProxyType(
    {
        "en": "Ready: Convenio {version}, Python {python}.",
        "es": "Todo listo: Convenio {version}, Python {python}.",
    }
)
#: What the checks of the exercises answer in, and pictures are labelled in; set by `ready`.
language = "en"


def ready(speak: str = "en", root: Path = ROOT) -> None:
    """Put the project's folder first on the path, and see that its packages are what is found.

    Parameters
    ----------
    speak : str
        Language of the checks and pictures: "en" or "es".
    root : Path
        Folder of the project.

    Raises
    ------
    ImportError
        Where another package of one of our names was imported before, or is found first; the
        message says from where.
    """
    global language
    if speak not in READY:
        raise ValueError(f"no lessons in {speak!r}; there are {', '.join(READY)}")
    place = str(root)
    sys.path[:] = [place, *(each for each in sys.path if each != place)]
    for name in OURS:
        found = getattr(import_module(name), "__file__", None)
        if found is None or Path(found).resolve().parent != root / name:
            raise ImportError(
                f"`import {name}` finds another package, {found or 'without a file'}, instead of "
                f"Convenio's in {root / name}. Restart the kernel (Kernel > Restart) and run this "
                "cell first; if it says the same again, start JupyterLab with `make notebooks`, "
                "which brings an environment of its own."
            )
    from experiments.ahead import compile_ahead
    from model.compiled import when_compiling
    from model.version import version
    from view import words

    def compile_first(kernel: object) -> None:
        print(words.words(speak)("terminal.once"))
        compile_ahead(kernel)

    when_compiling(compile_first)

    language = speak
    words.speak(speak)
    python = ".".join(map(str, sys.version_info[:3]))
    print(READY[speak].format(version=version(), python=python))
