"""Settings of Sphinx for the site (`make docs`).

The source folder is the project itself: pages stay where they are read on disk, and their links
hold in both places. These settings lie outside `model/`, whose sources are part of a study's name.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

project = "Convenio"
author = "Convenio contributors"
project_copyright = "Convenio contributors"
extensions = ["myst_parser", "sphinx.ext.napoleon", "autoapi.extension"]
root_doc = "model/docs/index"
include_patterns = [
    "*.md",
    "experiments/**.md",
    "model/**.md",
    "model/docs/reference/**",
    "notebooks/*.md",
    "view/server/*.md",
]
exclude_patterns = [".*", "**/.*", "results", "site", "tests"]

# --- Pages -------------------------------------------------------------------------------------
myst_heading_anchors = 3
myst_links_external_new_tab = False

# --- The reference, read from the sources without importing them ---------------------------------
# The inside of the browser view is no interface that somebody else would call.
autoapi_dirs = [str(ROOT / package) for package in ("model", "agents", "experiments")]
autoapi_root = "model/docs/reference"
autoapi_add_toctree_entry = False
autoapi_member_order = "groupwise"
autoapi_options = ["members", "show-inheritance", "show-module-summary"]
autoapi_python_class_content = "class"
napoleon_google_docstring = False
suppress_warnings = [
    "autoapi.python_import_resolution",  # constants that are bound several at once
    "ref.python",  # a short name of a type that several modules have: no broken link
]

# --- Looks: everything from the site's own folder -----------------------------------------------
html_theme = "furo"
html_title = "Convenio"
html_extra_path = ["front"]
html_copy_source = False
html_show_sphinx = False
pygments_style = "default"
