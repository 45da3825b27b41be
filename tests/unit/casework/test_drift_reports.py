"""A page that no flow knows is handed to a person or ends the walk; both leave a report to mend the flow by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mutants.mutate import Mutant
from tests.mutants.site import ACCOUNT, MARKETPLACE, ROOT, MutantPlayer, flows, make_form

from casewright.casework.drift_reports import reported, write_report
from casewright.casework.result import walked
from casewright.errors import ExitCode
from casewright.flow.event import Arrived, Ended, Event, HandedOver, Reported, never
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.walk import walk
from casewright.model.form import Form
from casewright.model.outcome import Outcome
from casewright.recording.matrix import matrix
from casewright.recording.practice_cases import MemoryCaseLog
from casewright.recording.read import read_recording, read_site
from casewright.testing.text_window import TextWindow

RENAMED = Mutant("help-center", "tiles", "translate", "button", "My issue is not listed", 1)


class Drifting:
    """The help center whose tile was renamed, as a window and a walk see it."""

    def __init__(self, folder: Path) -> None:
        self.player = MutantPlayer(
            read_site(ROOT, "help-center"), MemoryCaseLog(), account=ACCOUNT, marketplace=MARKETPLACE
        )
        self.player.mutant = RENAMED
        self.window = TextWindow(self.player, keep_in=folder)
        self.folder = folder

    def walk(self, form: Form, *, attended: bool) -> Iterator[Event]:
        events = walk(self.window, flows(), form, never, start="/home", stop=lambda: None, attended=attended)
        yield from reported(events, flows(), form.reference, self.folder)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return make_form(tmp_path)


@pytest.fixture
def drifting(tmp_path: Path) -> Drifting:
    return Drifting(tmp_path / "kept")


def test_without_a_person_an_unknown_screen_ends_the_walk_with_six_and_a_report(drifting: Drifting, form: Form):
    story = walked(drifting.walk(form, attended=False))
    assert story.outcome is Outcome.UNKNOWN_SCREEN
    assert story.outcome.exit_code is ExitCode.UNKNOWN_SCREEN
    assert story.drift
    told = (story.drift / "drift.txt").read_text(encoding="utf-8")
    assert 'not-listed: button "My issue is not listed" is not on the page' in told
    assert f"casewright flow check --recording {story.drift}" in told


def test_the_report_is_a_document_too(drifting: Drifting, form: Form):
    story = walked(drifting.walk(form, attended=False))
    assert story.drift
    document = json.loads((story.drift / "drift.json").read_text(encoding="utf-8"))
    assert document["near"][0]["screen"] == "help-center/tiles"
    assert document["why"] == str(story.detail)


def test_the_kept_page_is_a_recording_that_the_flows_are_compared_with(drifting: Drifting, form: Form):
    story = walked(drifting.walk(form, attended=False))
    assert story.drift
    assert read_recording(story.drift).pages[0].evidence == "captured"
    [row] = matrix(flows(), story.drift.parent, (story.drift.name,))
    assert not row.sound
    assert "help-center/tiles" in str(row.drift)


def test_the_person_is_told_what_was_expected_and_the_walk_goes_on_when_it_knows_the_page_again(
    drifting: Drifting, form: Form
):
    events: list[Event] = []
    for event in drifting.walk(form, attended=True):
        events.append(event)
        if isinstance(event, HandedOver):
            drifting.player.mutant = None  # the person's press, as if the site had the tile again
            drifting.window._go(drifting.window._top, "https://sellercentral.amazon.com/help/center")
    [handed] = [event for event in events if isinstance(event, HandedOver)]
    assert "the nearest is help-center/tiles, but: no not-listed" in str(handed.reason)
    [report] = [event for event in events if isinstance(event, Reported)]
    assert events.index(report) < events.index(handed)
    assert (report.folder / "drift.txt").is_file()
    later = [event.screen for event in events[events.index(handed) :] if isinstance(event, Arrived)]
    assert later[0] == "help-center/tiles"
    assert isinstance(events[-1], Ended)
    assert events[-1].outcome is Outcome.PREVIEWED


def test_a_page_that_did_not_go_on_is_reported_with_what_should_have_come(drifting: Drifting, form: Form):
    drifting.player.mutant = Mutant("help-center", "suggested", "hide", "heading", "Suggested description", 1)
    story = walked(drifting.walk(form, attended=False))
    assert story.drift
    assert "help-center/suggested" in (story.drift / "drift.txt").read_text(encoding="utf-8")


def test_a_known_page_without_a_control_that_is_used_there_is_reported_with_what_it_has_instead(
    drifting: Drifting, form: Form
):
    drifting.player.mutant = Mutant("help-center", "associates", "translate", "text", "Additional information", 1)
    story = walked(drifting.walk(form, attended=False))
    assert story.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert story.drift
    told = (story.drift / "drift.txt").read_text(encoding="utf-8")
    assert "help-center/associates" in told
    assert 'additional: textbox "Additional information" is not on the page' in told


def test_a_walk_that_knows_every_page_leaves_no_report(drifting: Drifting, form: Form):
    drifting.player.mutant = None
    story = walked(drifting.walk(form, attended=False))
    assert story.outcome is Outcome.PREVIEWED
    assert story.drift is None
    assert not (drifting.folder / "drift").exists()


def test_a_known_end_is_no_drift(drifting: Drifting, form: Form):
    drifting.player.mutant = None
    known = next(event for event in drifting.walk(form, attended=False) if isinstance(event, Arrived))
    ended = Ended(Outcome.NO_PERMISSION, "said so", sighting=known.sighting)
    assert list(reported([ended], flows(), "CW-A", drifting.folder)) == [ended]


def test_a_report_that_cannot_be_written_changes_nothing(drifting: Drifting, form: Form, tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    drifting.folder = blocked
    drifting.window = TextWindow(drifting.player)
    story = walked(drifting.walk(form, attended=False))
    assert story.outcome is Outcome.UNKNOWN_SCREEN
    assert story.drift is None


def test_neither_report_repeats_a_persons_data_or_a_key_of_the_address(tmp_path: Path):
    url = "https://sellercentral.amazon.com/help/hub?session-token=plant-token-value"
    title = '- heading "Select common issue or describe yours"'
    text = f'{title}\n- button "My issue is not listed, jane@plant.example"\n- heading "Browse for your issue"'
    seen = Sighting(url, "en", (Frame(url, text),))

    assert write_report(tmp_path / "drift", seen, flows(), "the page says: Buyer: Quilla Plantova", None)

    for name in ("drift.txt", "drift.json"):
        told = (tmp_path / "drift" / name).read_text(encoding="utf-8")
        assert [word for word in ("plant-token-value", "jane@plant", "Plantova") if word in told] == []
        assert "My issue is not listed, [email 1]" in told
