"""A walk through the sandbox, recorded, files the same case when it is played."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.mutants.site import ACCOUNT, MARKETPLACE, flows, go, make_form

from casewright.browser.capture import Capture, read_html
from casewright.casework.record import record
from casewright.flow.sighting import parse_aria
from casewright.model.outcome import Outcome
from casewright.places import recordings
from casewright.recording.matrix import matrix
from casewright.recording.player import Player
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.recording.write import Reads
from casewright.site.open import Opener
from casewright.site.replay import Replay
from casewright.site.sandbox import Sandbox
from casewright.site.server import serve
from casewright.testing.text_window import TextWindow

pytestmark = pytest.mark.browser


@contextmanager
def reading(chromium: Browser) -> Iterator[Reads]:
    context = chromium.new_context()
    page = context.new_page()
    yield lambda html, url: read_html(page, html, url)
    context.close()


@pytest.mark.parametrize("variant", ["help-center", "help-hub"])
def test_a_recording_of_the_sandbox_files_the_same_case_as_the_sandbox(
    opener: Opener, chromium: Browser, tmp_path: Path, variant: str
) -> None:
    opener = replace(opener, patience=20.0)
    form, log = make_form(tmp_path), MemoryCaseLog()
    player = Player(read_site(recordings(), variant), log, account=ACCOUNT, marketplace=MARKETPLACE)
    folder = tmp_path / "mine" / "my-walk"
    with (
        serve(player.respond) as server,
        Sandbox(opener, lambda *_: nullcontext(server.url)).visit(ACCOUNT, MARKETPLACE, tmp_path) as visit,
    ):

        def person(_: Capture) -> None:
            assert go(visit.window, form, log).ended.outcome is Outcome.FILED_UNVERIFIED

        assert record(visit, flows(), folder, person, reading(chromium)) == folder
    [recorded] = log.cases()

    site = read_site(folder.parent, folder.name)
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    for personal in (
        ACCOUNT,
        recorded.case_id,
        form.subject,
        "support@harbor-lane.example",
        "$1,284.90",
        "invoice.pdf",
    ):
        assert personal not in written
    rows = matrix(flows(), folder.parent, (folder.name,))
    assert [(row.page, row.screens, row.lacking, str(row.drift)) for row in rows if not row.sound] == []

    for browser in (False, True):
        again = MemoryCaseLog()
        replayed = Player(site, again, account=ACCOUNT, marketplace=MARKETPLACE)
        if browser:
            replay = Replay(opener, lambda *_, played=replayed: played.respond)
            with replay.visit(ACCOUNT, MARKETPLACE, tmp_path) as visit:
                ended = go(visit.window, form, again).ended
        else:
            ended = go(TextWindow(replayed), form, again).ended
        assert ended.outcome is Outcome.FILED_UNVERIFIED, (browser, ended.detail)
        [case] = again.cases()
        assert (case.subject, case.message) == (recorded.subject, recorded.message)
        assert case.attachments == recorded.attachments


def test_a_captured_document_reads_as_it_did(chromium: Browser) -> None:
    html = (
        '<html><head></head><body><div><template shadowrootmode="open"><button>In the shadow</button></template></div>'
    )
    with reading(chromium) as reads:
        told = reads(html, "https://recorded.invalid/home")
    assert [node.name for node in parse_aria(told) if node.role == "button"] == ["In the shadow"]
