"""In a real browser: pages built otherwise are filed all the same; pages that cannot be used stop the walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.mutants.dom import HARMFUL, HARMLESS, DomPlayer, rename, split, wrap
from tests.mutants.site import ACCOUNT, MARKETPLACE, ROOT, STOPPED, Walked, go, make_form, read_walk, verdict

from casewright.model.form import Form
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_site
from casewright.site.open import Opener
from casewright.site.replay import Replay

Change = Callable[[BeautifulSoup], None]
LAST = {"help-center": "not-listed", "help-hub": "solution"}
"""A page on the way, for what stops a walk at once: a form that is not there is waited for, for a minute."""


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return make_form(tmp_path)


def browsed(opener: Opener, variant: str, change: Change, only: str | None, form: Form, folder: Path) -> Walked:
    log = MemoryCaseLog()
    player = DomPlayer(read_site(ROOT, variant), log, account=ACCOUNT, marketplace=MARKETPLACE)
    player.change, player.only = change, only
    with Replay(opener, lambda *_: player.respond).visit(ACCOUNT, MARKETPLACE, folder) as visit:
        return go(visit.window, form, log)


@pytest.mark.browser
@pytest.mark.parametrize("variant", LAST)
@pytest.mark.parametrize("change", HARMLESS)
def test_what_nobody_sees_keeps_no_claim_from_being_filed(
    opener: Opener, form: Form, tmp_path: Path, variant: str, change: Change
) -> None:
    walked = browsed(replace(opener, patience=20.0), variant, change, None, form, tmp_path)
    assert verdict(walked, read_walk(read_site(ROOT, variant), form)) == "filed", walked.ended


@pytest.mark.browser
@pytest.mark.parametrize("variant", ["help-hub"])
@pytest.mark.parametrize("change", HARMFUL)
def test_a_form_that_cannot_be_used_is_not_sent(
    opener: Opener, form: Form, tmp_path: Path, variant: str, change: Change
) -> None:
    walked = browsed(replace(opener, patience=2.0), variant, change, LAST[variant], form, tmp_path)
    assert verdict(walked, read_walk(read_site(ROOT, variant), form)) == "stopped", walked.ended
    assert walked.ended.outcome in STOPPED
    assert walked.submitted == 0


PAGE = '<h2>Contact us</h2><kat-button id="go" class="a b" label="Send"></kat-button><ul id="files"></ul>'


@pytest.mark.parametrize("change", [*HARMLESS, *HARMFUL])
def test_every_change_changes_the_page(change: Change) -> None:
    soup = BeautifulSoup(f"<html><body>{PAGE}</body></html>", "html.parser")
    before = str(soup)
    change(soup)
    assert str(soup) != before


def test_other_names_wrappers_and_split_texts_leave_every_word() -> None:
    soup = BeautifulSoup(PAGE, "html.parser")
    for change in (rename, wrap, split):
        change(soup)
    assert soup.get_text() == "Contact us"
    assert 'label="Send"' in str(soup)
    assert not soup.select("#go, .a, #files")
