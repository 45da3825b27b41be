"""The browser's only way out lets listed hosts and ports through, refuses the rest, and counts it."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from casewright.errors import UsageError
from casewright.site.forward_proxy import ForwardProxy, Reach, forward_proxy
from casewright.site.served_pages import Through
from casewright.site.upstream_proxy import Upstream

NOWHERE = Reach()


def ask(port: int, words: bytes) -> bytes:
    """What the proxy answers to these first words; empty where it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(words)
        answer = b""
        try:
            while part := connection.recv(4096):
                answer += part
        except ConnectionResetError:
            return answer
        return answer


def reach(*hosts: str, scheme: str = "https", inside: tuple[str, ...] = ("127.0.0.1",)) -> Reach:
    return Reach(Through(scheme, hosts).passes, frozenset(inside))


@contextmanager
def host(answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello") -> Iterator[Host]:
    """A server on this machine that answers once a connection has said something."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        told = Host(listener.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    told.heard.append(connection.recv(65_536))
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield told
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


class Host:
    """Where a server listens, and what it heard."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heard: list[bytes] = []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (b"CONNECT outside.example:443 HTTP/1.1\r\n\r\n", "outside.example"),
        (b"GET http://Outside.example/path HTTP/1.1\r\n\r\n", "outside.example"),
        (b"POST http://outside.example:8080/ HTTP/1.1\r\n\r\n", "outside.example"),
        (b"GET http://user:word@outside.example/ HTTP/1.1\r\n\r\n", "outside.example"),
        (b"CONNECT [2001:db8::1]:443 HTTP/1.1\r\n\r\n", "2001:db8::1"),
        (b"\x16\x03\x01 no words at all\r\n", "unknown"),
    ],
)
def test_what_is_not_listed_is_refused_and_counted_by_its_host(words: bytes, name: str) -> None:
    with forward_proxy(NOWHERE) as proxy:
        answer = ask(proxy.port, words)

    assert answer.startswith(b"HTTP/1.1 403 ") if words.startswith(b"CONNECT") else answer == b""
    assert proxy.attempts == (name,)


def test_a_connection_that_says_nothing_is_counted_too() -> None:
    with forward_proxy(NOWHERE) as proxy, socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as connection:
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass

    assert proxy.attempts == ("unknown",)


def test_a_tunnel_to_a_listed_host_carries_both_ways() -> None:
    with (
        host() as server,
        forward_proxy(reach(f"127.0.0.1:{server.port}")) as proxy,
        socket.create_connection(("127.0.0.1", proxy.port), timeout=20) as connection,
    ):
        connection.sendall(f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"said inside the tunnel")
        answer = connection.recv(4096)

    assert (server.heard, answer[-5:], proxy.attempts) == ([b"said inside the tunnel"], b"hello", ())


