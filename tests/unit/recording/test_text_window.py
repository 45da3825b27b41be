"""What the window without a browser does beyond what every window must: see the conformance tests for that."""

from __future__ import annotations

import hashlib

import pytest

from casewright.flow.window import Attach, Choose, Fill, Find, Open, Press, Submit, Target, WindowError
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.permit import Permit
from casewright.recording.pages import NotReadable
from casewright.testing.text_window import TextWindow


def at(role: str, name: str) -> Target:
    return Target(name, role, (name,))


WHAT, CONTINUE, SEND = at("textbox", "What happened?"), at("button", "Continue"), at("button", "Send")


@pytest.fixture
def window(play):
    def open_window(*faults: str, path: str = "/help", **rest: object) -> TextWindow:
        opened = TextWindow(play(*faults, **rest))
        opened.do(Open(path))
        return opened

    return open_window


def reason(window: TextWindow, act: object) -> str:
    with pytest.raises(WindowError) as refused:
        window.do(act)  # type: ignore[arg-type]
    return refused.value.reason


def test_before_anything_was_opened_there_is_nothing(play):
    window = TextWindow(play())
    assert window.look().url == "about:blank"
    assert reason(window, Find(SEND)) == "left-host"


def test_the_window_speaks_of_the_marketplaces_own_host(window):
    assert window(path="/home").look().url == "https://sellercentral.amazon.com/home"


def test_a_whole_walk_ends_in_a_case(window):
    walked = window()
    walked.do(Fill(WHAT, "Line 1\nLine 2"))
    walked.do(Press(CONTINUE))
    walked.do(Fill(at("textbox", "Subject"), "CW-1"))
    walked.do(Submit(SEND, Permit("f")))
    case = walked._player.case_log.cases()[0]
    assert (case.subject, case.message) == ("CW-1", "Line 1\nLine 2")
    assert walked.look().url.endswith(f"?caseID={case.case_id}")


def test_what_the_page_brought_is_sent_when_nobody_typed(window):
    walked = window()
    walked.do(Fill(WHAT, "x"))
    walked.do(Press(CONTINUE))
    walked.do(Submit(SEND, Permit("f")))
    fields = walked._player.case_log.cases()[0].fields
    assert (fields["subject"], fields["email"]) == ("Other issue", "a@b.example")


def test_a_text_that_the_site_shows_again_keeps_its_lines(window):
    walked = window("show:refused ×1")
    walked.do(Fill(WHAT, "Line 1\n\nLine 2"))
    walked.do(Press(at("button", "Continue")))
    walked.do(Submit(SEND, Permit("f")))
    assert walked._player.case_log.cases()[0].message == "Line 1\n\nLine 2"


def test_a_redirect_is_followed(window):
    assert window(path="/help/old").look().url.endswith("/help?from=old")


def test_a_button_that_does_nothing_does_nothing(window):
    walked = window()
    before = walked.look()
    walked.do(Press(at("button", "Add files")))
    assert walked.look() == before


def test_a_tab_that_was_not_recorded_is_only_selected(window):
    walked = window()
    walked.do(Fill(WHAT, "x"))
    walked.do(Press(CONTINUE))
    walked.do(Press(at("tab", "Chat")))
    states = {node.name: node.states for frame in walked.look().frames for node in frame.nodes if node.role == "tab"}
    assert states == {"Email": frozenset(), "Chat": frozenset({"selected"})}


def test_text_goes_only_where_text_can_stand(window):
    assert reason(window(), Fill(at("checkbox", "Urgent"), "yes")) == "disabled"


@pytest.mark.parametrize("fault", ["drop-after@/help ×1", "drop-before@/help ×1"])
def test_a_page_that_does_not_open_is_told(play, fault):
    window = TextWindow(play(fault))
    assert reason(window, Open("/help")) == "page-gone"
    window.do(Open("/help"))
    window.do(Find(CONTINUE))


def test_after_a_broken_connection_there_is_nothing_of_the_site(window):
    walked = window("drop-after@Continue")
    walked.do(Fill(WHAT, "x"))
    walked.do(Press(CONTINUE))
    frames = walked.look().frames
    assert len(frames) == 1, "a frame in which nothing stands is not seen"


def test_an_answer_that_is_no_page_can_be_read(window):
    walked = window("503-before@Continue")
    walked.do(Fill(WHAT, "x"))
    walked.do(Press(CONTINUE))
    assert "fails here on purpose" in walked.look().text


@pytest.mark.parametrize("fault", ["drop-after@Add files", "500-after@Add files"])
def test_a_file_that_did_not_arrive_is_told(window, tmp_path, fault):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    file = Evidence(
        kind=EvidenceKind.OTHER, path=path, name="a.pdf", media_type="application/pdf", size=4,
        sha256=hashlib.sha256(b"%PDF").hexdigest(),
    )  # fmt: skip
    assert reason(window(fault), Attach(at("file", "Add files"), (file,))) == "read-back-differs"


def test_a_choice_is_made_on_a_page_with_a_changed_label(window):
    walked = window("label-changed:Urgent=Very urgent", "label-changed:Continue=Next")
    walked.do(Choose(at("checkbox", "Very urgent")))
    walked.do(Fill(WHAT, "x"))
    walked.do(Press(at("button", "Next")))
    walked.do(Submit(SEND, Permit("f")))
    assert walked._player.case_log.cases()[0].fields["urgent"] == "true"


def test_without_a_folder_nothing_is_kept(window):
    kept = window().keep("x")
    assert (kept.picture, kept.page, kept.text) == (None, None, None)


def test_a_page_whose_text_nobody_recorded_is_refused_with_what_to_do(play, root):
    (root / "little" / "02-help.aria.yaml").unlink()
    with pytest.raises(NotReadable, match="'help' has no text") as refused:
        TextWindow(play()).do(Open("/help"))
    assert "flow golden" in str(refused.value.remedy)


def test_what_the_page_shows_by_itself_is_read_from_its_own_text(play, root):
    recording = root / "little" / "recording.yaml"
    text = recording.read_text(encoding="utf-8")
    recording.write_text(
        text.replace("    frames: [/help/app]", "    frames: [/help/app]\n    shows: {More: more}"), encoding="utf-8"
    )
    (root / "little" / "02-help.aria.yaml").write_text('- tab "More"\n- iframe', encoding="utf-8")
    (root / "little" / "02-help.more.aria.yaml").write_text(
        '- tab "More" [selected]\n- textbox "Also"', encoding="utf-8"
    )
    window = TextWindow(play())
    window.do(Open("/help"))
    window.do(Press(at("tab", "More")))
    assert window.do(Fill(at("textbox", "Also"), "x")).text == "x"
