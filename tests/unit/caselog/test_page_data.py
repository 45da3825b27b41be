"""The data of a case: every message with who wrote it; what is missing is named, and nothing is thrown away."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_pages import labels

from casewright.caselog.case import CasePage
from casewright.caselog.page_data import read_case_data, read_search_data, unmarked

ASKED = datetime(2026, 9, 9, 10, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 9, 11, 8, 30, tzinfo=UTC)
OURS = {
    "contactId": "ekko:1",
    "message": "Three units were lost.",
    "outbound": False,
    "sender": "Harbor Lane Goods",
    "timestamp": ASKED.timestamp(),
    "messageTruncated": False,
    "attachments": [{"fileName": "invoice.pdf"}],
}
THEIRS = OURS | {
    "contactId": "ekko:2",
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
CASE = "12345678901"


def read(*answers: object) -> CasePage | None:
    return read_case_data(CASE, answers, labels())


def test_who_wrote_what_is_known_in_any_language_and_the_oldest_comes_first():
    case = read(WHOLE)
    assert case.texts == (OURS["message"], THEIRS["message"])
    assert [(answer.text, answer.at) for answer in case.answers] == [(THEIRS["message"], ANSWERED)]
    assert (case.status, case.subject, case.created) == ("Answered", "Lost CW-AAAA2222", ASKED)
    assert (case.attachments, case.missing) == (("invoice.pdf",), ())


def test_messages_without_moments_stand_as_the_site_shows_them_the_newest_first():
    data = deepcopy(WHOLE)
    for contact in data["contactList"]:
        contact["timestamp"] = None
    assert read(data).texts == (OURS["message"], THEIRS["message"])


def test_a_case_that_is_told_in_parts_is_put_together():
    first = WHOLE | {"contactList": [THEIRS]}
    second = WHOLE | {"contactList": [OURS]}
    assert read(first).missing == ("1 of 2 messages",)
    assert read(first, second).texts == read(WHOLE).texts
    assert read(first, second).missing == ()


def test_what_was_told_last_counts():
    later = deepcopy(WHOLE)
    later["viewCaseMetaData"]["caseStatus"] = "Closed"
    later["contactList"][1]["message"] = "changed"
    assert (read(WHOLE, later).status, read(WHOLE, later).texts[0]) == ("Closed", "changed")


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("PendingAmazonAction", "Pending Amazon action"),
        ("PendingSellerAction", "Pending seller action"),
        ("WorkInProgress", "Work in progress"),
        ("RESOLVED", "Resolved"),
        ("Answered", "Answered"),
        ("Something New", "Something New"),
        ("回答済み", "回答済み"),
    ],
)
def test_a_status_is_told_as_the_page_would_show_it(status, shown):
    data = deepcopy(WHOLE)
    data["viewCaseMetaData"]["caseStatus"] = status
    assert read(data).status == shown


def test_moments_in_milliseconds_are_understood():
    data = deepcopy(WHOLE)
    data["contactList"][0]["timestamp"] *= 1000
    assert read(data).answers[0].at == ANSWERED


def changed(change) -> dict:
    data = deepcopy(WHOLE)
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (lambda data: data["contactList"][0].update(messageTruncated=True), "the end of a message"),
        (lambda data: data["contactList"][0].update(message=None), "the text of a message"),
        (lambda data: data["contactList"][1].update(attachments=[{"url": "https://…"}]), "the name of a file"),
        (lambda data: data["contactList"][1].update(timestamp="yesterday"), "the time of a message"),
        (lambda data: data["contactList"][1].update(outbound="no"), "who wrote a message"),
        (lambda data: data.update(totalNumberOfContacts=3), "1 of 3 messages"),
        (lambda data: data.update(totalNumberOfContacts=None), "the number of messages"),
        (lambda data: data.update(contactList=[]), "the messages"),
        (lambda data: data["viewCaseMetaData"].clear(), "the status"),
    ],
)
def test_data_that_is_not_whole_says_what_it_lacks_and_keeps_the_rest(change, missing):
    case = read(changed(change))
    assert missing in case.missing
    assert case.status == "Answered" or case.texts == read(WHOLE).texts


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("viewCaseMetaData"),
        lambda data: data.pop("contactList"),
        lambda data: data["viewCaseMetaData"].update(caseId="99999999999"),
    ],
)
def test_what_is_not_about_this_case_is_nothing(change):
    assert read(changed(change)) is None


def test_the_words_of_a_chat_are_its_messages():
    chat = OURS | {"message": None, "messageList": [{"message": "Hello"}, "Bye", 7]}
    assert read(WHOLE | {"contactList": [chat], "totalNumberOfContacts": 1}).texts == ("Hello\nBye\n7",)


@pytest.mark.parametrize("key", ["fileName", "name", "attachmentName"])
def test_a_file_is_known_by_its_name_and_size_however_they_are_called(key):
    data = changed(lambda data: data["contactList"][1].update(attachments=[{key: "a.pdf", "size": 12}]))
    assert [(file.name, file.size) for file in read(data).files] == [("a.pdf", 12)]


def test_lines_that_a_way_of_filing_adds_are_told_apart_from_our_words():
    data = changed(lambda data: data["contactList"][1].update(message="Ours.\n\nSent from Seller Assistant"))
    message = read(data).own_messages[0]
    assert (message.text, message.added) == ("Ours.", ("Sent from Seller Assistant",))


def test_an_answer_is_read_without_its_markup_and_ours_is_left_as_it_is_stored():
    data = changed(lambda data: [contact.update(message="a<br>b &amp; c <script>") for contact in data["contactList"]])
    assert read(data).answers[0].text == "a\nb & c <script>"
    assert read(data).own_messages[0].text == "a<br>b &amp; c <script>"


@given(st.text())
def test_text_without_markup_is_left_alone(text: str):
    if "<" not in text and "&" not in text:
        assert unmarked(text) == text


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*WHOLE, *OURS, "caseSearchResultList"]), inner),
    max_leaves=12,
)


@given(st.lists(ANYTHING, max_size=3))
def test_whatever_comes_there_is_no_crash(answers):
    case = read(*answers)
    assert case is None or case.missing
    for answer in answers:
        read_search_data(answer)


ROW = {"caseId": CASE, "status": "PendingAmazonAction", "shortDescription": "Lost CW-AAAA2222", "creationDate": 0.0}


def test_a_search_is_its_rows_and_how_many_there_are():
    result = read_search_data({"totalNumberOfResults": 7, "caseSearchResultList": [ROW]})
    (row,) = result.rows
    assert (row.case_id, row.status, row.subject) == (CASE, "Pending Amazon action", "Lost CW-AAAA2222")
    assert (row.created, result.total) == (datetime(1970, 1, 1, tzinfo=UTC), 7)


@pytest.mark.parametrize(
    "answer", [None, {}, {"totalNumberOfResults": 1, "caseSearchResultList": [ROW | {"caseId": None}]}]
)
def test_an_answer_whose_rows_cannot_be_told_apart_is_no_answer(answer):
    assert read_search_data(answer) is None
