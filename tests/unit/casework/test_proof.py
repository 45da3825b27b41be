"""Only Amazon's own case log proves a case, and only by our reference, our text and our files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.caselog.case import CasePage, CaseRow, CaseSearch
from casewright.casework.proof import Finding, others, prove, same_text
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing, State

CLICK = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SETTLE = timedelta(minutes=15)
LATER = CLICK + timedelta(minutes=20)
REFERENCE = "CW-ABCDEFGH"
TEXT = "3 units were lost.\n<script>alert(1)</script> “quotes” 丢失 🙂\nCW-ABCDEFGH"


def filing(**changes: object) -> Filing:
    fields = {
        "filing_id": "f1",
        "claim_id": "A-1",
        "claim_type": "lost_in_warehouse",
        "account": "Harbor Lane Goods",
        "marketplace": "US",
        "fingerprint": "f" * 64,
        "reference": REFERENCE,
        "main_identifier": "20264418827301",
        "subject": f"20264418827301 {REFERENCE}",
        "message": TEXT,
        "evidence": (("invoice.pdf", "a" * 64),),
        "amount": "37.50",
        "currency": "USD",
        "state": State.UNCERTAIN,
        "approval": "d" * 64,
        "created_at": CLICK,
        "updated_at": CLICK,
        "armed_at": CLICK,
    }
    return Filing.model_validate(fields | changes)


def row(
    case_id: str = "17204938815", subject: str = f"20264418827301 {REFERENCE}", created: datetime = CLICK
) -> CaseRow:
    return CaseRow(case_id=case_id, subject=subject, status="Pending Amazon action", created=created)


def page(**changes: object) -> CasePage:
    fields = {
        "case_id": "17204938815",
        "subject": f"20264418827301 {REFERENCE}",
        "status": "Pending Amazon action",
        "messages": (TEXT,),
        "attachments": ("invoice.pdf",),
    }
    return CasePage.model_validate(fields | changes)


@dataclass
class CaseLogOf:
    """A case log that holds what a test put into it."""

    rows: tuple[CaseRow, ...] = ()
    pages: dict[str, CasePage] = field(default_factory=dict)
    complete: bool = True
    searched_at: datetime = LATER
    site_time: datetime | None = None
    broken: bool = False

    def search(self, text: str) -> CaseSearch:
        if self.broken:
            raise WindowError(Reason.PAGE_GONE, "the case log did not load")
        found = tuple(one for one in self.rows if text in one.subject)
        return CaseSearch(
            text=text, rows=found, complete=self.complete, searched_at=self.searched_at, site_time=self.site_time
        )

    def read(self, case_id: str) -> CasePage:
        return self.pages[case_id]


def finding(cases: CaseLogOf, now: datetime = LATER) -> Finding:
    return prove(filing(), cases, now, SETTLE).finding


def test_one_case_with_our_reference_text_and_files_is_ours() -> None:
    proof = prove(filing(), CaseLogOf((row(),), {"17204938815": page()}), LATER, SETTLE)
    assert (proof.finding, proof.case_id) == (Finding.OURS, "17204938815")


@pytest.mark.parametrize(
    "changes",
    [
        {"messages": (TEXT.replace("3 units", "2 units"),)},
        {"messages": (TEXT[:20],)},
        {"messages": ()},
        {"attachments": ()},
        {"attachments": ("invoice.pdf", "other.pdf")},
    ],
)
def test_a_case_with_our_reference_but_other_content_differs(changes: dict[str, object]) -> None:
    assert finding(CaseLogOf((row(),), {"17204938815": page(**changes)})) is Finding.DIFFERS


def test_a_line_that_amazon_adds_does_not_make_a_case_differ() -> None:
    stored = page(messages=(f"Message:\n{TEXT}\nSent from Seller Assistant",))
    assert finding(CaseLogOf((row(),), {"17204938815": stored})) is Finding.OURS


def test_two_cases_with_our_reference_need_a_person() -> None:
    proof = prove(filing(), CaseLogOf((row(), row("17204938816"))), LATER, SETTLE)
    assert proof.finding is Finding.SEVERAL
    assert "17204938815, 17204938816" in proof.detail


def test_the_first_row_of_a_list_is_proof_of_nothing() -> None:
    assert finding(CaseLogOf((row(subject="another matter"),))) is Finding.NOT_SENT


MOMENTS = st.timedeltas(timedelta(days=-2), timedelta(days=2))


@given(MOMENTS, MOMENTS, st.none() | MOMENTS, st.booleans())
def test_a_case_with_our_reference_never_leads_to_not_sent_whatever_the_clocks_say(made, armed, site, complete) -> None:
    log = CaseLogOf((row(created=CLICK + made),), {"17204938815": page(created=CLICK + made)}, complete=complete)
    pressed = filing(armed_at=CLICK + armed, armed_site_time=CLICK + site if site is not None else None)
    assert prove(pressed, log, LATER, SETTLE).finding in {Finding.OURS, Finding.DIFFERS}


def test_a_case_older_than_the_press_by_the_sites_own_clock_is_a_persons_to_look_at() -> None:
    old = row(created=CLICK - timedelta(days=1))
    proof = prove(filing(armed_site_time=CLICK), CaseLogOf((old,), {"17204938815": page()}), LATER, SETTLE)
    assert proof.finding is Finding.DIFFERS
    assert "before the press" in proof.detail


@pytest.mark.parametrize("wrong", [timedelta(minutes=15), timedelta(minutes=-15)], ids=["fast", "slow"])
def test_a_case_is_ours_although_this_machines_clock_is_wrong_where_the_site_told_its_time(wrong: timedelta) -> None:
    """Armed by a wrong clock; the site's clock stands beside it."""
    pressed = filing(armed_at=CLICK + wrong, armed_site_time=CLICK)
    log = CaseLogOf((row(),), {"17204938815": page(created=CLICK)})
    assert prove(pressed, log, LATER + wrong, SETTLE).finding is Finding.OURS


