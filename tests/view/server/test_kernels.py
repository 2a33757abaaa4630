"""Websockets without a browser: who may open one, how many, how long, how much."""

import http.client
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.view.browser import Served, served, until
from view.server.settings import LONGEST_MESSAGE

MOST = 2
#: Seconds after which this server forgets a page that went.
ABSENCE = 3


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for two visitors that soon forgets those who went."""
    folder = tmp_path_factory.mktemp("small")
    options = ("--visitors", str(MOST))
    with served(folder, *options, SOLARA_KERNEL_CULL_TIMEOUT=f"{ABSENCE}s") as started:
        yield started


@pytest.fixture
def empty(small: Served) -> Served:
    """The same, with nobody there."""
    until(lambda: small.state()["visitors"] == 0)
    return small


def opened(server: Served, kernel: str, origin: str = "", session: str = "me") -> ClientConnection:
    """Open the websocket of a page."""
    address = server.address.replace("http", "ws", 1)
    return connect(
        f"{address}/jupyter/api/kernels/{kernel}/channels?session_id=page-{kernel}",
        origin=origin or server.address,
        additional_headers={"Cookie": f"solara-session-id={session}"},
    )


def asked(server: Served, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Ask over a plain connection, and return status and text."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    try:
        connection.request(method, path, headers={"Origin": server.address, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", "null"])
def test_a_page_of_another_site_gets_no_kernel(empty: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        opened(empty, str(uuid4()), origin)
    assert refused.value.response.status_code == 403
    assert empty.state()["visitors"] == 0


def test_a_name_that_is_not_ours_is_misdirected(small: Served) -> None:
    status, text = asked(small, "GET", "/", Host="evil.example")
    assert status == 421
    assert "solara" not in text


def test_only_what_the_view_needs_is_there(small: Served) -> None:
    wanted = {
        "/": 200,
        "/readyz": 503 if not small.state()["ready"] else 200,
        "/static/assets/favicon.svg": 200,
        "/resourcez": 404,
        "/elsewhere": 404,
        "/static/public/x": 404,
        "/_solara/cdn/vue@3/dist/vue.js": 404,  # Solara alone would fetch it from the outside
        "/_solara/cdn/../../../etc/passwd": 404,
        "/jupyter/nbextensions/..%2f..%2f..%2fetc/passwd": 404,
    }
    assert {path: asked(small, "GET", path)[0] for path in wanted} == wanted
    assert small.calls.read_text() == ""


def test_beyond_the_most_visitors_a_page_says_so(empty: Served) -> None:
    with ExitStack() as stack:
        for name in ("one", "two"):
            stack.enter_context(opened(empty, str(uuid4()), session=name))
        until(lambda: empty.state()["visitors"] == MOST)
        status, text = asked(empty, "GET", "/")
        assert status == 503
        assert "as many visitors as it can serve" in text
        assert "tantos" in text or "puede atender" in text
        with pytest.raises(InvalidStatus) as refused:
            opened(empty, str(uuid4()), session="three")
        assert refused.value.response.status_code == 503
        assert asked(empty, "GET", "/", Cookie="solara-session-id=one")[0] == 200


def test_who_went_without_a_word_is_forgotten_after_a_while(empty: Served) -> None:
    kernel = str(uuid4())
    with opened(empty, kernel):
        until(lambda: empty.state()["visitors"] == 1)
    assert empty.state()["visitors"] == 1
    until(lambda: empty.state()["visitors"] == 0, 10.0)


def test_who_went_without_a_word_makes_room_for_somebody_new(empty: Served) -> None:
    with opened(empty, str(uuid4()), session="one"):
        with opened(empty, str(uuid4()), session="two"):
            until(lambda: empty.state()["visitors"] == MOST)
            assert asked(empty, "GET", "/")[0] == 503
        until(lambda: asked(empty, "GET", "/")[0] == 200, ABSENCE / 2)
        assert empty.state()["visitors"] == 1


def test_only_the_visitor_can_close_the_own_kernel(empty: Served) -> None:
    kernel = str(uuid4())
    goodbye = f"/_solara/api/close/{kernel}?session_id=page-{kernel}"
    with opened(empty, kernel, session="me"):
        until(lambda: empty.state()["visitors"] == 1)
        for path, cookie in ((goodbye, "other"), (goodbye.partition("?")[0], "me")):
            assert asked(empty, "POST", path, Cookie=f"solara-session-id={cookie}")[0] == 204
            assert empty.state()["visitors"] == 1
        assert asked(empty, "POST", goodbye, Cookie="solara-session-id=me")[0] == 204
        assert empty.state()["visitors"] == 0


def test_a_message_too_long_ends_the_connection(empty: Served) -> None:
    with opened(empty, str(uuid4())) as socket:
        socket.send("x" * (LONGEST_MESSAGE + 1))
        with pytest.raises(ConnectionClosed) as ended:
            list(socket)
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 1009
