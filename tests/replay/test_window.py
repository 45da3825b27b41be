"""A window sees, finds and acts the way a person does, and believes only what it reads back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.replay.little_site import LittleSite

from casewright.browser.window import BrowserWindow
from casewright.flow.control import Scope
from casewright.flow.window import (
    Attach,
    Check,
    Choose,
    Fill,
    Find,
    Open,
    Press,
    Submit,
    Target,
    Window,
    WindowError,
)
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.permit import Permit, PermitSpent
from casewright.recording.exchange import Answer
from casewright.site.forward_proxy import Reach, forward_proxy
from casewright.site.open import OpenVisit

pytestmark = pytest.mark.browser

Opened = Callable[[LittleSite], OpenVisit]
SEND = Target("form.send", "button", ("Send",))
WHAT = Target("form.what", "textbox", ("What happened?",))
FILES = Target("form.files", "file", ("Add attachments",))


def shadow(inner: str) -> str:
    return f'<div><template shadowrootmode="open">{inner}</template></div>'


def framed(inner: str, style: str = "") -> str:
    return f'<iframe style="{style}" srcdoc="{inner.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'


@pytest.fixture
def window(opened: Opened) -> Callable[[str], Window]:
    """A window on a page of this content."""

    def open_page(content: str, **others: str | Answer) -> Window:
        visit = opened(LittleSite({"/": content, **{f"/{name}": page for name, page in others.items()}}))
        visit.window.do(Open("/"))
        return visit.window

    return open_page


def reason(window: Window, act: object) -> str:
    with pytest.raises(WindowError) as told:
        window.do(act)  # type: ignore[arg-type]
    return told.value.reason


# Looking ----------------------------------------------------------------------------------------------------------


def test_a_look_reads_the_page_its_frames_and_their_open_shadow_roots(window) -> None:
    inner = shadow("<button>Deep</button>")
    seen = window("<h1>Top</h1>" + framed("<h2>Middle</h2>" + framed(inner))).look()

    assert [frame.aria for frame in seen.frames if "iframe" not in frame.aria] == ['- button "Deep"']
    assert 'heading "Top"' in seen.frames[0].aria
    assert 'heading "Middle"' in seen.frames[1].aria
    assert seen.language == "en"
    assert seen.url == "https://sellercentral.amazon.com/"


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden", "width:0;height:0;border:0"])
def test_a_frame_that_nobody_sees_is_not_read(window, style: str) -> None:
    seen = window("<h1>Top</h1>" + framed("<button>Ghost</button>", style)).look()

    assert "Ghost" not in seen.text


def test_a_frame_that_holds_a_drawing_does_not_stop_the_look(window) -> None:
    drawing = (
        "<iframe src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>\"></iframe>"
    )
    seen = window("<h1>Top</h1>" + drawing).look()

    assert 'heading "Top"' in seen.text
    assert len(seen.frames) == 1


def test_a_page_whose_address_never_rests_is_read_all_the_same(window) -> None:
    page = window(
        "<h1>Top</h1><script>setInterval(() => history.replaceState(0, '', '/#' + Math.random()), 20)</script>"
    )

    assert 'heading "Top"' in page.look().text


def test_a_look_unlike_the_last_one_waits_until_something_else_can_be_read(window) -> None:
    page = window(
        "<h1>Waiting</h1><script>setTimeout(() => { document.querySelector('h1').textContent = 'Here' }, 150)</script>"
    )
    seen = page.look()
    while "Here" not in seen.text:
        later = page.look(unlike=seen)
        assert later != seen
        seen = later


def test_a_change_inside_a_shadow_root_inside_a_frame_ends_the_wait(window) -> None:
    script = (
        "<script>const p = document.querySelector('div').shadowRoot.querySelector('p');"
        "setTimeout(() => { p.textContent = 'Changed' }, 200)</script>"
    )
    page = window(framed(shadow("<p>Still</p>") + script))
    seen = page.look()
    while "Changed" not in seen.text:
        later = page.look(unlike=seen)
        assert later != seen
        seen = later


def test_a_page_that_never_changes_is_returned_as_it_is_when_patience_is_over(window) -> None:
    page = window("<h1>Always the same</h1>")
    seen = page.look()

    assert page.look(unlike=seen) == seen


def test_frames_that_navigate_during_the_look_do_not_break_it(window) -> None:
    restless = (
        "<p>one</p><script>setInterval(() => { f.src = '/inner?' + Math.random() }, 150)</script>"
        "<iframe id=f src=/inner></iframe>"
    )
    page = window(restless, inner="<p>inside</p>")

    for _ in range(6):
        assert "one" in page.look().text


def test_a_page_that_goes_on_by_itself_is_followed(window) -> None:
    page = window(
        "<p>first</p><script>setTimeout(() => location.replace('/second'), 50)</script>", second="<h1>Second</h1>"
    )
    seen = page.look()
    while "Second" not in seen.text:
        later = page.look(unlike=seen)
        assert later != seen
        seen = later
    assert seen.url.endswith("/second")


# Finding ----------------------------------------------------------------------------------------------------------


def test_no_control_of_the_name_is_not_found(window) -> None:
    assert reason(window("<button>Sent</button>"), Find(SEND)) == "not-found"


def test_two_controls_of_the_name_are_ambiguous_even_in_different_frames(window) -> None:
    page = window("<button>Send</button>" + framed(shadow("<button>Send</button>")))

    assert reason(page, Press(SEND)) == "ambiguous"


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden"])
def test_a_hidden_double_is_no_double(window, style: str) -> None:
    page = window(
        f'<button style="{style}">Send</button><button>Send</button>' + framed("<button>Send</button>", style)
    )

    assert page.do(Find(SEND)).target == "form.send"


def test_a_name_must_be_the_whole_name(window) -> None:
    assert reason(window("<button>Send later</button><button>Sen</button>"), Find(SEND)) == "not-found"


def test_any_of_several_names_will_do(window) -> None:
    page = window("<button>Enviar</button>")

    assert page.do(Find(Target("form.send", "button", ("Send", "Enviar")))).target == "form.send"


def test_two_names_that_are_both_there_are_ambiguous(window) -> None:
    page = window("<button>Enviar</button><button>Send</button>")

    assert reason(page, Find(Target("form.send", "button", ("Send", "Enviar")))) == "ambiguous"


def test_a_control_deep_in_frames_and_shadow_roots_is_pressed(window) -> None:
    button = "<button onclick=\"this.textContent='Pressed'\">Send</button>"
    page = window(framed(shadow("<p>between</p>") + framed(shadow(button))))

    page.do(Press(SEND))

    assert 'button "Pressed"' in page.look().text


def test_a_control_that_comes_late_is_waited_for(window) -> None:
    page = window(
        "<script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<button>Send</button>'), 200)</script>"
    )

    assert page.do(Find(SEND)).target == "form.send"


def test_the_fallback_counts_only_when_no_label_does(window) -> None:
    page = window("<button id=send-email-button>Abschicken</button>")
    target = Target("form.send", "button", ("Send",), fallback="#send-email-button")

    assert page.do(Find(target)).target == "form.send"


def test_the_fallback_does_not_make_a_label_ambiguous(window) -> None:
    page = window("<button>Send</button><button id=other>Other</button>")

    assert page.do(Find(Target("form.send", "button", ("Send",), fallback="#other"))).target == "form.send"


SENDS_UNSEEN = {
    "it lies in the button": "<button><i id=x style='padding: 9px'></i>Submit</button>",
    "the button lies in it": "<div id=x style='width: 60px'><input type=submit value=Submit></div>",
    "the button is a picture": "<input id=x type=image alt='Submit request' src='data:,'>",
    "it is the button's label": "<label id=x for=s>.....</label><input id=s type=submit value=Send>",
    "another element names it": "<b id=w>Confirm and file</b><button id=x aria-labelledby=w>&rarr;</button>",
    "the button is in a shadow root in it": "<div id=x><div><template shadowrootmode=open><button>Submit</button>"
    "</template></div></div>",
    "its words are Korean": "<button id=x>제출하기</button>",
}


@pytest.mark.parametrize("act", [Press, Choose])
@pytest.mark.parametrize("kind", SENDS_UNSEEN)
def test_a_selector_that_leads_to_what_creates_a_case_is_refused_whatever_it_names(window, kind: str, act) -> None:
    page = window(f"<form>{SENDS_UNSEEN[kind]}</form>")
    assert reason(page, act(Target("form.x", "css", ("#x",)))) == "submit-not-armed"
    assert "?" not in page.look().url


def test_a_fallback_that_fits_twice_is_ambiguous(window) -> None:
    page = window("<button class=x>A</button><button class=x>B</button>")

    assert reason(page, Find(Target("form.send", "button", ("Send",), fallback=".x"))) == "ambiguous"


def test_a_disabled_control_cannot_be_pressed(window) -> None:
    page = window("<button disabled>Send</button>")

    assert reason(page, Press(SEND)) == "disabled"
    assert reason(page, Find(SEND)) == "disabled"


def test_a_control_under_something_else_cannot_be_pressed(window) -> None:
    page = window("<button>Send</button><div style='position:fixed;inset:0;background:red'></div>")

    assert reason(page, Press(SEND)) == "not-found"


def test_finding_presses_nothing(opened: Opened) -> None:
    site = LittleSite({"/": "<form method=post action=/sent><button>Send</button></form>"})
    window = opened(site).window
    window.do(Open("/"))

    window.do(Find(SEND))

    assert "/sent" not in site.paths


def test_what_is_typed_never_goes_into_another_hosts_frame(opened: Opened) -> None:
    foreign = "<iframe src='https://sellercentral.amazon.de/'></iframe><label>What happened? <input></label>"
    visit = opened(LittleSite({"/": foreign}))
    visit.window.do(Open("/"))

    assert visit.window.do(Fill(WHAT, "lost")).text == "lost"


# Filling and reading back -----------------------------------------------------------------------------------------

TEXT = 'Line one\nLine two: <script>alert("x")</script>\n\n  indented "quoted" & 😀\nمرحبا بالعالم\n缺失 12 件\ttab'


def test_a_text_area_holds_every_line_as_it_was_typed(window) -> None:
    page = window(shadow('<textarea aria-label="What happened?"></textarea>'))

    assert page.do(Fill(WHAT, TEXT)).text == TEXT


def test_four_thousand_characters_arrive(window) -> None:
    text = "Unit 0001 was lost in BFI4. 缺" * 133
    page = window("<textarea aria-label='What happened?'></textarea>")

    assert page.do(Fill(WHAT, text)).text == text


def test_what_was_there_before_is_replaced(window) -> None:
    page = window("<input aria-label='What happened?' value='Other FBA issue'>")

    assert page.do(Fill(WHAT, "Lost units")).text == "Lost units"


def test_a_rich_text_box_is_read_by_its_paragraphs(window) -> None:
    page = window("<div contenteditable=true role=textbox aria-label='What happened?'><p>old</p></div>")

    assert page.do(Fill(WHAT, "first line\nsecond line")).text.split() == ["first", "line", "second", "line"]


@pytest.mark.parametrize(
    ("page_does", "told"),
    [
        ("oninput='this.value = this.value.toUpperCase()'", "from character 1 on"),
        ("maxlength=4", "only 4 of 10 characters"),
        ("oninput='this.value = this.value.slice(0, 7)'", "only 7 of 10 characters"),
    ],
)
def test_a_page_that_changes_what_is_typed_is_noticed(window, page_does: str, told: str) -> None:
    page = window(f"<textarea aria-label='What happened?' {page_does}></textarea>")

    with pytest.raises(WindowError, match=told) as refused:
        page.do(Fill(WHAT, "lost units"))

    assert refused.value.reason == "read-back-differs"


def test_a_one_line_box_does_not_swallow_line_breaks_in_silence(window) -> None:
    assert reason(window("<input aria-label='What happened?'>"), Fill(WHAT, "one\ntwo")) == "read-back-differs"


def test_a_box_that_takes_no_text_is_disabled(window) -> None:
    assert reason(window("<textarea readonly aria-label='What happened?'></textarea>"), Fill(WHAT, "x")) == "disabled"


def test_the_check_before_the_submit_finds_a_text_that_was_changed_later(window) -> None:
    page = window(
        "<textarea aria-label='What happened?'></textarea>"
        "<button onclick=\"document.querySelector('textarea').value='mine'\">Rewrite</button>"
    )
    typed = Fill(WHAT, "ours")
    page.do(typed)
    assert page.do(Check((typed,))).target == "form.what"

    page.do(Press(Target("form.rewrite", "button", ("Rewrite",))))

    assert reason(page, Check((typed,))) == "read-back-differs"


def test_the_check_passes_over_what_is_no_longer_on_the_page(window) -> None:
    page = window("<h1>The next page</h1>")

    assert page.do(Check((Fill(WHAT, "typed two pages ago"),))).target == ""


def test_what_was_seen_before_a_frame_went_on_is_not_taken_for_what_stands_there_now(window) -> None:
    """Both documents of the frame have the same box, with the same reference; the page around it stays."""
    box = "<textarea aria-label='What happened?'></textarea><button onclick=\"location='/second'\">On</button>"
    page = window(
        "<input aria-label='Order'><iframe src=/first width=400 height=300></iframe>",
        first=box,
        second=box.replace("On<", "Off<"),
    )
    order, second = Fill(Target("form.order", "textbox", ("Order",)), "111"), Fill(WHAT, "second")
    page.do(order)
    page.do(Fill(WHAT, "first"))
    page.do(Press(Target("form.on", "button", ("On",))))
    page.do(Find(Target("form.off", "button", ("Off",))))

    assert reason(page, Check((order, Fill(WHAT, "first")))) == "read-back-differs"
    assert page.do(second).text == "second"
    assert page.do(Check((order, second))).target == "form.order, form.what"


def test_the_last_text_typed_into_a_box_is_the_one_that_counts(window) -> None:
    page = window("<textarea aria-label='What happened?'></textarea>")
    acts = (Fill(WHAT, "first"), Fill(WHAT, "second"))
    for act in acts:
        page.do(act)

    assert page.do(Check(acts)).target == "form.what"


# Choosing ---------------------------------------------------------------------------------------------------------


def stateful(attribute: str, role: str) -> str:
    """A control of the site's own making, which says in an attribute whether it is chosen; a press turns it over."""
    turn = f"this.setAttribute('{attribute}', this.getAttribute('{attribute}') !== 'true')"
    return f'<div role={role} tabindex=0 {attribute}=false aria-label="Own words" onclick="{turn}">x</div>'


