"""All flows together recognise every recorded page as exactly one screen, and file through every variant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.replay.stage import ACCOUNT, MARKETPLACE, ROOT, SITES

from casewright import places
from casewright.browser.launch import FoundBrowser
from casewright.flow.event import Arrived, AtSubmit, Ended, Event, never
from casewright.flow.model import FlowSet, Screen
from casewright.flow.page_owner import Owner
from casewright.flow.read import read_flows
from casewright.flow.verbs.choose import ChooseStep
from casewright.flow.walk import walk
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.recording.faults import Faults
from casewright.recording.matrix import MatrixRow, matrix
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.site.open import Opener
from casewright.site.replay import Replay
from casewright.testing.text_window import TextWindow

FLOWS = read_flows(places.flows())
ROWS = list(matrix(FLOWS, ROOT))
OPENED = [row for row in ROWS if row.opened]
VARIANTS = ["help-center", "help-center-top", "help-hub", "hub-redirect", "assistant"]

EXPECTED = {
    "home": "home/home",
    "hub-home": "home/home",
    "tiles": "help-center/tiles",
    "not-listed": "help-center/not-listed",
    "not-listed-refused": "help-center/not-listed-unanswered",
    "suggested": "help-center/suggested",
    "confirm": "help-center/confirm",
    "troubleshoot": "help-center/troubleshoot",
    "degraded": "help-center/troubleshoot",
    "associates": "help-center/associates",
    "contact-form": "contact-form/email",
    "contact-form-failed": "interruptions/solution-failed",
    "contact-form-denied": "interruptions/no-permission",
    "contact-form-puzzle": "interruptions/puzzle",
    "support": "help-hub/support",
    "service": "help-hub/service",
    "describe": "help-hub/describe",
    "browse": "help-hub/browse",
    "browse-fba": "help-hub/browse-fba",
    "solution": "help-hub/solution",
    "solution-checked": "help-hub/solution",
    "solution-failed": "interruptions/solution-failed",
    "tree-failed": "interruptions/solution-failed",
    "service-failed": "interruptions/solution-failed",
    "crashed": "interruptions/crashed",
    "not-found": "interruptions/not-found",
    "contact": "contact-form/email-with-description",
    "contact-refused": "contact-form/refused",
    "sent": "contact-form/sent",
    "sign-in": "interruptions/sign-in-whole",
    "sign-in-email": "interruptions/sign-in-email",
    "sign-in-password": "interruptions/sign-in-password",
    "two-step": "interruptions/two-step",
    "captcha": "interruptions/captcha",
    "robot": "interruptions/robot",
    "authorization-failed": "interruptions/not-authorized",
    "no-permission": "interruptions/no-permission",
    "throttled": "interruptions/throttled",
    "account-chooser": "interruptions/account-chooser",
    "account-chooser-old": "interruptions/account-chooser",
    "emailed-code": "interruptions/challenge",
    "approve-on-device": "interruptions/challenge",
    "locked": "interruptions/locked",
    "asked-to-stop": "interruptions/asked-to-stop",
    "case-log": "contact-form/case-log",
    "view-case": "contact-form/created",
    "reply": "contact-form/created",
    "confirm-unfamiliar": "help-center/confirm-unfamiliar",
    "associates-transactions": "help-center/associates-transactions",
    "direct-order": "help-center/direct-order",
    "direct": "help-center/direct",
    "contact-form-loading": "contact-form/loading",
    "contact-form-chat": "contact-form/chat-only",
    "contact-form-phone": "contact-form/call-only",
    "working": "assistant/working",
    "loading": "contact-form/loading",
    "search-down": "help-hub/browse",
    "dashboard": "home/home",
    "contents": "inbound/contents",
    "research": "inbound/research",
    "research-one-document": "inbound/research-one-document",
    "request": "inbound/request",
    "submitted": "inbound/submitted",
    "located": "inbound/nothing-to-do",
    "expired": "inbound/too-late",
    "no-shipment": "inbound/no-shipment",
    "portal-home": "home/home",
    "portal-eligible": "portal/eligible",
    "portal-claimed": "portal/claimed",
    "portal-claimed-without-number": "portal/claimed-without-case",
    "portal-not-listed": "portal/not-eligible",
    "portal-absent": "portal/absent",
    "start": "assistant/start",
    "tour": "assistant/tour",
    "offers": "assistant/offers",
    "chat-only": "assistant/only-chat",
    "summary": "assistant/summary",
    "rewritten": "assistant/summary",
    "opened": "assistant/opened",
    "opened-otherwise": "assistant/opened",
    "denied": "assistant/denied",
    "denied-otherwise": "assistant/denied",
    "articles": "policy-tool/articles",
    "article": "policy-tool/article",
    "lost": "policy-tool/lost",
    "lost-findings": "policy-tool/lost-findings",
    "investigated": "policy-tool/investigated",
    "approved": "policy-tool/approved",
    "damaged": "policy-tool/damaged",
    "damaged-sku": "policy-tool/choose-sku",
    "damaged-created": "policy-tool/listed",
    "tools": "policy-tool/tools",
    "tools-findings": "policy-tool/tools-findings",
    "tools-damaged": "policy-tool/tools-damaged",
    "sidebar-home": "home/home",
    "associates-category": "help-center/associates-category",
    "associates-asin": "help-center/associates-asin",
    "troubleshoot-asin": "help-center/troubleshoot-asin",
    "describe-only": "help-hub/describe-only",
    "account-chooser-eu": "interruptions/account-chooser",
    "account-fixup-phone": "interruptions/account-fixup-phone",
    "help-center-top/contact-form": "contact-form/other-method",
}
"""What the innermost page that is shown decides; with the recording's name where two builds differ."""

