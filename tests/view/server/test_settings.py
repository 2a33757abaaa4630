"""What the server is told, and what it tells Solara."""

import os
import socket
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from click.testing import CliRunner

from tests.view.browser import STANDIN
from tests.view.server.knock import inside, knock
from view.commands.view import view
from view.server.dress import prepared
from view.server.environment import settle, solara_settings
from view.server.opening import Opening, doors
from view.server.port import listener
from view.server.rootpath import RootPath
from view.server.settings import SettingError, Settings


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--host", "lab.example.org"], "--host 'lab.example.org'"),
        (["--root-path", "convenio"], "--root-path 'convenio'"),
        (["--root-path", '/"><script>'], "--root-path"),
        (["--allow-host", "lab.example.org:80"], "--allow-host 'lab.example.org:80'"),
        (["--port", "70000"], "70000"),
        (["--visitors", "0"], "0"),
        (["--app", "view.nowhere"], "--app view.nowhere: no such module"),
        (["--app", "..", "--port", "0"], "--app ..: no such module"),
    ],
)
def test_wrong_options_are_named_with_code_2(options: list[str], named: str) -> None:
    answer = CliRunner().invoke(view, ["--app", STANDIN, *options])
    assert answer.exit_code == 2
    assert named in answer.output


def test_a_taken_port_is_told_with_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(view, ["--app", STANDIN, "--port", str(port)])
    assert answer.exit_code == 2
    assert f"--port {port}: taken on 127.0.0.1" in answer.output
    free = int(answer.output.rpartition("--port ")[2])
    assert free > port
    listener("127.0.0.1", free).close()


@pytest.mark.parametrize(
    ("options", "closed"),
    [
        (["--host", "127.0.0.1"], False),
        (["--host", "0.0.0.0"], True),
        (["--host", "::"], True),
        (["--host", "localhost", "--token"], True),
    ],
)
def test_off_this_machine_a_token_is_asked_for_whatever_was_said(
    options: list[str], closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Settings] = []

    def serve(settings: Settings, listening: socket.socket, opened: Callable[[], None]) -> None:
        asked.append(settings)
        opened()

    monkeypatch.setattr("view.server.launch.serve", serve)
    answer = CliRunner().invoke(view, ["--app", STANDIN, "--port", "0", *options])
    assert answer.exit_code == 0
    assert (len(asked[0].token) > 40) == closed
    assert asked[0].link() in answer.output
    assert ("From other machines" in answer.output) == asked[0].everywhere


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(SettingError, match=r"192\.0\.2\.7"):
        listener("192.0.2.7", 8765)


@pytest.mark.parametrize(
    ("host", "link"),
    [
        ("localhost", "http://127.0.0.1:8765/c/"),
        ("::1", "http://[::1]:8765/c/"),
        ("0.0.0.0", "http://127.0.0.1:8765/c/?token=abc"),
    ],
)
def test_links_can_be_opened_on_this_machine(host: str, link: str) -> None:
    settings = Settings(host=host, root_path="/c/", token="abc" if "0.0" in host else "")
    assert settings.link() == link
    assert settings.loopback == ("0.0" not in host)


def test_solara_is_told_before_it_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setitem(sys.modules, "solara.server.settings", ModuleType("too late"))
    with pytest.raises(RuntimeError, match="before its settings"):
        settle(Settings())
    monkeypatch.delitem(sys.modules, "solara.server.settings")
    settle(Settings(visitors=5, root_path="/c"))
    assert os.environ["SOLARA_KERNEL_CULL_TIMEOUT"] == "10m"
    assert {key: os.environ[key] for key in solara_settings(Settings())} == solara_settings(
        Settings(visitors=5, root_path="/c")
    )


@pytest.mark.parametrize("path", ["/static/x", "/convenio/static/x"])
def test_the_root_path_may_be_stripped_or_not(path: str) -> None:
    assert knock(RootPath(inside, "/convenio"), path).text == "inside /convenio/static/x"
    assert knock(RootPath(inside, "/conv"), path).text == f"inside /conv{path}"
    assert knock(RootPath(inside, ""), path).text == f"inside {path}"


def test_whoever_comes_early_is_told_to_wait() -> None:
    opening = Opening()
    app = doors(opening, Settings())
    early = knock(app)
    assert (early.status, early.headers["refresh"]) == (503, "1")
    assert knock(app, "/readyz").text == '{"ready":false}'
    opening.app = inside
    assert knock(app).text == "inside /"


def test_another_page_of_solara_is_not_changed_blindly() -> None:
    with pytest.raises(ValueError, match="must follow"):
        prepared("<html><body></body></html>")
