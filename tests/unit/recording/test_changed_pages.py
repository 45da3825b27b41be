"""A page with a fault in it differs in exactly that."""

from __future__ import annotations

import pytest

from casewright.recording.changed_pages import change_html, change_text
from casewright.recording.faults import parse_fault

RENAME = parse_fault("label-changed:Send=Submit & go")
DOUBLE = parse_fault("second-control:Send")
SHADOW = '<my-form><template shadowrootmode="open"><kat-button label="Send" data-go></kat-button></template></my-form>'


@pytest.mark.parametrize(
    ("html", "changed"),
    [
        ('<kat-button label="Send"></kat-button>', '<kat-button label="Submit &amp; go"></kat-button>'),
        ("<button> Send </button>", "<button>Submit &amp; go</button>"),
        ('<input aria-label="Send"/>', '<input aria-label="Submit &amp; go"/>'),
        ('<input placeholder="Send"/>', '<input placeholder="Submit &amp; go"/>'),
        ("<label for='a'>Send</label>", '<label for="a">Submit &amp; go</label>'),
    ],
)
def test_a_label_is_changed_wherever_a_control_is_named(html, changed):
    assert change_html(html, RENAME) == changed


@pytest.mark.parametrize(
    "html", ["<p>Send</p>", "<button>Send it</button>", '<kat-button label="Resend"></kat-button>', ""]
)
def test_what_is_not_that_control_stays_as_it_is(html):
    assert change_html(html, RENAME) == html
    assert change_html(html, DOUBLE) == html


def test_a_control_inside_a_shadow_root_is_found():
    assert change_html(SHADOW, DOUBLE).count('label="Send"') == 2
    assert 'shadowrootmode="open"' in change_html(SHADOW, RENAME)


def test_words_inside_a_shadow_root_are_a_label_too():
    html = '<my-form><template shadowrootmode="open"><button>Send</button></template></my-form>'
    assert "<button>Submit &amp; go</button>" in change_html(html, RENAME)


def test_the_rest_of_a_page_stays_as_it_is():
    page = (
        f"<!doctype html>\n<html lang='en'><head><title>a</title></head><body>{SHADOW}<p>1 &lt; 2 中</p></body></html>"
    )
    changed = change_html(page, RENAME)
    assert "<!DOCTYPE html>" in changed or "<!doctype html>" in changed
    assert "1 &lt; 2 中" in changed


def test_golden_texts_change_alike():
    aria = '- list:\n  - button "Send"\n- text: Send'
    assert change_text(aria, RENAME) == '- list\n  - button "Submit & go"\n- text: Send'
    assert change_text(aria, DOUBLE) == '- list\n  - button "Send"\n  - button "Send"\n- text: Send'
    assert change_text('- button "Other"', DOUBLE) == '- button "Other"'