CHOICES = {
    "radio": ("radio", "<label><input type=radio name=r>Own words</label>"),
    "checkbox": ("checkbox", "<label><input type=checkbox>Own words</label>"),
    "checkbox of the site's own": ("checkbox", stateful("aria-checked", "checkbox")),
    "toggle": ("button", stateful("aria-pressed", "button")),
    "tab": ("tab", stateful("aria-selected", "tab")),
    "plain button": ("button", "<button>Own words</button>"),
}


@pytest.mark.parametrize("kind", CHOICES)
def test_a_choice_is_made_and_read_back_and_made_again_without_harm(window, kind: str) -> None:
    role, control = CHOICES[kind]
    page = window(control)
    choice = Choose(Target("form.own", role, ("Own words",)))

    assert page.do(choice).text == "chosen"
    assert page.do(choice).text == "chosen"
    assert page.do(Check((choice,))).target == "form.own"


def test_a_tab_that_does_not_open_is_noticed(window) -> None:
    page = window("<button role=tab aria-selected=false>Email</button>")

    assert reason(page, Choose(Target("form.email", "tab", ("Email",)))) == "read-back-differs"


def test_an_option_of_a_drop_down_is_taken_by_its_words(window) -> None:
    page = window("<label>Kind <select><option value=1>Lost</option><option value=2>Damaged</option></select></label>")

    assert page.do(Choose(Target("form.kind", "combobox", ("Kind",)), "Damaged")).text == "Damaged"


