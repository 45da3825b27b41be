"""One claim filed with everything Casewright does, against a hand-written script that makes the same clicks.

Both work on the same practice server, in the same browser, on the same help-center pages: search the case log twice,
fill, attach three files, search again, submit, read the stored case. The script keeps no journal, reads nothing back,
recognises nothing and asks nobody. Prints the ratio of medians (bar: 1.25).

    python benchmarks/filing.py [RUNS]
"""

from __future__ import annotations

import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Page

from casewright import places
from casewright.browser import start
from casewright.browser.launch import find_browser
from casewright.casework.brakes import Brakes
from casewright.casework.file import Desk, file, yes_to_all
from casewright.casework.plan import Entry, make_plan
from casewright.flow.read import read_flows
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
BAR = 1.25


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
    page.get_by_role("link", name="Help", exact=True).click()
    app = page.frame_locator("#mons-body-container")
    app.get_by_role("button", name="My issue is not listed").click()
    app.get_by_label("What do you need help with?").fill(form.message)
    app.get_by_label("What steps have you taken already?").fill(form.steps_taken)
    app.get_by_label("Reference numbers").fill(form.references)
    with page.expect_file_chooser() as chooser:
        app.get_by_role("button", name="Add attachments").click()
    chooser.value.set_files([proof.path for proof in form.evidence])
    for proof in form.evidence:
        app.get_by_text(f"{proof.name} (").wait_for()
    app.get_by_role("button", name="Continue").click()
    app.get_by_role("radio", name="Use original text").check()
    app.get_by_role("button", name="Continue").click()
    app.get_by_role("button", name="Contact an associate").click()
    app.get_by_role("button", name="FBA related").click()
    app.get_by_label("Identifier (ASIN").fill(form.main_identifier)
    app.get_by_label("Additional information").fill(form.references)
    app.get_by_role("button", name="Continue").click()
    contact = app.frame_locator("iframe.spl-element-frame")
    contact.get_by_label("Please describe your issue").fill(form.subject)
    search(form.reference)
    search(form.main_identifier)
    contact.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**/view-case?*")
    search(form.reference)
    log.get_by_role("link", name="View").first.click()
    log.get_by_text(form.message.splitlines()[0]).first.wait_for()


def timed(work: Callable[[], None]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main(runs: int) -> int:
    """Measure in turn, so that a machine that slows down slows both."""
    todo = entries(2 * (runs + 1))
    found = find_browser(None, places.home())
    log = MemoryCaseLog()
    player = Player(read_site(places.recordings(), "help-center"), log, account=ACCOUNT, marketplace=MARKET)
    with (
        tempfile.TemporaryDirectory() as kept,
        serve(player.respond) as server,
        start.browser(found, headless=True) as browser,
    ):
        ours = Casewright(Path(kept), Opener(found, patience=30.0, running=browser), server.url)
        hand = ByHand(browser.new_context(), server.url)
        pairs = [(ours.run(todo[2 * n]), hand.run(todo[2 * n + 1])) for n in range(runs + 1)][1:]
        ours.close()
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"casewright  median {mine * 1000:7.0f} ms of {runs}")
    print(f"by hand     median {theirs * 1000:7.0f} ms of {runs}")
    print(f"ratio       {mine / theirs:.2f} (bar {BAR}); {len(log.cases())} cases stored")
    return int(mine / theirs > BAR)


class ByHand:
    """The script in its own context, opened before the clock starts."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.page, self.log, self.origin = context.new_page(), context.new_page(), origin

    def run(self, entry: Entry) -> float:
        return timed(lambda: by_hand(self.page, self.log, self.origin, entry))


class Casewright:
    """Filing with ledger, read-back and pictures; one visit stays open, as it does over a batch."""

    def __init__(self, folder: Path, opener: Opener, origin: str) -> None:
        self.ledger = open_ledger(folder / "ledger.sqlite", "sandbox")

        @contextmanager
        def serves(_: str, __: str):
            yield origin

        self._visiting = Sandbox(opener, serves).visit(ACCOUNT, MARKET, folder)
        self.visit_now = self._visiting.__enter__()
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

    def run(self, entry: Entry) -> float:
        (settled, spent) = self._file(entry)
        if settled.outcome != "verified":
            raise SystemExit(f"not filed: {settled.outcome}: {settled.walked.detail}")
        return spent

    def _file(self, entry: Entry):
        before = time.perf_counter()
        (settled,) = file([entry], self, self.desk)
        return settled, time.perf_counter() - before

    def close(self) -> None:
        self._visiting.__exit__(None, None, None)
        self.ledger.close()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
