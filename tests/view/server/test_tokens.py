"""The second door: the secret, and how it is kept."""

import pytest

from tests.view.server.knock import inside, knock
from view.server.settings import SettingError, Settings
from view.server.tokens import VARIABLE, TokenDoor, new_token

TOKEN = "right-horse-battery"
DOOR = TokenDoor(inside, Settings(token=TOKEN))


def test_nobody_comes_in_without_it() -> None:
    for path in ("/", "/static/main.js", "/?token=", "/?token=right-horse-batter", "/readyz/x"):
        answer = knock(DOOR, path)
        assert (answer.status, "inside" in answer.text) == (403, False)
        assert "set-cookie" not in answer.headers
    assert knock(DOOR, kind="websocket").status == 403
    assert knock(DOOR, f"/?token={TOKEN}", kind="websocket").status == 403


def test_the_link_gives_a_strict_cookie_and_goes_on_without_the_token() -> None:
    answer = knock(DOOR, f"/?seed=7&set=policy.x:0.2&token={TOKEN}&lang=")
    cookie = answer.headers["set-cookie"]
    assert "url=/?seed=7&amp;set=policy.x:0.2&amp;lang=" in answer.text
    assert TOKEN not in answer.text
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    kept = ("cookie", cookie.partition(";")[0])
    assert knock(DOOR, "/", kept).text == "inside /"
    assert knock(DOOR, "/", kept, kind="websocket").status == 200


def test_what_else_stands_in_the_link_stays_text() -> None:
    answer = knock(DOOR, f"/%22%3E%3Cscript%3E?token={TOKEN}&a=%22%3E%3Cscript%3E")
    assert "<script>" not in answer.text


def test_a_cookie_of_another_port_or_value_is_none() -> None:
    for cookie in (f"convenio-token-1={TOKEN}", "convenio-token-8765=wrong", "convenio-token-8765"):
        assert knock(DOOR, "/", ("cookie", cookie)).status == 403


def test_health_checks_need_none() -> None:
    assert knock(DOOR, "/readyz").text == "inside /readyz"


def test_tokens_are_random_or_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    first, second = new_token(), new_token()
    assert first != second
    assert min(len(first), len(second)) >= 43  # 256 bits in base64
    monkeypatch.setenv(VARIABLE, "a-token-for-many-starts")
    assert new_token() == "a-token-for-many-starts"
    for poor in ("short", "with spaces in the middle", "ñandú-ñandú-ñandú"):
        monkeypatch.setenv(VARIABLE, poor)
        with pytest.raises(SettingError, match=VARIABLE):
            new_token()