def test_an_option_of_a_drop_down_of_the_sites_own_making_is_pressed(window) -> None:
    page = window(
        "<button role=combobox aria-label=Kind onclick='l.hidden = false'>Lost</button>"
        "<ul id=l role=listbox hidden><li role=option>Damaged</li></ul><script>"
        "l.onclick = () => { document.querySelector('button').textContent = 'Damaged'; l.hidden = true }</script>"
    )

    assert page.do(Choose(Target("form.kind", "combobox", ("Kind",)), "Damaged")).text == "Damaged"


def test_a_nameless_drop_down_is_taken_by_what_it_shows_and_its_option_without_case(window) -> None:
    page = window(
        "<table><tr><td>A-1</td><td><select><option>Action required</option><option>Research Missing Units</option>"
        "</select></td></tr><tr><td>A-2</td><td><select><option>Action required</option></select></td></tr></table>"
    )
    mine = Target("form.action", "combobox", ("Action required",), scopes=(Scope("row", ("A-1",)),))

    assert page.do(Choose(mine, "Research missing units")).text == "Research Missing Units"


def test_a_drop_down_without_any_role_is_opened_by_its_words_in_its_shadow_root(window) -> None:
    page = window(
        "<table><tr><td>A-1</td><td><x-list></x-list></td></tr></table><script>"
        "const root = document.querySelector('x-list').attachShadow({ mode: 'open' });"
        "root.innerHTML = '<div class=head tabindex=0><div>Action required</div></div>'"
        " + '<div hidden><p role=option>Research missing units</p></div>';"
        "const [head, list] = root.children;"
        "head.onclick = () => { list.hidden = false };"
        "list.onclick = () => { head.firstChild.textContent = 'Research missing units'; list.hidden = true };</script>"
    )
    mine = Target("form.action", "combobox", ("Action required",), scopes=(Scope("row", ("A-1",)),))

    assert page.do(Choose(mine, "Research missing units")).text == "Research missing units"


