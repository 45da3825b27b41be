"""The practice site on loopback: real HTTP around the player, for nobody but this machine's own pages."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from casewright import places
from casewright.errors import CasewrightError
from casewright.recording.exchange import COOKIE, FORM, Answer, Request
from casewright.recording.player import Player
from casewright.recording.practice_cases import FileCaseLog
from casewright.recording.read import read_site
from casewright.site.server import MOST_BYTES, Server, is_loopback, serve


class Site:
    """Remembers what it was asked, and answers what it is told."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answer: Callable[[Request], Answer] = lambda _: Answer(body=b"<p>hello</p>", session="s-1")

    def respond(self, request: Request) -> Answer:
        self.asked.append(request)
        return self.answer(request)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def server(site: Site) -> Iterator[Server]:
    with serve(site.respond) as running:
        yield running


@contextmanager
def connected(server: Server) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        yield connection
    finally:
        connection.close()


def ask(
    server: Server, method: str = "GET", path: str = "/", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    with connected(server) as connection:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def raw(server: Server, data: bytes) -> bytes:
    """What comes back for these very bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_it_listens_on_loopback_only(server):
    assert server.url == f"http://127.0.0.1:{server.port}"
    assert ask(server)[0] == 200


def test_an_answer_goes_out_as_it_is(site, server):
    site.answer = lambda _: Answer(
        418, "退款".encode(), "text/plain; charset=utf-8", {"X-Casewright-Page": "tiles"}, "s-2"
    )
    status, headers, body = ask(server, path="/help")
    assert (status, body.decode()) == (418, "退款")
    assert headers["X-Casewright-Page"] == "tiles"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["Set-Cookie"] == f"{COOKIE}=s-2; Path=/; HttpOnly; SameSite=Strict"


def test_a_request_comes_in_as_it_is(site, server):
    ask(
        server,
        "POST",
        "/help/app?theme=a%20b",
        b"control=Send&f:Subject=%E9%80%80%0D%0A2",
        Content_Type=FORM,
        Cookie=f"a=b; {COOKIE}=s-9",
    )
    request = site.asked[0]
    assert (request.method, request.path, request.query, request.session) == (
        "POST",
        "/help/app",
        {"theme": "a b"},
        "s-9",
    )
    assert request.fields == {"control": "Send", "f:Subject": "退\n2"}


def test_a_file_comes_in_byte_by_byte(site, server):
    body = bytes(range(256)) * 4096
    ask(server, "POST", "/help/app?upload=a.pdf", body)
    assert site.asked[0].body == body


@pytest.mark.parametrize("cookie", ["", "x", f"{COOKIE}", 'a="', "\x01=2", f"{COOKIE}=; b=c"])
def test_an_odd_cookie_is_no_session(site, server, cookie):
    assert ask(server, Cookie=cookie)[0] == 200
    assert site.asked[0].session == ""


def test_a_head_request_gets_headers_only(server):
    status, headers, body = ask(server, "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, b"", "12")


@pytest.mark.parametrize(
    "host", ["evil.example", "sellercentral.amazon.com", "127.0.0.1.evil.example", "192.168.1.7", "", "[::"]
)
def test_another_name_for_this_machine_is_refused(site, server, host):
    """A page of another site could otherwise have its own name point here, and read what is here."""
    assert ask(server, Host=host)[0] == 421
    assert site.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1:80", "localhost", "localhost:8765", "[::1]:9", "127.1.2.3"])
def test_this_machines_own_names_are_known(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    ("fetched", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)]
)
def test_a_form_of_another_site_creates_no_case(site, server, fetched, status):
    assert ask(server, "POST", "/send", b"", Sec_Fetch_Site=fetched)[0] == status
    assert len(site.asked) == (status == 200)


def test_more_than_fits_is_refused_before_it_is_read(site, server):
    assert b" 413 " in raw(
        server, b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % (MOST_BYTES + 1)
    )
    assert site.asked == []


@pytest.mark.parametrize("header", [b"Transfer-Encoding: chunked", b"Content-Length: -1", b"Content-Length: ten"])
def test_a_request_of_unknown_length_is_refused(site, server, header):
    assert b" 411 " in raw(server, b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + b"\r\n\r\n0\r\n\r\n")
    assert site.asked == []


@pytest.mark.parametrize("line", [b"GET http://evil.example/home HTTP/1.1", b"GET //evil.example/x HTTP/1.1"])
def test_an_address_of_elsewhere_in_the_request_line_is_a_path_here_or_nothing(site, server, line):
    raw(server, line + b"\r\nHost: 127.0.0.1\r\n\r\n")
    assert all(request.host.startswith("127.0.0.1") for request in site.asked)


@pytest.mark.parametrize(
    ("path", "body"),
    [("//[broken/x", b""), ("/send", b"&".join(b"a%d=1" % number for number in range(2000)))],
)
def test_what_cannot_be_read_is_refused(site, server, path, body):
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    assert raw(server, head.encode() + body).startswith((b"HTTP/1.1 400", b"HTTP/1.1 200"))
    assert all(len(request.fields) < 2000 for request in site.asked)


def test_no_connection_is_used_twice(server):
    assert ask(server)[1]["Connection"] == "close"
    two = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 2
    assert raw(server, two).count(b"HTTP/1.1 200") == 1


def test_a_drop_is_seen_as_a_broken_connection_after_the_site_was_asked(site, server):
    site.answer = lambda _: Answer(fault="drop")
    with pytest.raises((ConnectionResetError, http.client.BadStatusLine)):
        ask(server, "POST", "/send", b"x")
    assert len(site.asked) == 1


def test_an_answer_is_held_back_as_long_as_the_site_says(site):
    asked = threading.Event()

    def slowly(_: Request) -> Answer:
        asked.set()
        return Answer(delay=3600.0)

    site.answer = slowly
    got: list[int] = []
    with serve(site.respond) as server:
        asking = threading.Thread(target=lambda: got.append(ask(server)[0]))
        asking.start()
        assert asked.wait(30)
        assert got == []
    asking.join(30)  # closing the site lets go of what it held back
    assert got == [200]


def test_visitors_are_served_at_the_same_time(site):
    """One that waits does not hold up the others."""
    both = threading.Barrier(2, timeout=30)

    def together(_: Request) -> Answer:
        both.wait()
        return Answer()

    site.answer = together
    with serve(site.respond) as server:
        other = threading.Thread(target=ask, args=(server,))
        other.start()
        assert ask(server)[0] == 200
        other.join(30)


def test_a_visitor_who_hangs_up_is_no_news(site, server, capfd):
    arrived, gone = threading.Event(), threading.Event()

    def late(_: Request) -> Answer:
        arrived.set()
        gone.wait(30)
        return Answer(body=b"x" * 10_000_000)

    site.answer = late
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert arrived.wait(30)
    gone.set()
    site.answer = lambda _: Answer()
    assert ask(server)[0] == 200
    assert capfd.readouterr().err == ""


def test_half_a_request_is_no_request(site, server, capfd):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nhalf")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""
    assert site.asked == []
    assert capfd.readouterr().err == ""


def test_a_port_can_be_used_again_at_once(site):
    with serve(site.respond) as server:
        ask(server)
    with serve(site.respond, server.port) as again:
        assert ask(again)[0] == 200


@pytest.mark.parametrize("error", [KeyError("this is a bug"), OSError(28, "this is a bug of the disk")])
def test_what_fails_here_is_told_here_and_the_visitor_gets_no_answer(site, server, capfd, error):
    def broken(_: Request) -> Answer:
        raise error

    site.answer = broken
    with pytest.raises(http.client.RemoteDisconnected):
        ask(server)
    assert "this is a bug" in capfd.readouterr().err


HOSTILE = '\u202eمرحبا <script>alert("1")</script> & 退款 🙂\n\n{{ account }} %0A+&f:Subject=x' + "长" * 3900


def test_a_case_that_was_filed_over_http_is_there_after_a_restart(tmp_path):
    def player() -> Player:
        site = read_site(places.recordings(), "help-hub")
        return Player(site, FileCaseLog(tmp_path / "cases.jsonl"), account="Harbor Lane Goods", marketplace="US")

    cookie = f"{COOKIE}=a-visitor-of-this-test"
    with serve(player().respond) as server:

        def press(path: str, control: str, **boxes: str) -> int:
            fields = {"control": control, **{f"f:{name}": text.replace("\n", "\r\n") for name, text in boxes.items()}}
            ask(server, path=path, Cookie=cookie)
            return ask(server, "POST", path, urlencode(fields).encode(), Content_Type=FORM, Cookie=cookie)[0]

        contact = "/help/hub/support/contact"
        press("/help/hub/support", "Get Support")
        press("/help/hub/support", "Selling on Amazon")
        press("/help/hub/support", "Continue", **{"Describe your issue": "lost"})
        press(contact, "Contact us")
        ask(server, path=contact, Cookie=cookie)
        ask(server, "POST", f"{contact}?upload=a.pdf", b"%PDF", Cookie=cookie)
        boxes = {"Contact reason": HOSTILE, "Description": HOSTILE, "Your email": "me@shop.example"}
        fields = {"control": "Send", **{f"f:{name}": text.replace("\n", "\r\n") for name, text in boxes.items()}}
        sent = ask(server, "POST", contact, urlencode(fields).encode(), Content_Type=FORM, Cookie=cookie)
        assert sent[0] == 303

    with serve(player().respond) as server:
        question = {"page": 1, "searchPageSize": 10, "caseFilters": {"searchText": "退款"}}
        status, _, body = ask(
            server, "POST", "/hill/hillservice/mons-api/SearchForCases", json.dumps(question).encode()
        )
        found = json.loads(body)["caseSearchResultList"]
        case_id = found[0]["caseId"]
        told = json.loads(ask(server, path=f"/hill/hillservice/mons-api/ViewCase?caseId={case_id}")[2])
    assert (status, len(found), found[0]["shortDescription"]) == (200, 1, HOSTILE)
    assert told["contactList"][0]["message"] == HOSTILE
    assert told["contactList"][0]["attachments"][0]["fileName"] == "a.pdf"


def test_a_port_that_is_taken_is_refused_with_what_to_do(server, site):
    with (
        pytest.raises(CasewrightError, match=f"cannot use port {server.port}") as refused,
        serve(site.respond, server.port),
    ):
        pass
    assert "--port" in str(refused.value.remedy)


def test_a_site_that_was_closed_is_gone_and_its_port_is_free(site):
    with serve(site.respond) as server:
        ask(server)
    with pytest.raises(ConnectionRefusedError):
        ask(server)
    assert not [thread for thread in threading.enumerate() if thread.name == "practice-site"]
