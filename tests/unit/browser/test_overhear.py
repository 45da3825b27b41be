"""What a page asks its own site for is heard, and nothing is asked but by the page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from casewright.browser.overhear import Overheard
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError


@dataclass(eq=False)
class Heard:
    """A request with its answer, as the browser tells of it."""

    url: str
    status: int = 200
    data: object = None

    def response(self) -> Heard:
        return self

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def headers(self) -> dict[str, str]:
        return {"retry-after": "90"}

    def json(self) -> object:
        return self.data


@pytest.fixture
def heard() -> Overheard:
    return Overheard("case 12345678901", lambda request: request.url.startswith("ours"))


def test_only_what_it_is_about_is_heard(heard):
    ours, other = Heard("ours", data={"a": 1}), Heard("other", data={"b": 2})
    for request in (ours, other):
        heard.hear_request(request)
    heard.hear_answer(other)
    assert (heard.was_asked, heard.waits, heard.answers()) == (True, True, [])
    heard.hear_answer(ours)
    assert (heard.waits, heard.answers()) == (False, [(ours, {"a": 1})])


def test_a_question_of_a_page_that_was_left_is_not_waited_for(heard):
    left, again = Heard("ours"), Heard("ours again", data={"a": 1})
    heard.hear_request(left)
    heard.hear_request(again)
    heard.hear_answer(again)
    assert (heard.waits, [data for _, data in heard.answers()]) == (False, [{"a": 1}])


def test_every_page_of_an_answer_is_kept_in_the_order_in_which_it_was_asked(heard):
    first, second = Heard("ours", data=1), Heard("ours 2", data=2)
    for request in (first, second):
        heard.hear_request(request)
    for request in (second, first):
        heard.hear_answer(request)
    assert [data for _, data in heard.answers()] == [1, 2]


def test_a_question_that_fails_is_not_waited_for(heard):
    asked = Heard("ours")
    heard.hear_request(asked)
    heard.hear_failure(asked)
    assert (heard.waits, heard.answers()) == (False, [])


def test_a_page_whose_question_is_turned_away_says_for_how_long(heard):
    asked = Heard("ours", 429)
    heard.hear_request(asked)
    heard.hear_answer(asked)
    with pytest.raises(WindowError) as error:
        heard.answers()
    assert (error.value.reason, error.value.wait) == (Reason.RATE_LIMITED, 90.0)


def test_an_answer_that_is_an_error_is_no_data(heard):
    asked = Heard("ours", 500, data={"a": 1})
    heard.hear_request(asked)
    heard.hear_answer(asked)
    assert heard.answers() == []