def test_an_option_that_is_not_offered_is_not_found(window) -> None:
    page = window("<label>Kind <select><option>Lost</option></select></label>")

    assert reason(page, Choose(Target("form.kind", "combobox", ("Kind",)), "Damaged")) == "not-found"


# Attaching --------------------------------------------------------------------------------------------------------

TAKES_FILES = """<button onclick="i.click()">Add attachments</button><ul id=l></ul>
<script>
  const i = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
  i.onchange = async () => { for (const file of i.files) {
    const line = l.appendChild(document.createElement('li'));
    const answer = await fetch('/?upload=' + file.name, { method: 'POST', body: await file.arrayBuffer() });
    line.textContent = answer.ok ? `${file.name} (${file.size} bytes)` : 'There was an issue attaching your file.';
  } };
</script>"""


def evidence(folder: Path, name: str, content: bytes) -> Evidence:
    path = folder / name
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    kind, media_type = EvidenceKind.PHOTO, "image/jpeg"
    return Evidence(kind=kind, path=path, name=name, media_type=media_type, size=len(content), sha256=sha256)


def test_files_arrive_whole_and_are_read_back_by_name_and_size(opened: Opened, tmp_path: Path) -> None:
    site = LittleSite({"/": TAKES_FILES})
    window = opened(site).window
    window.do(Open("/"))
    files = (
        evidence(tmp_path, "small.jpg", b"\xff\xd8 photo"),
        evidence(tmp_path, "收据 2.jpg", bytes(range(256)) * 4000),
    )

    reading = window.do(Attach(FILES, files))

    assert reading.files == (("small.jpg", 8), ("收据 2.jpg", 1_024_000))
    sent = {request.query["upload"]: request.body for request in site.requests if "upload" in request.query}
    assert sent == {file.name: file.path.read_bytes() for file in files}
    assert window.do(Check((Attach(FILES, files),))).files == reading.files


