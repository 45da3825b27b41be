"""Nobody else: only one browser of this machine, from the desk's own pages, gets an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook
from starlette.routing import Route
from tests.desk_world import OpenDesk, open_desk

from casewright import app
from casewright.desk import session as sessions
from casewright.desk.session import DeskSession
from casewright.desk.web import make_web

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def stranger(desk: OpenDesk) -> Iterator[httpx.Client]:
    """A browser that was not let in."""
    with httpx.Client(base_url=desk.url, trust_env=False) as client:
        yield client


def test_the_link_lets_one_browser_in_once(desk: OpenDesk, stranger: httpx.Client):
    link = desk.link
    first = stranger.get(link)
    assert (first.status_code, first.headers["location"]) == (303, "/")
    assert "token" not in first.headers["location"]
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert stranger.get("/claims").status_code == 200

    with httpx.Client(base_url=desk.url, trust_env=False) as second:
        assert second.get(link).status_code == 403
        assert second.get("/claims").status_code == 403


@pytest.mark.parametrize("token", ["", "guess", "x" * 10_000, "é"])
def test_a_wrong_link_lets_nobody_in_and_spoils_nothing(desk: OpenDesk, stranger: httpx.Client, token: str):
    assert stranger.get("/enter", params={"token": token}).status_code == 403
    assert stranger.get(desk.link).status_code == 303


def test_without_the_cookie_nothing_is_shown(desk: OpenDesk, stranger: httpx.Client):
    for path in ("/", "/claims", "/static/desk.js", "/evidence/" + "0" * 64 + "/1", "/nowhere"):
        answer = stranger.get(path)
        assert answer.status_code == 403, path
        assert "HL-" not in answer.text


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "evil.example:{port}", "evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"]
)
def test_another_host_is_refused_as_rebinding_would_send_it(desk: OpenDesk, browser: httpx.Client, host: str):
    answer = browser.get("/claims", headers={"Host": host.format(port=desk.place.session.port)})
    assert answer.status_code == 403
    assert "HL-" not in answer.text


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:{port}", "http://127.0.0.1:1", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused_even_with_cookie_and_token(
    desk: OpenDesk, browser: httpx.Client, origin: str, method: str
):
    headers = {"Origin": origin.format(port=desk.place.session.port), "X-Desk-Token": desk.place.session.form_token}
    assert browser.request(method, "/claims/read", headers=headers).status_code == 403


def test_an_act_has_to_name_its_origin(desk: OpenDesk, browser: httpx.Client):
    headers = {"X-Desk-Token": desk.place.session.form_token}
    assert browser.post("/claims/read", headers=headers).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_refused(browser: httpx.Client, site: str):
    assert browser.get("/claims", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_every_act_needs_the_token_of_the_page(desk: OpenDesk, browser: httpx.Client):
    acts = [route for route in make_web(desk.place).routes if isinstance(route, Route) and "POST" in route.methods]
    assert len(acts) > 1
    for route in acts:
        path = route.path.replace("{claim}", "HL-1041").replace("{case}", "17204938815")
        for token in ("", "wrong"):
            answer = browser.post(path, data={"token": token}, headers={"Origin": desk.url})
            assert (answer.status_code, "belongs to another session" in answer.text) == (403, True), path
        assert "GET" not in route.methods


def test_no_page_may_be_framed_or_run_a_script_that_is_not_the_desks(desk: OpenDesk, browser: httpx.Client):
    for path in ("/claims", "/claims/HL-1041", "/nowhere", "/static/desk.js"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
    page = browser.get("/claims").text
    assert page.count("<script") == page.count('<script src="/static/')
    assert " style=" not in page
    assert " onclick" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/evidence/../../etc/passwd/1",
        "/evidence/..%2f..%2fetc%2fpasswd/1",
        "/evidence/" + "0" * 64 + "/1",
        "/picture/..%2f..%2fplan.json",
        "/picture/%2fetc%2fpasswd",
        "/static/..%2fsession.py",
        "/static/../session.py",
        "/static/htmx.LICENSE",
    ],
)
def test_no_address_leads_to_a_file_that_was_not_given_out(browser: httpx.Client, path: str):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


def test_evidence_that_changed_after_it_was_read_is_not_shown(desk: OpenDesk, browser: httpx.Client, claims: Path):
    proof = next(one for one in desk.place.checked.judged.verdicts if one.claim.evidence).claim.evidence[0]
    address = f"/evidence/{proof.sha256}/1"
    assert browser.get(address).headers["content-type"] == "image/webp"
    proof.path.write_bytes(proof.path.read_bytes() + b"\n% changed")
    assert browser.get(address).status_code == 404
    assert browser.get(f"/evidence/{proof.sha256}/99").status_code == 404


def test_a_script_in_any_field_of_a_sheet_is_text(claims: Path):
    workbook = load_workbook(claims)
    sheet = workbook["Claims"]
    heads = [cell.value for cell in sheet[1]]
    for head in ("Product name", "Details", "Account", "Event date", "Quantity", "Marketplace"):
        sheet.cell(2 + heads.index(head) % 5, 1 + heads.index(head), SCRIPT)
    sheet.cell(1, len(heads) + 1, SCRIPT)
    sheet.cell(2, len(heads) + 1, SCRIPT)
    workbook.save(claims)
    with open_desk([claims]) as desk, desk.client() as browser:
        addresses = ["/claims", f"/claims?q={SCRIPT}", f"/claims/{SCRIPT}", f"/claims?verdict={SCRIPT}"]
        addresses += [f"/claims/{one.claim.claim_id}" for one in desk.place.checked.judged.verdicts]
        for address in addresses:
            text = browser.get(address).text
            assert "<script>" not in text
            assert "<img src=x" not in text


def test_a_session_that_was_idle_too_long_is_over_for_good(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    session = DeskSession(1, now=lambda: now[0], _seen=0.0)
    now[0] = sessions.IDLE_MINUTES * 60 - 1
    assert session.admits(session.cookie_value)
    now[0] += sessions.IDLE_MINUTES * 60 - 1
    assert session.admits(session.cookie_value), "each visit keeps it awake"
    session.busy = lambda: True
    now[0] += 10 * sessions.IDLE_MINUTES * 60
    assert not session.is_over(), "a run keeps it open"
    session.busy = lambda: False
    assert session.is_over()
    now[0] = 0.0
    assert not session.admits(session.cookie_value)


def test_the_cookie_of_another_desk_is_worth_nothing(desk: OpenDesk, stranger: httpx.Client):
    other = DeskSession(desk.place.session.port)
    stranger.cookies.set(desk.place.session.cookie_name, other.cookie_value)
    assert stranger.get("/claims").status_code == 403


def test_two_desks_on_one_home_know_of_each_other(desk: OpenDesk, browser: httpx.Client):
    port = desk.place.session.port
    assert "Another desk" not in browser.get("/claims").text
    with app.desks.announce_desk(port), app.desks.announce_desk(port + 1):
        assert app.desks.other_desks(port) == (port + 1,)
        assert str(port + 1) in browser.get("/claims").text
    assert app.desks.other_desks(port) == ()


def test_a_desk_that_crashed_is_forgotten(home: Path):
    (home / "desks").mkdir(parents=True)
    (home / "desks" / "4711.lock").touch()
    assert app.desks.other_desks(1) == ()
