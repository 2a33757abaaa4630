"""The first door: foreign names, foreign pages, long bodies."""

import pytest

from tests.view.server.knock import inside, knock
from view.server.guard import Guard
from view.server.headers import AnswerHeaders
from view.server.settings import LONGEST_BODY, Settings

GUARD = Guard(inside, Settings())
OWN = "http://127.0.0.1:8765"


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LocalHost", "[::1]:8765"])
def test_names_of_this_machine_are_answered(host: str) -> None:
    assert knock(GUARD, host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8765", "192.0.2.7:8765", "localhost.evil"]
)
def test_other_names_are_not_which_ends_dns_rebinding(host: str) -> None:
    answer = knock(GUARD, host=host)
    assert answer.status == 421
    assert "inside" not in answer.text


@pytest.mark.parametrize(
    "host", [None, "", "a@localhost", "localhost:port", "localhost/x", "[::1%x]"]
)
def test_what_is_no_host_is_a_bad_request(host: str | None) -> None:
    assert knock(GUARD, host=host).status == 400


def test_two_hosts_are_a_bad_request() -> None:
    assert knock(GUARD, "/", ("host", "localhost")).status == 400


def test_off_loopback_any_address_of_the_machine_and_names_that_were_allowed() -> None:
    guard = Guard(inside, Settings(host="0.0.0.0", names=frozenset({"Lab.example.org"})))
    for host, status in (("192.0.2.7:80", 200), ("lab.example.org", 200), ("evil.example", 421)):
        assert knock(guard, host=host).status == status


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:9999", "http://localhost:8765", "null", "", OWN[5:]],
)
def test_a_websocket_from_another_page_is_refused(origin: str) -> None:
    assert knock(GUARD, "/", ("origin", origin), kind="websocket").status == 403
    assert knock(GUARD, "/", ("origin", origin), method="POST").status == 403


def test_a_websocket_from_nobody_is_refused_and_one_from_the_own_page_is_not() -> None:
    assert knock(GUARD, kind="websocket").status == 403
    assert knock(GUARD, "/", ("origin", OWN), kind="websocket").status == 200


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),
        ("same-site", "no-cors", 403),
        ("cross-site", "navigate", 200),
        ("none", "navigate", 200),
        ("same-origin", "no-cors", 200),
    ],
)
def test_other_sites_may_link_but_not_embed(site: str, mode: str, status: int) -> None:
    marks = (("sec-fetch-site", site), ("sec-fetch-mode", mode))
    assert knock(GUARD, "/", *marks).status == status


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (("content-length", str(LONGEST_BODY)), 200),
        (("content-length", str(LONGEST_BODY + 1)), 413),
        (("content-length", "-1"), 413),
        (("transfer-encoding", "chunked"), 413),
    ],
)
def test_bodies_are_capped(header: tuple[str, str], status: int) -> None:
    assert knock(GUARD, "/", ("origin", OWN), header, method="POST").status == status


def test_each_answer_has_its_own_policy() -> None:
    app = AnswerHeaders(inside)
    policies = [knock(app).headers["content-security-policy"] for _ in range(2)]
    assert policies[0] != policies[1]
    scripts = next(part for part in policies[0].split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "default-src 'none'" in policies[0]
    assert knock(app).headers["x-content-type-options"] == "nosniff"