SHOWN = {
    ("help-center/contact-form", "phone"): "contact-form/other-method",
    ("help-hub/contact", "chat"): "contact-form/other-method",
    ("help-center-top/contact-form", "email"): "contact-form/email",
}
"""The same for what a page shows by itself, behind a tab."""

TOOLS = {
    "policy-tool/lost-findings": "fnsku",
    "policy-tool/damaged": "transaction_id",
    "policy-tool/tools-findings": "fnsku",
    "policy-tool/tools-damaged": "transaction_id",
    "inbound/request": None,
    "portal/eligible": None,
}
"""Where the site writes the case itself: the screen that submits, and the one value that it was given. At an address
or in a row that is the claim's own, none is typed."""

WRITTEN = {"help-center/direct": {"subject"}}
"""Where the site writes a part of the case itself."""


def _page(row: MatrixRow) -> tuple[str, str]:
    """The recording and the innermost page."""
    parts = row.page.partition(".")[0].split("/")
    return parts[0], parts[-1]


@pytest.mark.parametrize("row", OPENED, ids=lambda row: row.page)
def test_every_recorded_page_is_recognised_as_exactly_one_screen(row: MatrixRow) -> None:
    recording, page = _page(row)
    screen = EXPECTED.get(f"{recording}/{page}", EXPECTED.get(page))
    assert row.screens == (() if page in LEVELS else (screen,))


LEVELS = {"levels", "levels-fba"}
"""Levels of categories, which are walked through: no screens."""


@pytest.mark.parametrize(("name", "shown"), SHOWN)
def test_what_a_page_shows_by_itself_is_recognised_as_exactly_one_screen(name: str, shown: str) -> None:
    rows = [row for row in ROWS if "/".join(_page(row)) == name and row.page.endswith(f".{shown}")]
    assert {row.screens for row in rows} == {(SHOWN[name, shown],)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.page)
def test_every_control_of_a_recognised_screen_is_there_exactly_once(row: MatrixRow) -> None:
    assert row.sound
    missing = [cell for cells in row.cells.values() for cell in cells if cell.finding != "found"]
    assert [cell for cell in missing if cell.control not in REPLACED] == []


