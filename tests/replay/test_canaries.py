"""A secret of each kind is planted wherever one can come in; none is found in any byte that the program writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.demo_sheet import demo_with
from tests.memory_keyring import MemoryKeyring
from tests.replay.little_site import LittleSite

from casewright import places, redact
from casewright.accounts.register import add_account, described
from casewright.accounts.secret import secret
from casewright.accounts.sign_in_codes import Codes, totp_secret
from casewright.accounts.sign_in_keys import StoredKeys
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import Vault
from casewright.app.crash import Crash
from casewright.cli import output
from casewright.cli.app import run
from casewright.flow.drift import drift
from casewright.flow.model import FlowSet
from casewright.flow.window import Enter, Find, Open, Target, WindowError
from casewright.intake.demo_files import write_demo
from casewright.places import Home
from casewright.recording.exchange import HTML, Answer, Request
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.report import html
from casewright.report.html import write_page
from casewright.site.open import Opener
from casewright.site.replay import Replay, Respond
from casewright.site.server import serve

pytestmark = pytest.mark.browser

PASSWORD = "plant-PASS word&7"
TOTP = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"
COOKIE = "plant-cookie-0123456789"
TOKEN = "plant-token-value"
BUYER, EMAIL, PHONE, ADDRESS = "Quilla Plantova", "quilla@plant.example", "(206) 266-1234", "77 Plantation Street"
CANARIES = (PASSWORD, TOTP, COOKIE, TOKEN, BUYER, EMAIL, PHONE, ADDRESS)

PAGE = f"""<!doctype html><html lang=en><head><meta name=anti-csrftoken-a2z content={TOKEN}>
<title>{EMAIL}</title></head><body>
<header><button>{EMAIL}</button></header>
<label>Password <input type=password></label><input type=hidden name=sessionToken value={TOKEN}>
<a href="/next?session-token={TOKEN}&caseID=18234567890">next</a>
<p>Buyer: {BUYER}</p><p>{PHONE}</p><p>{ADDRESS}</p>
<label>Your e-mail <input value={EMAIL}></label></body></html>"""


@pytest.fixture(autouse=True)
def own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redact, "_known", set())
    monkeypatch.setattr(redact, "_pattern", None)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def vault(home: Home) -> Vault:
    keyring = MemoryKeyring()
    made = Vault(lambda: keyring)
    harbor = described("harbor", "US", "Harbor Lane Goods", "")
    add_account(home, made, harbor, password=secret(PASSWORD), totp=totp_secret(TOTP))
    return made


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, and each name."""
    for path in folder.rglob("*"):
        yield str(path), str(path).encode()
        if path.is_file():
            yield str(path), path.read_bytes()


def ways(canary: str) -> set[bytes]:
    """How a canary may look in a file."""
    return {way.encode() for way in (canary, quote(canary), canary.replace(" ", "+"), canary.replace("&", "&amp;"))}


