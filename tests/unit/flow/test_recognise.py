"""Exactly one screen fits, or none does: by what a person can read, over all frames, and never by guessing."""

from __future__ import annotations

import json
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.flow.fake_window import page

from casewright.flow.control import Control
from casewright.flow.read import read_flows
from casewright.flow.recognise import PageText, frames_with, recognise, screen_of
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.words import collapse_spaces
from casewright.places import flows as shipped_flows
from casewright.places import recordings

DESCRIBE = '- textbox "What happened?"\n- button "Continue"'
FORM = '- textbox "Subject": typed\n- button "Send"'
PAGES = {
    "help/home": '- link "Ask for help"',
    "help/describe": DESCRIBE,
    "form/form": FORM,
    "form/refused": "- alert: Something is missing here",
    "doors/sign-in": '- heading "Sign in" [level=1]',
}

#: Nodes that no screen of the small site knows.
unrelated = st.sampled_from(
    [
        '- button "Menu"',
        '- link "Send"',
        '- heading "Subject"',
        "- text: Send",
        '- textbox "Other": Something is missing',
        '- button "sent"',
        '- button "Send "x',
        "- iframe",
        "- button",
        '- img "Send"',
        "- list:",
        "  - /url: /x",
    ]
)


def control(role: str, *words: str) -> Control:
    return Control(name="x", role=role, labels={"en": words})


def count(role: str, words: str, aria: str, url: str = "/x") -> int:
    return PageText.of(page(url, aria)).count(control(role, words))


@pytest.mark.parametrize(("key", "aria"), PAGES.items())
def test_a_page_is_the_one_screen_whose_signs_it_shows(flows, key, aria):
    found = recognise(page("/x", aria), flows)
    assert (found.kind, found.screen.key) == ("known", key)
    assert str(found.explain()) == f"this is {key}"


@given(key=st.sampled_from(sorted(PAGES)), noise=st.lists(st.tuples(st.integers(0, 9), unrelated), max_size=6))
def test_nodes_that_no_screen_knows_never_change_what_is_recognised(flows, key, noise):
    lines = PAGES[key].split("\n")
    for place, node in noise:
        lines.insert(place, node)
    assert recognise(Sighting("https://x/", "en", (Frame("https://x/", "\n".join(lines)),)), flows).screen.key == key


@given(key=st.sampled_from(sorted(PAGES)), line=st.integers(0, 1), in_frame=st.booleans())
def test_a_second_control_of_the_same_name_always_stops(flows, key, line, in_frame):
    lines = PAGES[key].split("\n")
    again = lines[line % len(lines)]
    frames = (PAGES[key], again) if in_frame else (f"{PAGES[key]}\n{again}",)
    found = recognise(page("/x", *frames), flows)
    assert (found.kind, found.screen) == ("none", None)


@given(st.sampled_from(sorted(PAGES)), st.sampled_from(sorted(PAGES)))
def test_two_pages_at_once_are_both_and_so_neither(flows, one, other):
    found = recognise(page("/x", PAGES[one], PAGES[other]), flows)
    assert found.screen is None or one == "form/refused" == other or {one, other} == {"form/refused", "form/form"}


def test_signs_may_lie_in_different_frames(flows):
    assert recognise(page("/x", *FORM.split("\n")), flows).screen.key == "form/form"


def test_what_must_not_be_there_keeps_a_screen_from_fitting(flows):
    found = recognise(page("/x", f"{FORM}\n- paragraph: Something is missing"), flows)
    assert found.screen.key == "form/refused"
    (form,) = (fit for fit in found.fits if fit.screen.key == "form/form")
    assert (form.present, form.missing, form.repeated, form.fits) == (("sorry",), (), (), False)


def test_for_each_screen_it_is_said_what_speaks_against_it(flows):
    found = recognise(page("/x", '- textbox "What happened?"\n- textbox "What happened?"'), flows)
    nearest = found.nearest[0]
    assert (nearest.screen.key, nearest.missing, nearest.repeated) == ("help/describe", ("continue",), ("what",))
    assert "no continue, more than one what" in str(found.explain())
    assert {fit.screen.key for fit in found.fits} == {screen.key for screen in flows.screens}


def test_an_empty_page_is_no_screen(flows):
    assert recognise(Sighting("about:blank", ""), flows).kind == "none"


