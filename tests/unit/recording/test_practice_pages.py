"""The case log finds what Amazon's would: by case ID or subject, page by page, in the shapes its own pages use."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from casewright.recording.practice_cases import MemoryCaseLog, StoredFile, Submission
from casewright.recording.practice_pages import CasePages, shown_case, shown_moment


def submission(subject: str, message: str = "m", account: str = "Shop", marketplace: str = "US") -> Submission:
    file = StoredFile(name="a.pdf", size=3, sha256="0" * 64)
    return Submission(
        subject=subject, message=message, fields={"email": "me@shop.example"}, attachments=(file,),
        account=account, marketplace=marketplace, session="s",
    )  # fmt: skip


@pytest.fixture
def log() -> MemoryCaseLog:
    return MemoryCaseLog()


@pytest.fixture
def pages(log) -> CasePages:
    return CasePages(log, "Shop", "US")


def ask(pages: CasePages, text: str = "", page: int = 1, size: int = 10, **more: object) -> dict:
    question = {"page": page, "searchPageSize": size, "caseFilters": {"searchText": text}, **more}
    answer = pages.answer_search(json.dumps(question).encode())
    assert answer is not None
    return answer


def subjects(answer: dict) -> list[str]:
    return [one["shortDescription"] for one in answer["caseSearchResultList"]]


@pytest.mark.parametrize("text", ["cw-abcd2345", "CW-ABCD2345", " lost  units ", ""])
def test_a_search_finds_words_of_the_subject_upper_or_lower_case(log, pages, text):
    log.add(submission("CW-ABCD2345: lost units"))
    log.add(submission("something else"))
    assert "CW-ABCD2345: lost units" in [case.subject for case in pages.search(text)]


def test_a_search_finds_a_case_by_its_id_or_a_part_of_it(log, pages):
    case = log.add(submission("s"))
    assert pages.search(case.case_id) == [case]
    assert case in pages.search(case.case_id[3:9])


def test_a_search_does_not_look_into_messages(log, pages):
    log.add(submission("s", message="FBA15ABCDEFG"))
    assert pages.search("FBA15ABCDEFG") == []


def test_the_newest_case_comes_first(log, pages):
    for number in range(3):
        log.add(submission(str(number)))
    assert [case.subject for case in pages.search("")] == ["2", "1", "0"]
    assert subjects(ask(pages, sortByOrder="ASC")) == ["0", "1", "2"]


def test_only_cases_of_this_account_and_marketplace_are_there(log, pages):
    log.add(submission("other account", account="Other"))
    other = log.add(submission("other marketplace", marketplace="UK"))
    assert pages.search("other") == []
    assert pages.find(other.case_id) is None


def test_results_come_page_by_page_with_their_whole_number(log, pages):
    for number in range(23):
        log.add(submission(f"lost {number:02}"))
    told = [ask(pages, "lost", page) for page in (1, 2, 3, 4)]
    assert {one["totalNumberOfResults"] for one in told} == {23}
    assert [len(one["caseSearchResultList"]) for one in told] == [10, 10, 3, 0]
    assert len({subject for one in told for subject in subjects(one)}) == 23


def test_only_the_number_may_be_asked_for(log, pages):
    log.add(submission("s"))
    assert ask(pages, getCountOnly=True) == {"totalNumberOfResults": 1, "caseSearchResultList": []}


@pytest.mark.parametrize(("size", "shown"), [(0, 1), (-5, 1), (1000, 50)])
def test_a_page_has_between_one_and_fifty_rows(log, pages, size, shown):
    for _ in range(60):
        log.add(submission("s"))
    assert len(ask(pages, size=size)["caseSearchResultList"]) == shown


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no",
        b"[]",
        b"{}",
        b'{"page": "x", "searchPageSize": 1}',
        b'{"page": 1, "searchPageSize": 1, "caseFilters": 3}',
        b"\xff",
    ],
)
def test_what_is_no_question_gets_no_answer(pages, body):
    assert pages.answer_search(body) is None


def test_a_case_is_told_with_its_message_and_files(log, pages):
    case = log.add(submission("CW-1", "退款\n🙂"))
    told = pages.answer_case(case.case_id)
    assert told is not None
    assert told["viewCaseMetaData"]["caseStatus"] == "PendingAmazonAction"
    assert told["viewCaseMetaData"]["caseTitle"] == "CW-1"
    assert told["viewCaseMetaData"]["creationDate"] == case.created.timestamp()
    contact = told["contactList"][0]
    assert (contact["message"], contact["outbound"]) == ("退款\n🙂", False)
    assert contact["attachments"][0]["fileName"] == "a.pdf"
    assert pages.answer_case("10000000000") is None


def test_a_case_is_shown_as_a_person_reads_it(log):
    shown = shown_case(log.add(submission("CW-1")))
    assert shown["status"] == "Pending Amazon action"
    assert shown["email"] == "me@shop.example"
    assert shown["attachments"][0]["name"] == "a.pdf"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2025, 3, 19, 19, 17, 6, tzinfo=UTC), "March 19, 2025 at 07:17:06 PM GMT"),
        (datetime(2026, 12, 1, 0, 0, 0, tzinfo=UTC), "December 1, 2026 at 12:00:00 AM GMT"),
        (datetime(2026, 1, 31, 12, 5, 9, tzinfo=UTC), "January 31, 2026 at 12:05:09 PM GMT"),
    ],
)
def test_moments_are_written_as_the_case_log_writes_them(moment, words):
    assert shown_moment(moment) == words
