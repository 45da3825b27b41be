"""One claim filed with everything Casewright does, against a hand-written script that makes the same clicks.

Both work on the same practice server, in the same browser, on the same help-center pages: search the case log twice,
fill, attach three files, search again, submit, read the stored case. The script keeps no journal, reads nothing back,
recognises nothing and asks nobody. Each round is one run of three claims in one visit, so that what a run finds out
once (an address at which the account has nothing) is paid once. Prints the ratios of medians with pictures and without
(bars: 1.35 and 1.25), and how many messages each sends to the browser for a claim (bar: 100).

    python benchmarks/filing.py [ROUNDS]
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page

from casewright import places
from casewright.browser import start
from casewright.browser.launch import find_browser
from casewright.casework.brakes import Brakes
from casewright.casework.file import Desk, file, yes_to_all
from casewright.casework.plan import Entry, make_plan
from casewright.flow.read import read_flows
from casewright.flow.window import Kept
from casewright.ledger.store import open_ledger
from casewright.model.claim import DamagedInWarehouse
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.policy.verdict import Verdict
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve
from casewright.wording.write import write

ACCOUNT, MARKET = "Harbor Lane Goods", "US"
BAR, BAR_WITH_PICTURES, MOST_MESSAGES = 1.25, 1.35, 100
CLAIMS = 3
"""Claims in one run."""


def entries(count: int) -> tuple[Entry, ...]:
    """Claims with the demo's own evidence: a PDF and two photos each."""
    demo = places.demo_claims() / "evidence"
    files = [demo / "invoice-BP-20377.pdf", demo / "HL-1042-cracked-jar.jpg", demo / "HL-1042-crushed-carton.jpg"]
    kinds = [EvidenceKind.STOCK_DOCUMENT, EvidenceKind.PHOTO, EvidenceKind.PHOTO]
    evidence = tuple(looked_at(path, kind) for path, kind in zip(files, kinds, strict=True))
    verdicts = [Verdict(claim=claim(number, evidence)) for number in range(count)]
    flows = read_flows(places.flows())
    return make_plan(verdicts, flows.digests, write, [], datetime.now(UTC)).entries


