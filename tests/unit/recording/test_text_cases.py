"""The case log is read without a browser, to the last page, and says why it could not be read."""

from __future__ import annotations

import pytest

from casewright.flow.window import WindowError
from casewright.recording.practice_cases import MemoryCaseLog, Submission
from casewright.testing.text_cases import TextCases


@pytest.fixture
def log() -> MemoryCaseLog:
    return MemoryCaseLog()


@pytest.fixture
def cases(play, log):
    return lambda *faults: TextCases(play(*faults, log=log))


def store(log: MemoryCaseLog, subject: str) -> str:
    given = Submission(subject=subject, message="m", account="Harbor Lane Goods", marketplace="US", session="s")
    return log.add(given).case_id


@pytest.mark.parametrize("number", [0, 1, 50, 51, 120])
def test_every_case_is_found_once(cases, log, number):
    stored = {store(log, f"CW-{one}") for one in range(number)}
    found = cases().search("CW-")
    assert found.complete
    assert len(found.rows) == number
    assert {row.case_id for row in found.rows} == stored


def test_the_status_reads_as_on_the_page(cases, log):
    case_id = store(log, "CW-1")
    assert cases().search("CW-1").rows[0].status == "Pending Amazon action"
    assert cases().read(case_id).status == "Pending Amazon action"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("drop-before@/cu/case-lobby", "page-gone"),
        ("signed-out@/cu/case-lobby", "signed-out"),
        ("503-before@/cu/case-lobby", "unknown-screen"),
        ("429-before@/hill/hillservice/mons-api/SearchForCases", "rate-limited"),
    ],
)
def test_a_log_that_cannot_be_read_says_why(cases, fault, reason):
    with pytest.raises(WindowError) as refused:
        cases(fault).search("CW-1")
    assert refused.value.reason == reason


def test_a_case_page_fails_like_its_address(cases, log):
    case_id = store(log, "CW-1")
    with pytest.raises(WindowError) as refused:
        cases("signed-out@/cu/case-dashboard/view-case").read(case_id)
    assert refused.value.reason == "signed-out"


def test_a_case_of_somebody_else_cannot_be_read(cases):
    with pytest.raises(WindowError) as refused:
        cases().read("10000000001")
    assert refused.value.reason == "unknown-screen"


def test_a_late_case_is_found_later(cases, play, log):
    reader = TextCases(play("case-log-late:1", log=log))
    player = reader._player
    player._cases.late(
        log.add(Submission(subject="CW-1", message="m", account="Harbor Lane Goods", marketplace="US", session="s")),
        next(iter(player._faults)),
    )
    assert [len(reader.search("CW-1").rows) for _ in range(2)] == [0, 1]
