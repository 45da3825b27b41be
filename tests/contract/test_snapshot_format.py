"""What is relied on in the browser's snapshot with references, and its known gaps: Playwright may change both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from casewright.browser.eye import Eye
from casewright.browser.page_change import Patience
from casewright.flow.find_control import find_controls
from casewright.flow.sighting import Node, Sighting

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    made = chromium.new_page()
    yield made
    made.close()


@pytest.fixture
def look(page: Page) -> Callable[[str], Sighting]:
    def read(content: str) -> Sighting:
        page.set_content(content)
        return Eye(page).look(Patience(10))

    return read


def only(seen: Sighting, role: str) -> Node:
    [node] = [node for frame in seen.frames for node in frame.nodes if node.role == role]
    return node


def test_every_element_has_a_reference_that_leads_back_to_it(page, look):
    seen = look("<button onclick=\"this.textContent='Pressed'\">Send</button>")
    [spotted] = find_controls(seen, "button", ["Send"])
    element = Eye(page).element(spotted)
    assert element is not None
    element.click()
    assert page.inner_text("button") == "Pressed"


def test_a_reference_to_what_is_gone_leads_nowhere_and_waits_for_nothing(page, look):
    [spotted] = find_controls(look("<button>Send</button>"), "button", ["Send"])
    page.set_content("<p>nothing</p>")
    assert Eye(page).element(spotted) is None


def test_an_element_that_was_made_anew_has_another_reference(page, look):
    seen = look("<main><button>Send</button></main>")
    page.evaluate("document.querySelector('main').innerHTML = '<button>Send</button>'")
    again = Eye(page).look(Patience(10))
    assert again == seen
    assert only(again, "button").ref != only(seen, "button").ref


def test_frames_and_open_shadow_roots_are_read_in_one_look(look):
    inner = "<div><template shadowrootmode=open><button>Deep</button></template></div>"
    seen = look(f"<h1>Top</h1><iframe srcdoc='{inner}'></iframe>")
    assert [frame.nodes[-1].name for frame in seen.frames][-1] == "Deep"
    assert seen.frames[1].nodes[0].ref.startswith("f")


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden", "width:0;height:0;border:0"])
def test_a_frame_that_nobody_sees_is_not_there(look, style):
    assert len(look(f"<h1>Top</h1><iframe style='{style}' srcdoc='<button>Ghost</button>'></iframe>").frames) == 1


def test_states_are_read(look):
    seen = look(
        "<button disabled>A</button><button aria-disabled=true>B</button><input type=radio aria-label=C checked>"
        "<button aria-pressed=true>D</button><button role=tab aria-selected=true>E</button>"
    )
    states = {node.name: node.states for frame in seen.frames for node in frame.nodes if node.name}
    assert states["A"] == states["B"] == {"disabled"}
    assert (states["C"], states["D"], states["E"]) == ({"checked"}, {"pressed"}, {"selected"})


def test_values_of_boxes_are_read_but_their_line_breaks_are_not(look):
    assert only(look("<textarea aria-label=x>one\ntwo</textarea>"), "textbox").text == "one two"


def test_what_is_typed_into_a_box_with_a_placeholder_is_its_value_and_no_words_of_the_page(look):
    seen = look('<p>Your order</p><input aria-label="Order" placeholder="112-…" value="113-55">')
    assert only(seen, "textbox").text == "113-55"
    assert not [node for node in seen.frames[0].nodes if node.role == "text"]


def test_a_name_that_only_repeats_what_stands_inside_is_put_back(look):
    seen = look("<h1><a href=/x>Your cases</a></h1><table><tr><td><a href=/y>123</a></td></tr></table>")
    assert only(seen, "heading").name == "Your cases"
    assert only(seen, "cell").name == "123"


def test_what_somebody_edits_in_place_is_read_by_its_paragraphs(look):
    seen = look("<div contenteditable=true role=textbox aria-label=x><p>one</p><p>two</p></div>")
    assert [node.text for node in seen.frames[0].nodes if node.role == "paragraph"] == ["one", "two"]


def test_a_hidden_file_input_and_a_hidden_text_are_not_there(look):
    seen = look("<h1>Top</h1><input type=file hidden><p hidden>File upload was unsuccessful</p>")
    assert [node.role for node in seen.frames[0].nodes] == ["heading"]


def test_a_box_that_calls_itself_undefined_is_found_by_the_words_beside_it(look):
    seen = look(
        "<div><div>Subject</div><input aria-label=undefined></div><div><div>Details</div><textarea></textarea></div>"
    )
    assert len(find_controls(seen, "textbox", ["Subject"])) == len(find_controls(seen, "textbox", ["Details"])) == 1


def test_a_drop_down_without_a_role_is_something_with_a_pointer(look):
    seen = look("<div>Topic<div tabindex=0 style='cursor:pointer'>Choose one</div></div>")
    assert len(find_controls(seen, "combobox", ["Topic"])) == 1


def test_words_that_only_eyes_see_are_told_apart(look):
    seen = look("<h1>Top</h1><div><div aria-hidden=true>Subject</div><input></div>")
    assert only(seen, "text").states == {"aria-hidden"}
    assert len(find_controls(seen, "textbox", ["Subject"])) == 1


def test_file_names_and_progress_inside_a_shadow_root_show(look):
    seen = look(
        "<div><template shadowrootmode=open><ul><li>photo.jpg</li></ul>"
        "<div role=progressbar style='width:9px;height:9px'></div></template></div>"
    )
    assert only(seen, "listitem").text == "photo.jpg"
    assert only(seen, "progressbar")