def looked_at(path: Path, kind: EvidenceKind) -> Evidence:
    media_type = "application/pdf" if path.suffix == ".pdf" else "image/jpeg"
    content = path.read_bytes()
    return Evidence(
        kind=kind,
        path=path,
        name=path.name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def claim(number: int, evidence: tuple[Evidence, ...]) -> DamagedInWarehouse:
    return DamagedInWarehouse(
        claim_id=f"B-{number}",
        account=ACCOUNT,
        marketplace=MARKET,
        event_date=date(2026, 10, 10),
        quantity=2,
        unit_value=Decimal("12.50"),
        currency="USD",
        product_name="Glass storage jar set",
        fnsku="X001ABC2D3",
        transaction_id=f"20264418827{number:03}",
        evidence=evidence,
    )


def by_hand(page: Page, log: Page, origin: str, entry: Entry) -> None:
    """What a careful person would write in an afternoon."""
    form = entry.form

    def search(text: str) -> None:
        log.goto(f"{origin}/cu/case-lobby?searchText={quote(text)}")
        log.get_by_role("table").wait_for()
        page.bring_to_front()  # a page behind another draws nothing, and clicks wait for drawing

    search(form.reference)
    search(form.main_identifier)
    page.goto(f"{origin}/home")
    page.get_by_role("banner").get_by_role("link", name="Help", exact=True).click()
    app = page.frame_locator("#mons-body-container")
    app.get_by_role("button", name="My issue is not listed").click()
    app.locator("kat-textarea[label='What do you need help with?'] textarea").fill(form.message)
    app.locator("kat-textarea[label='What steps have you taken already?'] textarea").fill(form.steps_taken)
    app.locator(".meld-text-input input").fill(form.references)
    with page.expect_file_chooser() as chooser:
        app.get_by_role("button", name="Add attachments").click()
    chooser.value.set_files([proof.path for proof in form.evidence])
    for proof in form.evidence:
        app.get_by_text(f"{proof.name} (").wait_for()
    goes_on = app.get_by_role("button", name="Continue", disabled=False)  # those of steps that are over stay, greyed
    goes_on.click()
    app.get_by_role("radio", name="Use original text").check()
    app.locator("#original").wait_for()
    goes_on.click()
    app.get_by_role("button", name="Contact an associate").click()
    app.get_by_role("button", name="FBA related").click()
    app.locator("kat-input[label^='Identifier'] input").fill(form.main_identifier)
    app.locator("kat-textarea[label='Additional information'] textarea").fill(form.references)
    goes_on.click()
    contact = app.frame_locator("iframe.spl-element-frame")
    contact.locator("kat-input[unique-id=hill-subject] input").fill(form.subject)
    search(form.reference)
    search(form.main_identifier)
    contact.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/view-case?*")
    search(form.reference)
    log.get_by_role("link", name="View").first.click()
    log.get_by_text(form.message.splitlines()[0]).first.wait_for()


@dataclass
class Measured:
    """What one claim of a run took: seconds, and messages to the browser."""

    seconds: float
    messages: float


class Messages:
    """Counts what is sent to the browser's driver."""

    def __init__(self, browser: Browser) -> None:
        self.sent = 0
        connection = browser._impl_obj._connection  # noqa: SLF001 (the only place where all pass)
        send = connection.send_message_to_server

        def counted(*arguments: object, **named: object) -> object:
            self.sent += 1
            return send(*arguments, **named)

        connection.send_message_to_server = counted

    def measure(self, work: Callable[[], None]) -> Measured:
        sent, before = self.sent, time.perf_counter()
        work()
        return Measured((time.perf_counter() - before) / CLAIMS, (self.sent - sent) / CLAIMS)


def main(rounds: int) -> int:
    """Measure in turn, so that a machine that slows down slows all."""
    todo = iter(entries(3 * CLAIMS * (rounds + 1)))

    def batch() -> tuple[Entry, ...]:
        return tuple(islice(todo, CLAIMS))

    found = find_browser(None, places.home())
    log = MemoryCaseLog()
    player = Player(read_site(places.recordings(), "help-center"), log, account=ACCOUNT, marketplace=MARKET)
    with (
        tempfile.TemporaryDirectory() as kept,
        serve(player.respond) as server,
        start.browser(found, headless=True) as browser,
    ):
        messages = Messages(browser)
        opener = Opener(found, patience=30.0, running=browser)
        ours = {
            "with pictures": Casewright(Path(kept) / "with", opener, server.url),
            "without": Casewright(Path(kept) / "without", opener, server.url, pictures=False),
        }
        hand = ByHand(browser.new_context(), server.url)
        measured: dict[str, list[Measured]] = {name: [] for name in (*ours, "by hand")}
        for _ in range(rounds + 1):
            for name, casewright in ours.items():
                measured[name].append(messages.measure(partial(casewright.run, batch())))
            measured["by hand"].append(messages.measure(partial(hand.run, batch())))
        for casewright in ours.values():
            casewright.close()
    return told({name: each[1:] for name, each in measured.items()}, len(log.cases()))


def told(measured: dict[str, list[Measured]], cases: int) -> int:
    """Print medians and ratios; 1 where a bar is not reached."""
    medians = {name: statistics.median(one.seconds for one in each) for name, each in measured.items()}
    for name, each in measured.items():
        sent = statistics.median(one.messages for one in each)
        ratio = medians[name] / medians["by hand"]
        print(f"{name:14} median {medians[name] * 1000:7.0f} ms  {sent:5.0f} messages  ratio {ratio:.2f}")
    print(f"bars: {BAR_WITH_PICTURES} with pictures, {BAR} without, {MOST_MESSAGES} messages; {cases} cases stored")
    hand = medians["by hand"]
    talks = statistics.median(one.messages for one in measured["with pictures"]) > MOST_MESSAGES
    return int(talks or medians["with pictures"] / hand > BAR_WITH_PICTURES or medians["without"] / hand > BAR)


class ByHand:
    """The script in its own context, opened before the clock starts."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.page, self.log, self.origin = context.new_page(), context.new_page(), origin

    def run(self, batch: tuple[Entry, ...]) -> None:
        for entry in batch:
            by_hand(self.page, self.log, self.origin, entry)


class Casewright:
    """Filing with ledger, read-back and pictures; one visit stays open, as it does over a batch."""

    def __init__(self, folder: Path, opener: Opener, origin: str, *, pictures: bool = True) -> None:
        folder.mkdir()
        self.ledger = open_ledger(folder / "ledger.sqlite", "sandbox")

        @contextmanager
        def serves(_: str, __: str):
            yield origin

        self._visiting = Sandbox(opener, serves).visit(ACCOUNT, MARKET, folder)
        self.visit_now = self._visiting.__enter__()
        if not pictures:
            self.visit_now.window.keep = lambda name: Kept(name, None, None, None)
        self.name = "sandbox"
        self.desk = Desk(
            ledger=self.ledger,
            flows=read_flows(places.flows()),
            brakes=Brakes(folder / "STOP", 500, 100, 0),
            ask=yes_to_all,
            tell=lambda *_: None,
            settle=timedelta(seconds=2),
            keep_in=folder,
            now=lambda: datetime.now(UTC),
            by="benchmark",
        )

    @contextmanager
    def visit(self, *_: object):
        yield self.visit_now

    def run(self, batch: tuple[Entry, ...]) -> None:
        for settled in file(batch, self, self.desk):
            if settled.outcome != "verified":
                raise SystemExit(f"not filed: {settled.outcome}: {settled.walked.detail}")

    def close(self) -> None:
        self._visiting.__exit__(None, None, None)
        self.ledger.close()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