def test_a_plain_request_reaches_the_host_as_it_was_without_what_is_meant_for_the_proxy() -> None:
    with host() as server, forward_proxy(reach(f"127.0.0.1:{server.port}", scheme="http")) as proxy:
        asked = (
            f"POST http://127.0.0.1:{server.port}/a?b=c HTTP/1.1\r\nHost: h\r\nProxy-Connection: keep-alive\r\n"
            f"Proxy-Authorization: Basic x\r\nContent-Length: 2\r\n\r\nok"
        )
        answer = ask(proxy.port, asked.encode())

    assert answer.endswith(b"hello")
    assert server.heard[0].startswith(
        b"POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"
    )


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_listed_host_is_not_reachable_on_another_port(scheme: str) -> None:
    with host() as server, forward_proxy(reach("127.0.0.1", scheme=scheme)) as proxy:
        answers = [
            ask(proxy.port, f"CONNECT 127.0.0.1:{server.port} HTTP/1.1\r\n\r\n".encode()),
            ask(proxy.port, f"GET http://127.0.0.1:{server.port}/ HTTP/1.1\r\n\r\n".encode()),
        ]

    assert [answers[0][:13], answers[1]] == [b"HTTP/1.1 403 ", b""]
    assert server.heard == []


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_listed_name_that_leads_into_this_network_is_refused(name: str) -> None:
    """Whoever answers for the name would otherwise point a signed-in browser at a program on this machine."""
    with host() as server, forward_proxy(reach(f"{name}:{server.port}", inside=())) as proxy:
        answer = ask(proxy.port, f"CONNECT {name}:{server.port} HTTP/1.1\r\n\r\n".encode())

    assert answer.startswith(b"HTTP/1.1 403 ")
    assert (server.heard, proxy.attempts) == ([], (name,))


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "fc00::1"])
def test_no_address_inside_a_network_is_taken_for_a_host_outside(address: str) -> None:
    assert not Reach().allows_address("sellercentral.amazon.com", address)
    assert Reach(inside=frozenset({"own.example"})).allows_address("own.example", address)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (("https", "sellercentral.amazon.com", 443), True),
        (("https", "sellercentral.amazon.com", 8443), False),
        (("http", "sellercentral.amazon.com", 80), False),
        (("https", "sellercentral.amazon.com.outside.example", 443), False),
        (("https", "amazon.com", 443), False),
        (("https", "a.b.amazon.com", 443), True),
    ],
)
def test_hosts_ports_and_schemes_are_those_of_the_list(asked: tuple[str, str, int], allowed: bool) -> None:
    assert Reach(re.compile(Through("https", ("*.amazon.com",)).passes)).allows(*asked) is allowed


def test_the_systems_proxy_is_asked_for_a_tunnel_and_its_refusal_is_noted() -> None:
    denied = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
    with host(denied) as system:
        upstream = Upstream.from_setting(f"http://seller:open%20sesame@127.0.0.1:{system.port}")
        with forward_proxy(reach("*.amazon.com"), upstream=upstream) as proxy:
            answer = ask(proxy.port, b"CONNECT sellercentral.amazon.com:443 HTTP/1.1\r\n\r\n")

    assert system.heard[0].startswith(b"CONNECT sellercentral.amazon.com:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic c2VsbGVyOm9wZW4gc2VzYW1l\r\n" in system.heard[0]
    assert answer.startswith(b"HTTP/1.1 502 ")
    assert proxy.unreachable == ["sellercentral.amazon.com: the proxy 127.0.0.1 answered 407"]
    assert proxy.attempts == ()


def test_behind_the_systems_proxy_what_is_not_listed_is_not_asked_for_either() -> None:
    with (
        host() as system,
        forward_proxy(reach("*.amazon.com"), upstream=Upstream.from_setting(f"127.0.0.1:{system.port}")) as it,
    ):
        answer = ask(it.port, b"CONNECT outside.example:443 HTTP/1.1\r\n\r\n")

    assert (answer[:13], system.heard) == (b"HTTP/1.1 403 ", [])


def test_a_kind_of_proxy_that_cannot_be_used_is_refused_with_what_to_do() -> None:
    with pytest.raises(UsageError) as refused:
        Upstream.from_setting("socks5://127.0.0.1:1080")

    assert "`proxy`" in str(refused.value.remedy)


def test_the_browsers_own_calls_are_told_from_a_pages_attempts() -> None:
    seen = ForwardProxy(1, own="sellercentral.amazon.com")
    seen.refused_hosts += [
        "update.googleapis.com",
        "sellercentral.amazon.com",
        "googleapis.com.outside.example",
        "notgoogle.com",
    ]

    assert seen.housekeeping == ("update.googleapis.com", "sellercentral.amazon.com")
    assert seen.attempts == ("googleapis.com.outside.example", "notgoogle.com")


def test_it_listens_on_this_machine_only_and_not_any_longer_than_asked() -> None:
    with forward_proxy(NOWHERE) as proxy:
        assert proxy.address == f"http://127.0.0.1:{proxy.port}"

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=1).close()