REPLACED = {"match-returns"}
"""Choices that the recorded account is not offered; another is taken in their place (`else`)."""


def test_the_matrix_covers_every_page_and_every_screen_that_acts() -> None:
    assert {name for row in OPENED for name in row.page.split("/")[1:]} == {
        page.name for site in SITES.values() for page in site.pages if not page.redirect
    }
    recorded = {*EXPECTED.values(), *SHOWN.values()}
    assert {screen.key for screen in FLOWS.screens if screen.do} <= recorded


def test_no_flow_ever_says_that_the_issue_is_resolved() -> None:
    labels = {
        label
        for flow in FLOWS.flows.values()
        for control in flow.controls.values()
        for words in control.labels.values()
        for label in words
    }
    assert not any("resolved" in label for label in labels)


def test_the_suggested_text_is_always_turned_down() -> None:
    for screen in FLOWS.screens:
        if "suggested" in screen.seen:
            chosen = [step.control for step in screen.do if isinstance(step, ChooseStep)]
            assert chosen
            assert all("Use original text" in FLOWS.control(screen, name).labels["en"] for name in chosen)


def test_every_way_that_submits_types_the_message_and_attaches_the_evidence() -> None:
    for screen in FLOWS.screens:
        if screen.submits and screen.key not in TOOLS:
            before = _before(screen, FLOWS)
            values = {value for one in before for value in _filled(one)}
            assert "request" in values or {"message", "subject"} <= values | WRITTEN.get(screen.key, set())
            assert any(step.verb == "attach" for one in before for step in one.do)


@pytest.mark.parametrize(("key", "typed"), TOOLS.items())
def test_a_tool_takes_one_identifier_and_no_text(key: str, typed: str | None) -> None:
    screen = next(screen for screen in FLOWS.screens if screen.key == key)
    before = {one for one in _before(screen, FLOWS) if one.flow == screen.flow}
    assert {value for one in before for value in _filled(one)} == ({typed} if typed else set())


def _before(screen: Screen, flows: FlowSet) -> set[Screen]:
    """The screen and all that lead to it by name."""
    found = {screen}
    while more := {one for one in flows.screens if any(later.name in one.next for later in found)} - found:
        found |= more
    return found


def _filled(screen: Screen) -> Iterator[str]:
    yield from (step.value for step in screen.do if step.verb in {"fill", "say"})


# Walked from end to end -------------------------------------------------------------------------------------------