def test_recognition_is_the_same_every_time(flows):
    assert recognise(page("/x", FORM), flows) == recognise(page("/x", FORM), flows)


# ---- counting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["button", "textbox", "heading", "radio", "checkbox", "tab", "link", "combobox"])
def test_a_control_has_its_role_and_its_name(role):
    assert count(role, "Send", f'- {role} "Send"') == 1
    assert count(role, "Send", '- img "Send"') == 0


@pytest.mark.parametrize(
    ("words", "shown", "same"),
    [
        ("Send", "Send", True),
        ("Send", "send", True),
        ("Message…", "Message ...", True),
        ("I don't", "I don’t", True),
        ("Send", "Send now", False),
        ("Send", "  Send\t", True),
        ("Send now", "Send\u00a0now", True),
        ("Send  now", "Send now", True),
        ("Enviar formulário", unicodedata.normalize("NFD", "Enviar formulário"), True),
        ("S.nd", "Send", False),
        ("(?i)send", "Send", False),
    ],
)
def test_names_compare_as_a_person_reads_them(words, shown, same):
    assert count("button", words, f"- button {json.dumps(shown, ensure_ascii=False)}") == int(same)


@given(st.text(max_size=20))
def test_plain_words_stay_plain(words):
    assert collapse_spaces(collapse_spaces(words)) == collapse_spaces(words)


def test_several_words_mean_any_of_them_and_count_together():
    seen = PageText.of(page("/x", '- button "Send"\n- button "Submit"'))
    assert [seen.count(control("button", *words)) for words in (["Send"], ["Send", "Submit"], ["Send", " Send"])] == [
        1,
        2,
        1,
    ]


def test_files_are_given_through_the_button_that_opens_the_chooser():
    assert count("file", "Add attachments", '- button "Add attachments"') == 1


@pytest.mark.parametrize(
    ("aria", "there"),
    [
        ("- text: Something is missing", 1),
        ("- paragraph: Oh! Something is missing here.", 1),
        ("- listitem: Something is missing", 1),
        ("- alert: Something is missing", 1),
        ('- text: "Something   is missing"', 1),
        ("- paragraph: something is MISSING", 1),
        ('- textbox "Notes": Something is missing', 0),
        ('- searchbox "Search": Something is missing', 0),
        ('- button "Something is missing"', 0),
        ("- paragraph: Something\n- paragraph: is missing", 0),
        ("- paragraph: Something is missing\n- text: Something is missing", 2),
    ],
)
def test_a_text_is_there_where_the_page_says_it_and_not_where_somebody_typed_it(aria, there):
    assert count("text", "Something is missing", aria) == there


@pytest.mark.parametrize(
    ("pattern", "url", "there"),
    [
        ("/home(?:[/?#]|$)", "/home", 1),
        ("/home(?:[/?#]|$)", "/homes", 0),
        (r"caseID=(?P<case_id>\d+)", "/v?caseID=12", 1),
    ],
)
def test_an_address_is_searched_with_a_pattern(pattern, url, there):
    assert count("url", pattern, "- text: x", url) == there


def test_a_selector_cannot_be_seen():
    assert count("css", "#send", '- button "#send"') == 0


def test_a_text_with_a_case_id_in_it_is_a_pattern_and_no_other_text_is():
    assert count("text", r"case (?P<case_id>\d+)", "- text: your case 12345678 is open") == 1
    assert count("text", r"case \d+", "- text: your case 12345678 is open") == 0


@pytest.mark.parametrize(
    ("aria", "case_id"),
    [
        ("- text: case 12345678", "12345678"),
        ("- text: case 12345678\n- paragraph: case 12345678 again", "12345678"),
        ("- text: case 12345678\n- paragraph: case 87654321", None),
        ("- text: no number", None),
    ],
)
def test_a_case_id_is_taken_where_there_is_one_only(aria, case_id):
    assert PageText.of(page("/x", aria)).case_id(control("text", r"case (?P<case_id>\d{8})")) == case_id


def test_a_control_is_told_by_the_frames_it_is_in():
    seen = page("/x", "- iframe", '- button "Send"', '- button "Send"\n- text: x')
    assert frames_with(control("button", "Send"), seen) == {seen.frames[1].url, seen.frames[2].url}
    assert frames_with(control("button", "Stop"), seen) == frozenset()