WAITS_FOR_A_BUTTON = (
    TAKES_FILES.replace("i.onchange", "send")
    .replace("const i =", "let send; const i =")
    .replace("<script>", "<button onclick='send()'>Upload</button><script>")
)


def test_files_that_a_button_sends_are_sent_by_it(opened: Opened, tmp_path: Path) -> None:
    site = LittleSite({"/": WAITS_FOR_A_BUTTON})
    window = opened(site).window
    window.do(Open("/"))
    files = (evidence(tmp_path, "small.jpg", b"\xff\xd8 photo"),)

    reading = window.do(Attach(FILES, files, sends=Target("form.upload", "button", ("Upload",))))

    assert reading.files == (("small.jpg", 8),)
    assert [request.query["upload"] for request in site.requests if "upload" in request.query] == ["small.jpg"]


def test_files_are_sent_without_a_button_where_the_page_has_none(opened: Opened, tmp_path: Path) -> None:
    window = opened(LittleSite({"/": TAKES_FILES})).window
    window.do(Open("/"))
    files = (evidence(tmp_path, "small.jpg", b"\xff\xd8 photo"),)

    reading = window.do(Attach(FILES, files, sends=Target("form.upload", "button", ("Upload",))))

    assert reading.files == (("small.jpg", 8),)


