"""A request is read from the wire without a letter lost."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.recording.exchange import FORM, NOT_RECORDED, Answer, read_form, read_request

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def as_a_browser_sends(fields: dict[str, str]) -> bytes:
    return urlencode({name: text.replace("\n", "\r\n") for name, text in fields.items()}).encode()


@given(st.dictionaries(ANY_TEXT.filter(lambda text: "\r" not in text), ANY_TEXT.filter(lambda text: "\r" not in text)))
def test_typed_text_comes_through_a_form_post_exactly(typed):
    sent = as_a_browser_sends(typed)
    names = {name.replace("\r\n", "\n"): text for name, text in typed.items()}
    read = read_form(sent)
    assert {name.replace("\r\n", "\n"): text for name, text in read.items()} == names


def test_line_ends_of_every_kind_become_line_feeds():
    assert read_form(b"a=1%0D%0A2%0D3%0A4") == {"a": "1\n2\n3\n4"}


def test_a_field_that_is_there_twice_counts_with_its_first_value():
    assert read_form(b"a=1&a=2&b=&b=3") == {"a": "1", "b": ""}


def test_bytes_that_are_no_text_lose_only_themselves():
    assert read_form(b"a=%FFok\xfe&b=2") == {"a": "\ufffdok\ufffd", "b": "2"}


def test_the_address_is_taken_apart():
    request = read_request("post", "https://a.example:8443/x/y?caseID=1&b=&caseID=2#end", body=b"raw", session="s")
    assert (request.method, request.host, request.path) == ("POST", "a.example:8443", "/x/y")
    assert request.query == {"caseID": "1", "b": ""}
    assert (request.body, request.fields, request.session) == (b"raw", {}, "s")


@pytest.mark.parametrize("content_type", [FORM, f"{FORM.upper()}; charset=UTF-8"])
def test_a_form_is_known_by_its_type(content_type):
    request = read_request("POST", "http://a.example", body=b"control=Send", content_type=content_type)
    assert (request.path, request.fields, request.body) == ("/", {"control": "Send"}, b"")


def test_an_answer_says_where_it_leads_and_whether_it_was_recorded():
    assert Answer(303, headers={"Location": "/home"}).location == "/home"
    assert Answer(200, headers={"Location": "/home"}).location is None
    assert Answer().recorded
    assert not Answer(404, headers={NOT_RECORDED: "1"}).recorded