MESSAGE = (
    'Dear team,\n\n12 units were lost: <script>alert("x")</script> & "quotes".\n'
    "   indented,  two spaces\n以下是凭证 😀\nمرحبا بالعالم\n"
)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    evidence = []
    for name, size in (("invoice.pdf", 3_000_000), ("发票 2.pdf", 1200), ("photo.jpg", 4000)):
        path = tmp_path / name
        path.write_bytes((b"%PDF-1.4 " + name.encode()).ljust(size, b"."))
        content = path.read_bytes()
        evidence.append(
            Evidence(
                kind=EvidenceKind.STOCK_DOCUMENT,
                path=path,
                name=name,
                media_type="application/pdf",
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )
    return Form(
        reference="CW-ABCD2345",
        subject='X0012AB34C: 12 units "lost" CW-ABCD2345',
        message=MESSAGE,
        short_message=MESSAGE,
        steps_taken="Checked the inventory ledger.\nChecked the reimbursements report.",
        references="FNSKU X0012AB34C",
        main_identifier="X0012AB34C",
        claim_type="lost_in_warehouse",
        evidence=tuple(evidence),
    )


OWNER = Owner(ACCOUNT, MARKETPLACE)


def permit(_: AtSubmit) -> Permit:
    return Permit("a-filing")


class Variant:
    """One recorded variant with an empty case log, walked in a real browser."""

    def __init__(self, name: str, opener: Opener, folder: Path) -> None:
        self.log = MemoryCaseLog()
        self._player = Player(SITES[name], self.log, account=ACCOUNT, marketplace=MARKETPLACE)
        self._replay = Replay(opener, lambda account, marketplace: self._player.respond)
        self._folder = folder

    def read(self, form: Form) -> Event:
        """Walk without a browser, with a permit; the end."""
        window = TextWindow(self._player)
        return list(walk(window, FLOWS, form, permit, start="/home", stop=lambda: None, owner=OWNER))[-1]

    def walk(self, form: Form, *, permitted: bool) -> list[Event]:
        with self._replay.visit(ACCOUNT, MARKETPLACE, self._folder) as visit:
            gate = permit if permitted else never
            events = list(walk(visit.window, FLOWS, form, gate, start="/home", stop=lambda: None, owner=visit.owner))
            assert visit.guard().left == 0
        return events


@pytest.fixture
def variant(request: pytest.FixtureRequest, found: FoundBrowser, chromium: Browser, tmp_path: Path) -> Variant:
    return Variant(request.param, Opener(found, patience=30.0, running=chromium), tmp_path / "kept")


@pytest.mark.browser
@pytest.mark.parametrize("variant", VARIANTS, indirect=True)
def test_a_walk_without_a_permit_fills_everything_and_files_nothing(variant: Variant, form: Form) -> None:
    ended = variant.walk(form, permitted=False)[-1]
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.PREVIEWED, ended.detail
    assert variant.log.cases() == ()


@pytest.mark.browser
@pytest.mark.parametrize("variant", VARIANTS, indirect=True)
def test_a_walk_with_a_permit_files_exactly_what_was_typed_and_attached(variant: Variant, form: Form) -> None:
    events = variant.walk(form, permitted=True)
    ended = events[-1]
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.FILED_UNVERIFIED, ended.detail
    assert_filed(variant, form, ended)
    assert len({event.screen for event in events if isinstance(event, Arrived)}) >= 5


@pytest.mark.browser
@pytest.mark.parametrize("variant", VARIANTS, indirect=True)
def test_a_walk_without_a_browser_files_the_same(variant: Variant, form: Form) -> None:
    ended = variant.read(form)
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.FILED_UNVERIFIED, ended.detail
    assert_filed(variant, form, ended)


@pytest.mark.browser
@pytest.mark.parametrize("variant", ["policy-tool"], indirect=True)
def test_a_tool_creates_its_case_in_the_browser_too(variant: Variant, form: Form) -> None:
    ended = variant.walk(form.model_copy(update={"fnsku": "X0012AB34C"}), permitted=True)[-1]
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.FILED_UNVERIFIED, ended.detail
    [case] = variant.log.cases()
    assert (case.case_id, case.fields["fnsku"]) == (ended.case_id, "X0012AB34C")


def assert_filed(variant: Variant, form: Form, ended: Ended) -> None:
    [case] = variant.log.cases()
    assert case.case_id == ended.case_id
    assert case.subject == form.subject
    assert case.message.removesuffix("\n\nSent from Seller Assistant") == form.message
    assert [(file.name, file.sha256) for file in case.attachments] == [
        (file.name, file.sha256) for file in form.evidence
    ]


@pytest.mark.browser
def test_a_form_frame_that_is_slower_than_any_other_page_is_waited_for(
    found: FoundBrowser, chromium: Browser, tmp_path: Path, form: Form
) -> None:
    log, faults = MemoryCaseLog(), Faults.parse("slow:6@/hill/website/form/401")
    player = Player(SITES["help-center"], log, account=ACCOUNT, marketplace=MARKETPLACE, faults=faults)
    replay = Replay(Opener(found, patience=3.0, running=chromium), lambda account, marketplace: player.respond)
    with replay.visit(ACCOUNT, MARKETPLACE, tmp_path / "kept") as visit:
        bare = form.model_copy(update={"evidence": ()})
        (*_, ended) = walk(visit.window, FLOWS, bare, never, start="/home", stop=lambda: None)
    assert isinstance(ended, Ended)
    assert ended.outcome is Outcome.PREVIEWED, ended.detail