def test_a_file_that_was_changed_after_approval_is_not_given(opened: Opened, tmp_path: Path) -> None:
    site = LittleSite({"/": TAKES_FILES})
    window = opened(site).window
    window.do(Open("/"))
    file = evidence(tmp_path, "photo.jpg", b"as approved")
    file.path.write_bytes(b"As approved")

    assert reason(window, Attach(FILES, (file,))) == "file-changed"
    assert not [request for request in site.requests if request.method == "POST"]


def test_a_file_that_is_gone_is_said_to_be(window, tmp_path: Path) -> None:
    file = evidence(tmp_path, "photo.jpg", b"as approved")
    file.path.unlink()

    assert reason(window(TAKES_FILES), Attach(FILES, (file,))) == "file-changed"


def test_a_file_that_the_site_refuses_is_noticed(window, tmp_path: Path) -> None:
    refusing = TAKES_FILES.replace("'/?upload='", "'/refused?'")
    page = window(refusing, refused=Answer(status=413, body=b"too large"))

    with pytest.raises(WindowError, match="413") as told:
        page.do(Attach(FILES, (evidence(tmp_path, "photo.jpg", b"photo"),)))

    assert told.value.reason == "read-back-differs"


ONE_AT_A_TIME = TAKES_FILES.replace("multiple: true", "multiple: false")


def test_a_chooser_that_takes_one_file_at_a_time_is_opened_for_each(opened: Opened, tmp_path: Path) -> None:
    site = LittleSite({"/": ONE_AT_A_TIME})
    window = opened(site).window
    window.do(Open("/"))
    files = tuple(evidence(tmp_path, name, name.encode()) for name in ("a.jpg", "b.jpg", "c.jpg"))

    reading = window.do(Attach(FILES, files))

    assert reading.files == (("a.jpg", 5), ("b.jpg", 5), ("c.jpg", 5))
    assert [request.query["upload"] for request in site.requests if "upload" in request.query] == [
        "a.jpg",
        "b.jpg",
        "c.jpg",
    ]
    assert window.do(Check((Attach(FILES, files),))).files == reading.files


def test_a_page_that_keeps_only_the_last_of_two_files_is_noticed(window, tmp_path: Path) -> None:
    page = window(ONE_AT_A_TIME.replace("const line =", "l.textContent = ''; const line ="))
    files = evidence(tmp_path, "a.jpg", b"a"), evidence(tmp_path, "b.jpg", b"b")

    with pytest.raises(WindowError, match=r"did not take.*a\.jpg"):
        page.do(Attach(FILES, files))


def test_a_button_that_opens_no_chooser_is_noticed(window, tmp_path: Path) -> None:
    page = window("<button>Add attachments</button>")

    assert reason(page, Attach(FILES, (evidence(tmp_path, "a.jpg", b"a"),))) == "not-found"


def test_a_file_that_vanished_from_the_form_is_found_by_the_check(window, tmp_path: Path) -> None:
    page = window(TAKES_FILES + "<button onclick=\"i.value = ''; l.textContent = ''\">Clear</button>")
    given = Attach(FILES, (evidence(tmp_path, "a.jpg", b"a"),))
    page.do(given)

    page.do(Press(Target("form.clear", "button", ("Clear",))))

    assert reason(page, Check((given,))) == "read-back-differs"


