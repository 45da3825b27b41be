"""The sink refuses everything, counts it, and knows the browser's own calls from a page's attempts."""

from __future__ import annotations

import socket

import pytest

from casewright.site.stray_requests import Sink, sink


def ask(port: int, words: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(words)
        answer = b""
        while part := connection.recv(4096):
            answer += part
        return answer


@pytest.mark.parametrize(
    ("words", "host"),
    [
        (b"CONNECT outside.example:443 HTTP/1.1\r\n\r\n", "outside.example"),
        (b"GET http://Outside.example/path HTTP/1.1\r\n\r\n", "outside.example"),
        (b"POST http://outside.example:8080/ HTTP/1.1\r\n\r\n", "outside.example"),
        (b"\x16\x03\x01 no words at all\r\n", "unknown"),
    ],
)
def test_whatever_comes_is_refused_and_counted_by_its_host(words: bytes, host: str) -> None:
    with sink() as listening:
        assert ask(listening.port, words).startswith(b"HTTP/1.1 403 ")

    assert listening.attempts == (host,)


def test_a_connection_that_says_nothing_is_counted_too() -> None:
    with sink() as listening, socket.create_connection(("127.0.0.1", listening.port), timeout=5) as connection:
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass

    assert listening.attempts == ("unknown",)


def test_the_browsers_own_calls_are_told_from_a_pages_attempts() -> None:
    seen = Sink(1, own="sellercentral.amazon.com")
    seen.hosts += [
        "update.googleapis.com",
        "sellercentral.amazon.com",
        "googleapis.com.outside.example",
        "notgoogle.com",
    ]

    assert seen.housekeeping == ("update.googleapis.com", "sellercentral.amazon.com")
    assert seen.attempts == ("googleapis.com.outside.example", "notgoogle.com")


def test_it_listens_on_this_machine_only_and_not_any_longer_than_asked() -> None:
    with sink() as listening:
        assert listening.address == f"http://127.0.0.1:{listening.port}"

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", listening.port), timeout=1).close()
