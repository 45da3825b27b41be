from __future__ import annotations

from datetime import UTC, datetime

from tests.case_pages import case_page

from casewright.caselog.case import CasePage
from casewright.casework.decision import Doubt, put_beside
from casewright.ledger.filing import Filing, State
from casewright.message import as_message
from casewright.report.doubts import beside_table, doubt_document, doubt_view
from casewright.report.table import Table

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FILING = Filing(
    filing_id="f-1",
    claim_id="HL-1041",
    claim_type="lost_in_warehouse",
    account="Harbor Lane Goods",
    marketplace="US",
    fingerprint="f" * 64,
    reference="CW-7F3K9Q2M",
    main_identifier="20264418827301",
    subject="20264418827301 CW-7F3K9Q2M",
    message="Three units were lost.\n\n" + "They were counted twice and never found again. " * 3,
    evidence=(("invoice.pdf", "a" * 64),),
    amount="37.50",
    currency="USD",
    state=State.NEEDS_PERSON,
    approval="a" * 64,
    created_at=NOW,
    updated_at=NOW,
    armed_at=NOW,
)
PAGE = case_page(
    FILING.message.replace("Three", "Two"),
    files=("invoice.pdf",),
    subject="20264418827301 CW-7F3K9Q2M",
    status="Closed",
)


def doubtful(*pages: CasePage, unread: tuple[str, ...] = ()) -> Doubt:
    cases = tuple(put_beside(FILING, page) for page in pages)
    return Doubt(filing=FILING, why="two cases carry it", cases=cases, unread=unread)


def test_both_texts_stand_side_by_side_and_only_what_differs_is_marked():
    table = beside_table(FILING, put_beside(FILING, PAGE))
    assert [str(column.head) for column in table.columns] == ["", "What we sent", "", "Case 17204938815"]
    marked = [tuple(map(str, row)) for row in table.rows if row[2]]
    assert marked == [("", "Three units were lost.", "differs", "Two units were lost.")]
    assert table.tones.count("bad") == 1


def test_long_lines_are_wrapped_and_nothing_of_them_is_lost():
    table = beside_table(FILING, put_beside(FILING, PAGE))
    assert max(len(str(cell)) for row in table.rows for cell in row) <= 48
    left = " ".join(row[1] for row in table.rows[2:])
    assert " ".join(left.split()) == " ".join(FILING.message.split())


def test_other_files_and_another_subject_are_marked():
    page = case_page(*PAGE.texts, subject="something else")
    marked = [str(row[0]) for row in beside_table(FILING, put_beside(FILING, page)).rows if row[2]]
    assert marked[:2] == ["Subject", "Files"]


def test_a_doubt_names_its_claim_the_reason_and_each_case():
    head, verdict, table = doubt_view(doubtful(PAGE))
    assert str(head) == "HL-1041 (CW-7F3K9Q2M, armed 2026-11-23 09:30 UTC) needs a person: two cases carry it"
    assert str(verdict) == "Case 17204938815 (Closed): a different text, the same attachments."
    assert isinstance(table, Table)


def test_without_a_case_the_sent_text_is_shown_alone_and_what_could_not_be_read_is_told():
    told = [
        part if isinstance(part, Table) else str(part)
        for part in doubt_view(doubtful(unread=("the search for CW-7F3K9Q2M: signed out",)))
        if part
    ]
    assert FILING.message in told[2]
    assert told[-1] == "Could not be read: the search for CW-7F3K9Q2M: signed out"


def test_the_same_doubt_in_chinese():
    head, verdict, table = doubt_view(doubtful(PAGE))
    assert head.say("zh") == "HL-1041（CW-7F3K9Q2M，准备提交于 2026-11-23 09:30 UTC）需要人工处理：two cases carry it"
    assert verdict.say("zh") == "问题 17204938815（Closed）：正文不同，附件相同。"
    assert isinstance(table, Table)
    assert [as_message(column.head).say("zh") for column in table.columns] == ["", "我们发送的", "", "问题 17204938815"]
    assert [row[2].say("zh") for row in table.rows if row[2]] == ["不同"]


def test_the_document_holds_both_sides_whole():
    document = doubt_document(doubtful(PAGE))
    assert document["sent"]["message"] == FILING.message
    assert [one["text"] for one in document["cases"][0]["messages"]] == list(PAGE.texts)
    assert (document["cases"][0]["same_text"], document["cases"][0]["same_attachments"]) == (False, True)