# Submitting -------------------------------------------------------------------------------------------------------

FORM = "<form method=post action=/sent><button>Send</button></form>"


def test_a_submit_spends_its_permit_and_presses_once(opened: Opened) -> None:
    site = LittleSite({"/": FORM, "/sent": "<h1>Sent</h1>"})
    window = opened(site).window
    window.do(Open("/"))
    permit = Permit("filing-1")
    before = window.look()

    window.do(Submit(SEND, permit))

    assert permit.spent
    while "Sent" not in before.text:
        before = window.look(unlike=before)
    assert site.paths.count("/sent") == 1


def test_a_permit_that_was_spent_presses_nothing(opened: Opened) -> None:
    site = LittleSite({"/": FORM, "/sent": "<h1>Sent</h1>"})
    window = opened(site).window
    window.do(Open("/"))
    permit = Permit("filing-1")
    permit.spend()

    with pytest.raises(PermitSpent):
        window.do(Submit(SEND, permit))

    assert "/sent" not in site.paths


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<button disabled>Send</button>", "disabled"),
        ("<button>Send</button><button>Send</button>", "ambiguous"),
        ("<p>nothing</p>", "not-found"),
    ],
)
def test_a_submit_that_cannot_be_pressed_keeps_its_permit(window, content: str, why: str) -> None:
    permit = Permit("filing-1")

    assert reason(window(content), Submit(SEND, permit)) == why
    assert not permit.spent


# Where it may go --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["https://outside.example/", "//outside.example/", "home", "/\\outside.example", ""])
def test_only_paths_of_the_own_host_are_opened(window, path: str) -> None:
    assert reason(window("<p>home</p>"), Open(path)) == "left-host"


def test_a_page_that_asks_whether_to_leave_is_left(window) -> None:
    asking = (
        "<textarea aria-label='What happened?'></textarea><script>onbeforeunload = e => e.preventDefault()</script>"
    )
    page = window(asking, next="<h1>Next</h1>")
    page.do(Fill(WHAT, "half written"))

    page.do(Open("/next"))

    assert "Next" in page.look().text


def test_a_message_that_pops_up_does_not_stop_the_window(window) -> None:
    page = window("<button onclick=\"alert('Really?'); this.textContent = 'Done'\">Send</button>")

    page.do(Press(SEND))

    assert 'button "Done"' in page.look().text


def test_an_address_that_is_not_there_is_page_gone(window) -> None:
    assert reason(window("<p>home</p>"), Open("/nowhere")) == "page-gone"


def test_a_redirect_leads_to_its_address(window) -> None:
    page = window("<p>home</p>", old=Answer(status=303, headers={"Location": "/new?caseID=123"}), new="<h1>New</h1>")
    page.do(Open("/old"))
    seen = page.look()
    while "New" not in seen.text:
        seen = page.look(unlike=seen)

    assert seen.url == "https://sellercentral.amazon.com/new?caseID=123"


def test_a_window_that_was_closed_says_so(opened: Opened) -> None:
    visit = opened(LittleSite({"/": "<p>home</p>"}))
    visit.window.do(Open("/"))
    visit.window._page.close()

    for act in (visit.window.look, lambda: visit.window.do(Find(SEND)), lambda: visit.window.keep("gone")):
        with pytest.raises(WindowError) as told:
            act()
        assert told.value.reason == "page-gone"


def test_where_there_is_no_way_to_the_host_the_settings_are_named(chromium: Browser, tmp_path: Path) -> None:
    with forward_proxy(Reach()) as proxy:
        context = chromium.new_context(proxy={"server": proxy.address})
        window = BrowserWindow(context.new_page(), "https://sellercentral.amazon.com", tmp_path, patience=5)

        with pytest.raises(WindowError) as refused:
            window.do(Open("/home"))

        context.close()
    assert refused.value.reason == "page-gone"
    assert "`also_reachable`" in str(refused.value.remedy)
    assert "`proxy`" in str(refused.value.remedy)