def found_in(everything: Iterable[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Which canary is where."""
    return {
        (name, canary) for name, content in everything for canary in CANARIES for way in ways(canary) if way in content
    }


def test_no_canary_is_in_any_byte_that_is_written(opened, home: Home, vault: Vault, tmp_path: Path, capsys) -> None:
    visit = opened(LittleSite({"/ap/signin": PAGE, "/ap/mfa": PAGE}))
    window = visit.window
    account = described("harbor", "US", "Harbor Lane Goods", "")
    window._keys = StoredKeys(account, vault, Codes(home), frozenset({"sellercentral.amazon.com"}))

    window.do(Open(f"/ap/signin?session-token={TOKEN}&openid.assoc_handle={TOKEN}"))
    window.do(Enter(Target("x.password", "textbox", ("Password",)), "password"))
    assert window._page.get_by_label("Password").input_value() == PASSWORD
    window._seconds = 0.5
    refusals = [refused(window, Find(Target("x.send", "button", ("Send",))))]
    refusals.append(refused(window, Enter(Target("x.mail", "textbox", ("Your e-mail",)), "code")))
    kept = window.keep("sign-in")

    context = window._page.context
    context.add_cookies([{"name": "at-main", "value": COOKIE, "url": "https://sellercentral.amazon.com"}])
    SignInStore(home, vault).keep("harbor", dict(context.storage_state()))

    report = drift(window.look(), FlowSet(flows={}))
    output.say(str(report))
    for error in refusals:
        output.refused(error)
        output.document({"problem": error.message, "detail": repr(error), "where": visit.guard().refused_urls})
    people = f"Buyer: {BUYER}\n{EMAIL} {PHONE} {ADDRESS}"
    output.refused(Crash.of(RuntimeError(f"{PASSWORD} {COOKIE} https://x.example/?token={TOKEN}\n{people}"), show=True))
    output.bare(redact.redact(f"{TOTP}"))

    told = capsys.readouterr()
    everything = [*written(tmp_path), ("stdout", told.out.encode()), ("stderr", told.err.encode())]
    assert found_in(everything) == set()
    assert kept.picture
    assert len([name for name, _ in everything if name.endswith((".html", ".png", ".yaml", ".session", ".txt"))]) >= 5


@pytest.fixture
def on_site(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command walks on a site whose first page is not known and shows everything that was planted."""
    site = LittleSite(dict.fromkeys(("/home", "/help/hub", "/cu/contact-us", "/help/center"), PAGE))
    replay = Replay(opener, lambda account, marketplace: site.respond)
    monkeypatch.setattr("casewright.app.sites.SiteWork.open_site", lambda *_, **__: replay)


CLAIMS = f"""claims:
  - {{claim_id: P-1, account: Harbor Lane Goods, marketplace: US, type: lost_in_warehouse, event_date: {{day}},
     quantity: 1, unit_value: 9, currency: USD, product_name: Jar, fnsku: X001ABC2D3, transaction_id: "202644188273",
     details: "Buyer: {BUYER}, {EMAIL}, call {PHONE}, lives {ADDRESS}"}}
"""


@pytest.mark.usefixtures("on_site", "home")
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_no_canary_is_in_what_a_whole_command_writes(tmp_path: Path, capsys, monkeypatch, words: list[str]) -> None:
    sheets, out = tmp_path / "sheets", tmp_path / "out"
    monkeypatch.chdir(tmp_path)
    good = write_demo(sheets, date.today())  # noqa: DTZ011 (as the program reads it)
    bad = sheets / "bad.yaml"
    bad.write_text(CLAIMS.replace("{day}", str(date.today() - timedelta(days=40))), encoding="utf-8")  # noqa: DTZ011
    monkeypatch.setenv("CASEWRIGHT_PATIENCE_SECONDS", "1")
    for secret_word in (PASSWORD, TOTP, COOKIE):
        redact.remember(secret_word)

    code = run(["preview", str(good), str(bad), "-o", str(out), *words])

    told = capsys.readouterr()
    assert code != 0
    files = [one for folder in (out, tmp_path / "home") for one in written(folder)]
    everything = [*files, ("stdout", told.out.encode()), ("stderr", told.err.encode())]
    assert "a name" in told.out + told.err + "".join(content.decode(errors="replace") for _, content in files)
    assert found_in(everything) == set()
    assert [name for name, _ in files if name.endswith("drift.json")]
    assert [name for name, _ in files if name.endswith("plan.json")]


PLANT = f"""<meta name=anti-csrftoken-a2z content={TOKEN}><input type=hidden name=sessionToken value={TOKEN}>
<a href="/next?session-token={TOKEN}">elsewhere</a><p>Buyer: {BUYER}</p><p>{PHONE}</p><p>{ADDRESS}</p><p>{EMAIL}</p>"""


def planted(respond: Respond) -> Respond:
    """A site that shows what was planted on each of its pages, and gives a cookie with each."""

    def answer(request: Request) -> Answer:
        told = respond(request)
        if told.media_type != HTML:
            return told
        body = told.body.replace(b"</body>", PLANT.encode() + b"</body>")
        return replace(told, body=body, headers=told.headers | {"Set-Cookie": f"at-main={COOKIE}"})

    return answer


@pytest.mark.usefixtures("home")
def test_no_canary_on_the_sites_pages_is_in_what_filing_writes(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEWRIGHT_SETTLE_SECONDS", "0")
    log = MemoryCaseLog()
    site = read_site(places.recordings(), "help-center")
    player = Player(site, log, account="Harbor Lane Goods", marketplace="US")
    sheet = demo_with({"HL-1041"}, tmp_path / "sheets", date.today())  # noqa: DTZ011 (as the program reads it)
    with serve(planted(player.respond)) as server:
        monkeypatch.setenv("CASEWRIGHT_SANDBOX_URL", server.url)
        assert run(["preview", str(sheet), "-o", "review"]) == 0
        assert run(["file", "review/plan.json", "--site", "sandbox", "--yes", "-o", "filed"]) == 0
        assert run(["cases", "sync", "--site", "sandbox"]) == 0

    assert len(log.cases()) == 1
    told = capsys.readouterr()
    files = [one for name in ("review", "filed", "home") for one in written(tmp_path / name)]
    everything = [*files, ("stdout", told.out.encode()), ("stderr", told.err.encode())]
    assert found_in(everything) == set()
    assert {Path(name).suffix for name, _ in files} >= {".png", ".html", ".yaml", ".json", ".sqlite"}
    assert [name for name, content in files if b"elsewhere" in content], "pages with what was planted were kept"


def refused(window, act) -> WindowError:
    with pytest.raises(WindowError) as told:
        window.do(act)
    return told.value


def test_a_report_goes_through_it_as_well(tmp_path: Path) -> None:
    redact.remember(PASSWORD)

    class Template:
        def render(self, values: object) -> str:
            return f"<p>{PASSWORD}</p>"

    class Environment:
        def get_template(self, name: str) -> Template:
            return Template()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "environment", lambda _: Environment())
        page = write_page("any", tmp_path, "en")
    assert page.read_text(encoding="utf-8") == "<p>[secret]</p>"
