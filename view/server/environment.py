"""What Solara's server is told before it is imported: it reads its settings once, on import."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from view.server.settings import ABSENCE, Settings

HERE = Path(__file__).parent


def solara_settings(settings: Settings) -> Mapping[str, str]:
    """Return the environment variables of Solara that are ours to say, whoever starts the server.

    Examples
    --------
    >>> solara_settings(Settings())["SOLARA_TELEMETRY_MIXPANEL_ENABLE"]
    'False'
    """
    return {
        "SOLARA_APP": settings.app,
        "SOLARA_MODE": "production",  # no watched files, no reloading, minified scripts
        # Nobody is told anything: no report, hence no look-up of this machine's public address;
        # a name for the user, or Solara would make and keep one.
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
        "SOLARA_TELEMETRY_SERVER_USER_ID": "nobody",
        # Scripts and fonts under our own address. Solara would fetch those that are missing from
        # the outside: view.server.front serves the same path from disk only.
        "SOLARA_ASSETS_PROXY": "True",
        "SOLARA_ASSETS_EXTRA_LOCATIONS": str(HERE / "assets"),
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
        "SOLARA_ROOT_PATH": settings.root_path,
        "SOLARA_SESSION_HTTP_ONLY": "True",
        "SOLARA_THEME_TITLE": "Convenio",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_SHOW_BANNER": "False",
        "SOLARA_SSG_ENABLED": "False",
        "SOLARA_SEARCH_ENABLED": "False",
        "SOLARA_OAUTH_PRIVATE": "False",
        # More connections than visitors: a page that lost its own comes back with a second one.
        "SOLARA_KERNEL_MAX_COUNT": str(2 * settings.visitors),
    }


def settle(settings: Settings) -> None:
    """Write the settings of Solara into the environment.

    ``SOLARA_KERNEL_CULL_TIMEOUT`` and ``SOLARA_HOME`` stay as they are where somebody set them.

    Raises
    ------
    RuntimeError
        Where Solara's server was imported before: it would not listen any more.
    """
    if "solara.server.settings" in sys.modules:
        raise RuntimeError("solara.server was imported before its settings were made")
    os.environ.update(solara_settings(settings))
    os.environ.setdefault("SOLARA_KERNEL_CULL_TIMEOUT", ABSENCE)
    # Otherwise a folder ~/.solara would appear in the home of whoever starts it.
    os.environ.setdefault("SOLARA_HOME", str(Path(tempfile.gettempdir()) / "convenio-solara"))
