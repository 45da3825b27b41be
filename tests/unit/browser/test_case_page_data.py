"""The data of a case's page: every message with who wrote it, or nothing at all."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.browser.case_page_data import CaseData, holds_all, read_case
from casewright.flow.window import WindowError

ASKED = datetime(2026, 9, 9, 10, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 9, 11, 8, 30, tzinfo=UTC)
OURS = {
    "message": "Three units were lost.",
    "outbound": False,
    "sender": "Harbor Lane Goods",
    "timestamp": ASKED.timestamp(),
    "messageTruncated": False,
    "attachments": [{"fileName": "invoice.pdf"}],
}
THEIRS = OURS | {
    "message": "请附上发票。",
    "outbound": True,
    "sender": "亚马逊",
    "timestamp": ANSWERED.timestamp(),
    "attachments": None,
}
WHOLE = {
    "totalNumberOfContacts": 2,
    "viewCaseMetaData": {"caseStatus": "Answered", "caseTitle": "Lost CW-AAAA2222", "creationDate": ASKED.timestamp()},
    "contactList": [THEIRS, OURS],
}
URL = "https://sellercentral.amazon.com/hill/hillservice/mons-api/ViewCase?pageSize=50&caseId="


def test_who_wrote_what_is_known_in_any_language_and_the_oldest_comes_first():
    case = read_case("12345678901", WHOLE)
    assert case.messages == (OURS["message"], THEIRS["message"])
    assert [(answer.text, answer.at) for answer in case.answers] == [(THEIRS["message"], ANSWERED)]
    assert (case.status, case.subject, case.created) == ("Answered", "Lost CW-AAAA2222", ASKED)
    assert case.attachments == ("invoice.pdf",)


@pytest.mark.parametrize(
    ("status", "shown"), [("PendingAmazonAction", "Pending Amazon action"), ("Something New", "Something New")]
)
def test_a_status_is_told_as_the_page_shows_it_and_an_unknown_one_to_the_letter(status, shown):
    told = deepcopy(WHOLE)
    told["viewCaseMetaData"]["caseStatus"] = status
    assert read_case("12345678901", told).status == shown


def test_moments_in_milliseconds_are_understood():
    told = deepcopy(WHOLE)
    told["contactList"][0]["timestamp"] *= 1000
    assert read_case("12345678901", told).answers[0].at == ANSWERED


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["contactList"][0].update(messageTruncated=True),
        lambda told: told["contactList"][0].update(message=None),
        lambda told: told["contactList"][1].update(attachments=[{"url": "https://…"}]),
        lambda told: told["contactList"][1].update(timestamp="yesterday"),
        lambda told: told.update(totalNumberOfContacts=3),
        lambda told: told.update(contactList=[]),
        lambda told: told.pop("viewCaseMetaData"),
    ],
)
def test_data_that_is_not_whole_or_built_otherwise_is_not_used(change):
    told = deepcopy(WHOLE)
    change(told)
    assert read_case("12345678901", told) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*WHOLE, *OURS]), inner),
        max_leaves=12,
    )
)
def test_whatever_comes_there_is_no_crash(told):
    assert read_case("12345678901", told) is None


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


def test_only_what_the_page_asked_about_this_case_is_heard():
    data = CaseData("12345678901")
    ours, other = Heard(f"{URL}12345678901", data=WHOLE), Heard(f"{URL}999", data=WHOLE)
    data.hear_request(ours)
    data.hear_request(other)
    data.hear_answer(other)
    assert (data.waits, data.case()) == (True, None)
    data.hear_answer(ours)
    assert (data.waits, data.case().case_id) == (False, "12345678901")


def test_a_question_of_a_page_that_was_left_is_not_waited_for():
    data = CaseData("12345678901")
    left, again = Heard(f"{URL}12345678901"), Heard(f"{URL}12345678901&timeZone=UTC", data=WHOLE)
    data.hear_request(left)
    data.hear_request(again)
    data.hear_answer(again)
    assert (data.waits, data.case().case_id) == (False, "12345678901")


def test_a_question_that_fails_is_not_waited_for():
    data = CaseData("12345678901")
    asked = Heard(f"{URL}12345678901")
    data.hear_request(asked)
    data.hear_failure(asked)
    assert (data.waits, data.case()) == (False, None)


def test_a_page_whose_question_is_turned_away_says_for_how_long():
    data = CaseData("12345678901")
    asked = Heard(f"{URL}12345678901", 429)
    data.hear_request(asked)
    data.hear_answer(asked)
    with pytest.raises(WindowError) as error:
        data.case()
    assert (error.value.reason, error.value.wait) == ("rate-limited", 90.0)
    asked.status = 500
    assert data.case() is None


@pytest.mark.parametrize(
    ("data", "shown", "holds"),
    [
        (("first\n\nline", "second"), ("second", "first line"), True),
        (("first", "second"), ("first",), True),
        (("first<br>line",), ("first line",), False),
        (("Tom &amp; Co",), ("Tom & Co",), False),
        ((), ("first",), False),
    ],
)
def test_data_counts_where_it_says_what_the_page_shows(data: tuple[str, ...], shown: tuple[str, ...], holds: bool):
    assert holds_all(data, shown) is holds
