"""Every kind of window keeps to the same behaviour: what holds for recorded text holds in a browser."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from casewright.flow.find_control import find_controls
from casewright.flow.sighting import Node
from casewright.flow.window import (
    Attach,
    Check,
    Choose,
    Compare,
    Fill,
    Find,
    Open,
    Press,
    Say,
    Submit,
    Target,
    Window,
    WindowError,
)
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.permit import Permit, PermitSpent
from casewright.recording.practice_cases import Submission

from .conftest import Stage, Windows

HOSTILE = (
    "12 units.\n\n\u202eمرحبا\u202c <script>alert(\"1\")</script> & 'q' 退款 🙂 {{ account }}\ttab\n" + "长" * 3900
)


def at(role: str, *names: str) -> Target:
    return Target(f"small.{names[0]}", role, names)


SUBJECT, WHAT = at("textbox", "Subject"), at("textbox", "What happened?")
CONTINUE, SEND, FILES = at("button", "Continue"), at("button", "Send"), at("file", "Add attachments")


def evidence(folder: Path, name: str = "invoice №1.pdf", content: bytes = b"%PDF-1.7 12 units") -> Evidence:
    path = folder / name
    path.write_bytes(content)
    return Evidence(
        kind=EvidenceKind.STOCK_DOCUMENT,
        path=path,
        name=name,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def reason(window: Window, act: object) -> str:
    """Why the window refuses an act."""
    with pytest.raises(WindowError) as refused:
        window.do(act)  # type: ignore[arg-type]
    assert str(refused.value.message)
    return refused.value.reason


def nodes(window: Window) -> list[Node]:
    return [node for frame in window.look().frames for node in frame.nodes]


def nodes_at_rest(window: Window, expected: list[Node]) -> list[Node]:
    """What is there once a page and the frames inside it have come, or at the end of patience."""
    before = window.look()
    while (seen := [node for frame in before.frames for node in frame.nodes]) != expected:
        if (later := window.look(unlike=before)) == before:
            break
        before = later
    return seen


def said(window: Window) -> str:
    return " ".join(f"{node.name} {node.text}" for node in nodes(window))


def move(window: Window, act: Press | Submit) -> None:
    """Act, and wait until something else can be read."""
    before = window.look()
    window.do(act)
    window.look(unlike=before)


@pytest.fixture
def form(windows: Windows) -> Stage:
    """The form, open, and everything in its frame drawn."""
    stage = opened(windows)
    before = stage.window.look()
    while CONTINUE.names[0] not in {node.name for frame in before.frames for node in frame.nodes}:
        later = stage.window.look(unlike=before)
        assert later != before, "the form did not come"
        before = later
    return stage


def opened(windows: Windows, *faults: str) -> Stage:
    stage = windows(*faults)
    stage.window.do(Open("/form"))
    return stage


def at_review(windows: Windows, *faults: str, text: str = "12 units were lost.") -> Stage:
    stage = opened(windows, *faults)
    stage.window.do(Fill(SUBJECT, "CW-ABCD2345 lost"))
    stage.window.do(Fill(WHAT, text))
    move(stage.window, Press(CONTINUE))
    return stage


# Looking


def test_a_look_sees_the_page_first_and_then_its_frames(form):
    sighting = form.window.look()
    assert sighting.url == "https://sellercentral.amazon.com/form"
    assert [frame.url.removeprefix("https://sellercentral.amazon.com") for frame in sighting.frames] == [
        "/form",
        "/form/body",
    ]
    assert Node("heading", "The form", frozenset({"level=2"}), depth=1) in nodes(form.window)


@pytest.mark.parametrize(
    ("page", "path"),
    [("home", "/home"), ("host", "/form"), ("refused", "/form"), ("review", "/form"), ("case-log", "/cu/case-lobby")],
)
def test_all_kinds_of_windows_read_the_same(windows, recorded, page, path):
    stage, text = windows(f"show:{page}"), recorded(f"show:{page}")
    for window in (stage.window, text):
        window.do(Open(path))
    assert nodes_at_rest(stage.window, nodes(text)) == nodes(text)
    assert [frame.url for frame in stage.window.look().frames] == [frame.url for frame in text.look().frames]


def test_what_was_done_reads_the_same_in_all_kinds_of_windows(form, recorded, tmp_path):
    text = recorded()
    text.do(Open("/form"))
    doings = (
        Fill(SUBJECT, 'CW-1: it\'s "lost" # 2'),
        Fill(WHAT, "Line 1\n\n  Line 2"),
        Choose(at("radio", "Own words")),
        Choose(at("button", "Damaged")),
        Choose(at("checkbox", "Urgent")),
        Attach(FILES, (evidence(tmp_path),)),
        Press(at("tab", "Phone")),
        Fill(at("textbox", "Your number"), "206"),
    )
    for window in (form.window, text):
        for act in doings:
            window.do(act)
    assert nodes_at_rest(form.window, nodes(text)) == nodes(text)


def test_two_looks_at_the_same_are_equal(form):
    assert form.window.look() == form.window.look()


def test_a_look_tells_what_an_act_changed(form):
    before = form.window.look()
    form.window.do(Fill(WHAT, "12 units"))
    assert form.window.look(unlike=before) != before


# Opening


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example/x", "home", "javascript:alert(1)", ""]
)
def test_opening_stays_on_the_sites_own_host(windows, path):
    assert reason(windows().window, Open(path)) == "left-host"


def test_opening_what_is_not_there_is_refused(windows):
    assert reason(windows().window, Open("/nowhere")) == "page-gone"


def test_a_query_comes_along(windows):
    window = windows().window
    window.do(Open("/cu/case-lobby?searchText=CW-1"))
    assert window.look().url.endswith("/cu/case-lobby?searchText=CW-1")
    assert any(node.role == "searchbox" and node.text == "CW-1" for node in nodes(window))


# Finding


def test_a_control_in_a_frame_is_found_and_not_pressed(form):
    before = form.window.look()
    assert form.window.do(Find(CONTINUE)).target == "small.Continue"
    assert form.window.look() == before


def test_a_control_is_found_by_any_of_its_names(form):
    form.window.do(Find(at("button", "Weiter", "Continue")))


@pytest.mark.parametrize(
    "target", [at("button", "Nope"), at("link", "Continue"), at("button", "Contin"), at("button", "Con tinue")]
)
def test_what_is_not_exactly_there_is_not_found(form, target):
    assert reason(form.window, Find(target)) == "not-found"


def test_labels_compare_without_case_and_spaces(form):
    form.window.do(Find(at("button", "CONTINUE ")))


def test_two_controls_of_one_name_are_too_many_even_in_two_frames(form):
    assert reason(form.window, Press(at("button", "Twin"))) == "ambiguous"
    assert reason(form.window, Find(at("button", "Lost", "Damaged"))) == "ambiguous"


@pytest.mark.parametrize("act", [Press, Find])
def test_a_control_that_is_disabled_is_not_pressed(form, act):
    assert reason(form.window, act(at("button", "Later"))) == "disabled"


def test_a_changed_label_is_not_found(windows):
    stage = opened(windows, "label-changed:Continue=Go on")
    assert reason(stage.window, Press(CONTINUE)) == "not-found"
    stage.window.do(Find(at("button", "Go on")))


def test_a_second_control_is_one_too_many(windows):
    assert reason(opened(windows, "second-control:Continue").window, Press(CONTINUE)) == "ambiguous"


# Typing, choosing, attaching


@pytest.mark.parametrize(
    "text", ["12 units were lost.", "", "  spaces  ", HOSTILE], ids=["plain", "empty", "spaces", "hostile"]
)
def test_a_text_is_typed_and_read_back(form, text):
    assert form.window.do(Fill(WHAT, text)).text == text


def test_what_is_typed_replaces_what_stood_there(form):
    form.window.do(Fill(SUBJECT, "CW-ABCD2345"))
    form.window.do(Fill(SUBJECT, "CW-2"))
    [subject] = find_controls(form.window.look(), "textbox", SUBJECT.names)
    assert subject.node.text == "CW-2"


def test_any_text_arrives_exactly(windows):
    stage = at_review(windows, text=HOSTILE)
    move(stage.window, Submit(SEND, Permit("f-1")))
    assert [case.message for case in stage.log.cases()] == [HOSTILE]


@pytest.mark.parametrize(
    ("target", "option", "field"),
    [
        (at("radio", "Own words"), None, "own_words"),
        (at("checkbox", "Urgent"), None, "urgent"),
        (at("button", "Lost"), None, "lost"),
        (at("combobox", "Store"), "Canada", "store"),
    ],
)
def test_a_choice_is_made_read_back_and_sent(form, target, option, field):
    form.window.do(Choose(target, option))
    form.window.do(Check((Choose(target, option),)))
    form.window.do(Fill(WHAT, "x"))
    move(form.window, Press(CONTINUE))
    move(form.window, Submit(SEND, Permit("f-1")))
    assert form.log.cases()[0].fields[field] == (option or "true")


def test_one_choice_lets_go_of_the_other(form):
    for name, role in (("Own words", "radio"), ("Damaged", "button"), ("Lost", "button")):
        form.window.do(Choose(at(role, name)))
    form.window.do(Fill(WHAT, "x"))
    move(form.window, Press(CONTINUE))
    move(form.window, Submit(SEND, Permit("f-1")))
    assert {"own_words", "lost"} <= form.log.cases()[0].fields.keys()
    assert not {"their_words", "damaged"} & form.log.cases()[0].fields.keys()


def test_choosing_twice_is_choosing_once(form):
    for _ in range(2):
        form.window.do(Choose(at("button", "Lost")))
        form.window.do(Choose(at("checkbox", "Urgent")))
    form.window.do(Check((Choose(at("button", "Lost")), Choose(at("checkbox", "Urgent")))))


def test_an_option_that_is_not_there_is_not_found(form):
    assert reason(form.window, Choose(at("combobox", "Store"), "Mexico")) == "not-found"


def test_a_tab_shows_what_is_behind_it(form):
    assert reason(form.window, Find(at("textbox", "Your number"))) == "not-found"
    move(form.window, Press(at("tab", "Phone")))
    assert form.window.do(Fill(at("textbox", "Your number"), "206")).text == "206"


def test_files_are_given_and_read_back_by_name_and_size(form, tmp_path):
    files = (evidence(tmp_path), evidence(tmp_path, "写真.jpg", b"\xff\xd8\xff" + bytes(5000)))
    reading = form.window.do(Attach(FILES, files))
    assert sorted(reading.files) == sorted((file.name, file.size) for file in files)
    assert "写真.jpg (5003 bytes)" in said(form.window)
    form.window.do(Fill(WHAT, "x"))
    move(form.window, Press(CONTINUE))
    move(form.window, Submit(SEND, Permit("f-1")))
    stored = {(file.name, file.size, file.sha256) for file in form.log.cases()[0].attachments}
    assert stored == {(file.name, file.size, file.sha256) for file in files}


@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"other"), lambda path: path.unlink()])
def test_a_file_that_was_changed_is_not_given(form, tmp_path, change):
    file = evidence(tmp_path)
    change(file.path)
    assert reason(form.window, Attach(FILES, (file,))) == "file-changed"
    assert file.name not in said(form.window)


def test_a_file_that_the_site_does_not_take_is_told(form, tmp_path):
    large = evidence(tmp_path, "large.pdf", b"%PDF" + bytes(10 * 1024 * 1024))
    assert reason(form.window, Attach(FILES, (large,))) == "read-back-differs"


def test_a_button_that_takes_no_files_is_no_place_for_them(form, tmp_path):
    assert reason(form.window, Attach(at("file", "Lost"), (evidence(tmp_path),))) == "not-found"


# Saying and comparing


def test_what_is_said_is_sent_and_leaves_the_box(form):
    form.window.do(Fill(SUBJECT, "CW-1"))
    assert form.window.do(Say(WHAT, HOSTILE, CONTINUE)).text == HOSTILE
    move(form.window, Submit(SEND, Permit("f-1")))
    assert [case.message for case in form.log.cases()] == [HOSTILE]


def test_what_stays_in_the_box_was_not_said(form):
    assert reason(form.window, Say(WHAT, "12 units", at("button", "Lost"))) == "read-back-differs"


def test_without_its_button_nothing_is_said(form):
    assert reason(form.window, Say(WHAT, "12 units", at("button", "Nope"))) == "not-found"


def test_what_stands_behind_a_heading_is_compared(windows):
    stage = at_review(windows)
    behind = Compare(at("heading", "Review"), "Send\nSend here")
    assert stage.window.do(behind).text == "Send\nSend here"
    assert stage.window.do(Check((behind,))).target == "small.Review"


@pytest.mark.parametrize(
    ("heading", "text", "why"),
    [("Review", "Send it", "read-back-differs"), ("Nope", "Send", "not-found")],
)
def test_what_does_not_stand_there_is_told(windows, heading, text, why):
    stage = at_review(windows)
    assert reason(stage.window, Compare(at("heading", heading), text)) == why


# Reading back before the submit


def test_everything_that_was_done_is_read_back_together(form, tmp_path):
    done = (
        Fill(WHAT, HOSTILE),
        Fill(SUBJECT, "CW-1"),
        Choose(at("radio", "Own words")),
        Choose(at("combobox", "Store"), "Canada"),
        Attach(FILES, (evidence(tmp_path),)),
    )
    for act in done:
        form.window.do(act)
    assert form.window.do(Check(done)).files == (("invoice №1.pdf", 17),)


@pytest.mark.parametrize(
    ("done", "then"),
    [
        (Fill(WHAT, "what was approved"), Fill(WHAT, "something else")),
        (Choose(at("combobox", "Store"), "Canada"), Choose(at("combobox", "Store"), "United States")),
        (Choose(at("button", "Lost")), Choose(at("button", "Damaged"))),
        (Choose(at("radio", "Own words")), Choose(at("radio", "Their words"))),
    ],
)
def test_what_was_changed_since_is_told(form, done, then):
    form.window.do(done)
    form.window.do(then)
    assert reason(form.window, Check((done,))) == "read-back-differs"


def test_the_last_act_on_a_control_is_the_one_that_counts(form):
    first, last = Fill(WHAT, "first"), Fill(WHAT, "last")
    form.window.do(first)
    form.window.do(last)
    form.window.do(Check((first, last)))


def test_what_is_no_longer_on_the_page_is_not_read_back(windows):
    stage = at_review(windows)
    stage.window.do(Check((Fill(WHAT, "whatever"), Fill(SUBJECT, "whatever"))))


def test_what_the_site_refused_is_still_there_to_be_mended(form):
    form.window.do(Fill(SUBJECT, "CW-1"))
    move(form.window, Press(CONTINUE))
    assert "Please say what happened." in said(form.window)
    form.window.do(Check((Fill(SUBJECT, "CW-1"),)))
    form.window.do(Fill(WHAT, "now it is said"))
    move(form.window, Press(CONTINUE))
    form.window.do(Find(SEND))


# Going on


def test_a_link_leads_on(windows):
    window = windows().window
    window.do(Open("/home"))
    move(window, Press(at("link", "Open the form")))
    window.do(Find(CONTINUE))


def test_a_press_may_replace_the_whole_window(form):
    move(form.window, Press(at("button", "Start over")))
    assert form.window.look().url.endswith("/home")
    assert len(form.window.look().frames) == 1


@pytest.mark.parametrize("press", [at("link", "Elsewhere")])
def test_where_a_link_leads_away_nothing_can_be_done(windows, press):
    window = windows().window
    window.do(Open("/home"))
    move(window, Press(press))
    assert reason(window, Find(press)) == "left-host"


# Submitting


def test_a_submit_creates_one_case_and_uses_the_permit_up(windows):
    stage, permit = at_review(windows), Permit("f-1")
    move(stage.window, Submit(SEND, permit))
    case = stage.log.cases()[0]
    assert permit.spent
    assert len(stage.log.cases()) == 1
    assert f"caseID={case.case_id}&" in stage.window.look().url
    assert "Case created" in said(stage.window)


def test_success_may_be_told_in_the_page(windows):
    stage = at_review(windows)
    move(stage.window, Submit(at("button", "Send here"), Permit("f-1")))
    assert f"case ID: {stage.log.cases()[0].case_id}" in said(stage.window)


def test_a_permit_that_was_used_presses_nothing(windows):
    stage, permit = at_review(windows), Permit("f-1")
    permit.spend()
    with pytest.raises(PermitSpent):
        stage.window.do(Submit(SEND, permit))
    assert stage.log.cases() == ()


@pytest.mark.parametrize("target", [at("button", "Nope"), at("button", "Send", "Send here")])
def test_a_submit_that_is_not_found_leaves_the_permit_unused(windows, target):
    stage, permit = at_review(windows), Permit("f-1")
    assert reason(stage.window, Submit(target, permit)) in {"not-found", "ambiguous"}
    assert not permit.spent


def test_a_submit_that_is_disabled_leaves_the_permit_unused(form):
    permit = Permit("f-1")
    assert reason(form.window, Submit(at("button", "Later"), permit)) == "disabled"
    assert not permit.spent


@pytest.mark.parametrize(
    ("fault", "cases"), [("drop-before@Send", 0), ("drop-after@Send", 1), ("500-before@Send", 0), ("502-after@Send", 1)]
)
def test_after_a_failed_submit_the_page_does_not_tell_what_became_of_it(windows, fault, cases):
    stage, permit = at_review(windows, fault), Permit("f-1")
    move(stage.window, Submit(SEND, permit))
    assert permit.spent
    assert len(stage.log.cases()) == cases
    assert "caseID=" not in stage.window.look().url
    assert not {"Send", "Send here", "Reply"} & {node.name for node in nodes(stage.window)}


def test_a_page_that_stays_may_hide_that_a_case_was_created(windows):
    stage = at_review(windows, "approve-stays")
    stage.window.do(Submit(at("button", "Send here"), Permit("f-1")))
    stage.window.do(Find(at("button", "Send here")))
    for _ in range(100):  # a page that stays does not show when the site has taken it
        if stage.log.cases():
            break
        stage.window.look(unlike=stage.window.look(), seconds=0.2)
    assert len(stage.log.cases()) == 1


# Keeping


def test_a_kept_moment_holds_what_could_be_read(form, tmp_path):
    form.window.do(Fill(WHAT, "12 units were lost."))
    kept = form.window.keep("claim-1/contact form")
    assert kept.text is not None
    assert kept.text.is_absolute()
    assert kept.text.is_relative_to(tmp_path / "kept")
    assert "12 units were lost." in kept.text.read_text(encoding="utf-8")


def test_a_kept_moment_holds_nobodys_address(form):
    form.window.do(Fill(WHAT, "Write to anna@mail.example"))
    kept = form.window.keep("form")
    assert kept.text is not None
    assert "anna@" not in kept.text.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../../out", "/etc/passwd", "..", "a/../../b", "C:\\x"])
def test_a_kept_moment_stays_in_its_folder(form, tmp_path, name):
    kept = form.window.keep(name)
    assert kept.text is not None
    assert kept.text.resolve().is_relative_to((tmp_path / "kept").resolve())


# The case log


def filed(windows: Windows, *faults: str) -> Stage:
    stage = at_review(windows, *faults, text="Line 1\n\nLine 2 退款")
    move(stage.window, Submit(SEND, Permit("f-1")))
    return stage


@pytest.mark.parametrize("text", ["CW-ABCD2345", "cw-abcd2345 LOST"])
def test_a_case_is_found_by_its_subject_and_read(windows, text):
    stage = filed(windows)
    stored = stage.log.cases()[0]
    found = stage.cases.search(text)
    assert found.complete
    assert [(row.case_id, row.subject, row.status, row.created) for row in found.rows] == [
        (stored.case_id, "CW-ABCD2345 lost", "Pending Amazon action", stored.created)
    ]
    page = stage.cases.read(stored.case_id)
    assert (page.case_id, page.subject, page.status) == (stored.case_id, stored.subject, "Pending Amazon action")
    assert page.texts == ("Line 1\n\nLine 2 退款",)
    assert page.created == stored.created


def test_a_case_is_found_by_its_id(windows):
    stage = filed(windows)
    case_id = stage.log.cases()[0].case_id
    assert [row.case_id for row in stage.cases.search(case_id).rows] == [case_id]


def test_what_is_not_there_is_not_found_and_the_search_was_complete(windows):
    found = windows().cases.search("CW-ZZZZ9999")
    assert (found.rows, found.complete, found.text) == ((), True, "CW-ZZZZ9999")


def test_every_page_of_a_result_is_read(windows):
    stage = windows()
    case = filed_quietly(stage, 63)
    found = stage.cases.search("CW-")
    assert found.complete
    assert {row.case_id for row in found.rows} == case


def filed_quietly(stage: Stage, number: int) -> set[str]:
    """So many cases, straight into the log."""
    values = {"message": "m", "account": "Harbor Lane Goods", "marketplace": "US", "session": "s"}
    return {stage.log.add(Submission(subject=f"CW-{one:08}", **values)).case_id for one in range(number)}


def test_a_case_that_is_not_there_cannot_be_read(windows):
    stage = windows()
    with pytest.raises(WindowError) as refused:
        stage.cases.read("10000000001")
    assert refused.value.reason in {"unknown-screen", "page-gone"}


def test_a_case_log_that_asks_to_sign_in_was_not_searched(windows):
    with pytest.raises(WindowError) as refused:
        windows("send-to:view-case@/cu/case-lobby", "drop-before@/cu/case-dashboard/view-case").cases.search("CW-1")
    assert refused.value.reason in {"signed-out", "unknown-screen", "page-gone"}


@pytest.mark.parametrize("fault", ["drop-before@/cu/case-lobby", "503-before@/cu/case-lobby"])
def test_a_case_log_that_does_not_answer_was_not_searched(windows, fault):
    with pytest.raises(WindowError):
        windows(fault).cases.search("CW-1")


def test_reading_the_case_log_leaves_the_form_as_it_is(form):
    form.window.do(Fill(WHAT, HOSTILE))
    before = form.window.look()
    form.cases.search("CW-1")
    assert form.window.look() == before
    form.window.do(Check((Fill(WHAT, HOSTILE),)))
