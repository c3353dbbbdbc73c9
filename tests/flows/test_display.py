"""What is only shown never fails a run."""

import httpx
import pytest

from flows.display import Display

REQUEST = httpx.Request("POST", "http://127.0.0.1:1/api/artifacts/")
ERRORS = [
    httpx.HTTPStatusError("no", request=REQUEST, response=httpx.Response(500, request=REQUEST)),
    httpx.ConnectError("no", request=REQUEST),
    RuntimeError("Failed to reach API at http://127.0.0.1:1/api"),
]


class Server:
    """Takes artifacts, or raises an error."""

    def __init__(self, error: Exception | None):
        self.error = error
        self.n_asked = 0

    def make(self, name: str, *, key: str) -> str:
        self.n_asked += 1
        if self.error:
            raise self.error
        return f"{name}:{key}"


def test_what_the_server_takes_comes_back() -> None:
    display, server = Display(), Server(None)
    assert [display.show(server.make, "page", key=key) for key in ("a", "b")] == ["page:a", "page:b"]


@pytest.mark.parametrize("error", ERRORS)
def test_a_server_that_fails_is_asked_no_more(error: Exception) -> None:
    display, server = Display(), Server(error)
    assert [display.show(server.make, "page", key=key) for key in ("a", "b")] == [None, None]
    assert server.n_asked == 1


def test_our_own_mistakes_are_told() -> None:
    with pytest.raises(TypeError):
        Display().show(Server(None).make, "page")
    with pytest.raises(ValueError, match="wrong key"):
        Display().show(Server(ValueError("wrong key")).make, "page", key="no")