@pytest.mark.parametrize(
    ("aria", "case_id"),
    [
        ('- paragraph:\n  - text: "Case ID:"\n  - link "12345678901":\n    - /url: /x', "12345678901"),
        ('- paragraph: "Case ID: 12345678901"', "12345678901"),
        ('- paragraph:\n  - text: "Case ID:"\n- button "12345678901"', None),
        ('- paragraph:\n  - text: Case ID\n  - link "12345678901"', None),
    ],
)
def test_a_case_id_may_be_a_link_behind_a_colon(aria: str, case_id: str | None) -> None:
    taken = PageText.of(page("/x", aria)).case_id(control("text", r"Case ID: ?(?P<case_id>\d{8,14})"))
    assert taken == case_id


@given(lines=st.lists(st.one_of(unrelated, st.sampled_from([*PAGES.values()])), max_size=5))
def test_the_quick_answer_is_the_same_as_the_explained_one(flows, lines):
    seen = page("/x", "\n".join(lines))
    assert screen_of(seen, flows) == recognise(seen, flows).screen


RECORDED = sorted(recordings().rglob("*.aria.yaml"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_quick_answer_is_the_same_for_every_recorded_page(path):
    known = _shipped()
    for url in ("/home", "/help/hub/support", "/cu/contact-us?caseID=17204938815", "/ap/signin"):
        seen = page(url, path.read_text(encoding="utf-8"))
        assert screen_of(seen, known) == recognise(seen, known).screen


@cache
def _shipped():
    return read_flows(shipped_flows())


OVER = '- textbox "What happened?" [disabled]\n- button "Continue" [disabled]'
"""A step that is over, and stays on the page."""


def test_a_screen_whose_first_control_is_greyed_is_a_step_that_is_over(flows) -> None:
    seen = page("/help", OVER)
    assert recognise(seen, flows).screen is None
    [fit] = [fit for fit in recognise(seen, flows).fits if fit.screen.key == "help/describe"]
    assert (fit.greyed, fit.stands) == ("what", True)
    assert "grayed out" in str(fit.explain())


def test_of_a_step_that_is_over_and_its_twin_the_enabled_one_counts(flows) -> None:
    assert screen_of(page("/help", f"{OVER}\n{DESCRIBE}"), flows) is not None


def test_what_stands_beside_a_box_without_a_name_is_told_as_its_label() -> None:
    seen = page("/x", '- text: Further information\n- textbox "undefined"\n- textbox "Subject"')
    assert PageText.of(seen).labels("textbox") == {"Further information", "Subject"}


def shipment_page(documents: str, preview: str) -> str:
    chooser = f'\n- button "Choose File" {documents}' if documents != "gone" else ""
    kinds = f"- paragraph: Proof of ownership{chooser}\n- paragraph: Proof of delivery{chooser}"
    button = f'- button "Preview your request" {preview}'
    return (
        f'- heading "Shipment summary"\n{kinds}\n{button}\n- paragraph: Preview your request\n- button "Submit Request"'
    )


@pytest.mark.parametrize("documents", ["", "[disabled]", "gone"])
@pytest.mark.parametrize("preview", ["", "[disabled]"])
def test_a_request_is_known_whether_or_not_its_documents_stay_above_it(documents: str, preview: str) -> None:
    site = _shipped().for_claim(lambda name: {"shipment_id": "FBA17K4R2WQD"}.get(name, ""))
    seen = page("/fba/inbound-shipment/summary/FBA17K4R2WQD/contents", shipment_page(documents, preview))
    assert recognise(seen, site).screen.key == "inbound/request"


@pytest.mark.parametrize("asked", ["Enter up to 25 transaction IDs", "ASIN", "Identifier"])
def test_a_page_that_says_it_was_sent_is_no_step_before_although_those_stay_above_it(asked: str) -> None:
    steps = f'- heading "Contact associates"\n- textbox "{asked}" [disabled]: 1\n- button "Continue" [disabled]'
    seen = page("/help/center", f"{steps}\n- paragraph: Your support request has been sent.")
    assert recognise(seen, _shipped()).screen.key == "contact-form/sent-without-case"