@pytest.mark.parametrize(
    ("armed", "site", "now", "site_now"),
    [
        (0, 0, 20, 2),  # this machine's clock was turned forward meanwhile, or another one reconciles
        (-15, 0, 2, 2),  # it was slow at the press, and was set right
        (-15, None, 2, None),  # the same, and nobody knows: only by our own clock the delay is over
    ],
)
def test_not_sent_needs_every_clock_that_is_known(armed: int, site: int | None, now: int, site_now: int | None) -> None:
    def at(minutes: int) -> datetime:
        return CLICK + timedelta(minutes=minutes)

    pressed = filing(armed_at=at(armed), armed_site_time=at(site) if site is not None else None)
    log = CaseLogOf(searched_at=at(now), site_time=at(site_now) if site_now is not None else None)
    wanted = Finding.NOT_YET if site is not None else Finding.NOT_SENT
    assert prove(pressed, log, at(now), SETTLE).finding is wanted


def test_a_doubt_says_that_the_clocks_disagree() -> None:
    log = CaseLogOf(searched_at=LATER, site_time=LATER - timedelta(minutes=18))
    proof = prove(filing(armed_site_time=CLICK), log, LATER, SETTLE)
    assert proof.finding is Finding.NOT_YET
    assert "this machine's clock is 18 minutes ahead of the site's" in proof.detail


def test_an_empty_search_soon_after_the_click_proves_nothing() -> None:
    soon = CLICK + timedelta(minutes=1)
    assert finding(CaseLogOf(searched_at=soon), soon) is Finding.NOT_YET


def test_an_incomplete_search_proves_nothing_however_late() -> None:
    assert finding(CaseLogOf(complete=False)) is Finding.NOT_YET


def test_a_case_log_that_cannot_be_read_proves_nothing() -> None:
    assert finding(CaseLogOf(broken=True)) is Finding.UNREADABLE


def test_a_case_of_another_loss_filed_by_us_is_no_duplicate_but_a_foreign_one_may_be() -> None:
    another = row("1", "X001ABC2D3 CW-ZZZZZZZZ")
    foreign = row("2", "X001ABC2D3 lost units")
    own = row("3")
    assert others((another, foreign, own), filing()) == (foreign, own)


# A case that the site wrote itself ---------------------------------------------------------------------------------

BY_TOOL = {"main_identifier": "X001ABC2D3", "subject": "", "message": "", "evidence": ()}
TOOL_ROW = row(subject="Investigate an Item Lost in Warehouse X001ABC2D3")
TOOL_PAGE = page(subject=TOOL_ROW.subject, messages=("FNSKU: X001ABC2D3",), attachments=())


def by_tool(*rows: CaseRow, stored: CasePage = TOOL_PAGE) -> Finding:
    cases = CaseLogOf(rows, dict.fromkeys((one.case_id for one in rows), stored))
    return prove(filing(**BY_TOOL), cases, LATER, SETTLE).finding


def test_a_case_of_a_tool_is_proven_by_its_identifier() -> None:
    assert by_tool(TOOL_ROW) is Finding.OURS


@pytest.mark.parametrize(
    "other",
    [
        row(subject="Investigate an Item Lost in Warehouse X009ZZZ9Z9"),
        row(subject=f"X001ABC2D3 {REFERENCE}"),
        row(subject=TOOL_ROW.subject, created=CLICK - timedelta(minutes=6)),
        CaseRow(case_id="1", subject=TOOL_ROW.subject, status="Closed"),
    ],
    ids=["another item", "a case with a reference", "older than the click", "of unknown age"],
)
def test_a_case_that_need_not_be_the_tools_proves_nothing(other: CaseRow) -> None:
    assert by_tool(other) is Finding.NOT_YET


def test_where_the_site_writes_the_subject_an_empty_search_never_proves_that_nothing_was_sent() -> None:
    assert by_tool() is Finding.NOT_YET


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ({}, Finding.OURS),
        ({"messages": ("FNSKU: X009ZZZ9Z9",)}, Finding.DIFFERS),
        ({"created": CLICK - timedelta(days=2)}, Finding.DIFFERS),
        ({"created": None}, Finding.DIFFERS),
    ],
)
def test_a_case_that_the_page_named_is_read_where_no_subject_names_it(stored: dict, found: Finding) -> None:
    named = TOOL_PAGE.model_copy(update={"subject": "Your request", "created": CLICK} | stored)
    cases = CaseLogOf((), {named.case_id: named})
    proof = prove(filing(**BY_TOOL, case_id=named.case_id), cases, LATER, SETTLE)
    assert (proof.finding, proof.case_id) == (found, named.case_id)


def test_two_cases_of_one_identifier_need_a_person() -> None:
    assert by_tool(TOOL_ROW, row("17204938816", TOOL_ROW.subject)) is Finding.SEVERAL


def test_files_in_a_case_of_a_tool_were_not_sent_by_it() -> None:
    assert by_tool(TOOL_ROW, stored=page(attachments=("somebody.pdf",))) is Finding.DIFFERS


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_line_ends_and_trailing_spaces_do_not_matter(text: str) -> None:
    assert same_text(f"{text}\nend", f"{text} \r\nend\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Mn", "Mc"]), min_size=2))
def test_a_cut_text_is_never_the_same(text: str) -> None:
    assert not same_text(text + "。end", text)
