"""Only Amazon's own case log proves a case, and only by our reference, our text and our files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_pages import case_page

from casewright.caselog.case import CaseMessage, CasePage, CaseRow, CaseSearch, ShownFile
from casewright.caselog.same_text import same_text
from casewright.casework.proof import Finding, Given, Proof, find_others, prove
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.ledger.filing import Filing, State
from casewright.model.outcome import Outcome
from casewright.wording.words import type_words

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


def page(*texts: str, files: tuple[str, ...] = ("invoice.pdf",), **changes: object) -> CasePage:
    return case_page(*(texts or (TEXT,)), files=files, **({"subject": f"20264418827301 {REFERENCE}"} | changes))


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


def prove_page(stored: CasePage, sizes: dict[str, int] | None = None, **changes: object) -> Proof:
    return prove(filing(**changes), CaseLogOf((row(),), {"17204938815": stored}), LATER, SETTLE, Given(sizes or {}))


@pytest.mark.parametrize("text", [TEXT.replace("3 units", "2 units"), TEXT[:20], "", f"{TEXT}\nI withdraw this claim."])
def test_a_case_with_our_reference_but_other_words_differs_and_shows_them(text: str) -> None:
    proof = prove_page(page(text or " "))
    assert (proof.finding, proof.outcome(None)) == (Finding.DIFFERS, Outcome.FILED_DIFFERS)
    assert proof.stored == (text or " ")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Z"]), min_size=1, max_size=12).filter(str.strip)


@given(WORDS, st.integers(0, len(TEXT.split())))
def test_a_word_before_after_or_inside_the_approved_text_is_never_verified(word: str, at: int) -> None:
    words = TEXT.split()
    stored = page(" ".join([*words[:at], word, *words[at:]]))
    assert prove_page(stored).finding is Finding.DIFFERS


@given(st.lists(st.sampled_from(["\n", " ", "\r\n", "\u00a0", "\t", "  \n "]), min_size=len(TEXT.split()) - 1))
def test_white_space_between_the_words_is_no_difference(gaps: list[str]) -> None:
    words = TEXT.split()
    stored = "".join(word + gap for word, gap in zip(words, [*gaps[: len(words) - 1], ""], strict=True))
    assert prove_page(page(stored)).finding is Finding.OURS


def test_lines_that_the_site_is_known_to_add_are_no_difference_and_no_others_are() -> None:
    ours = CaseMessage(text=TEXT, from_amazon=False, added=("Sent from Seller Assistant",))
    assert prove_page(page(messages=[ours]), evidence=()).finding is Finding.OURS
    assert prove_page(page(f"{TEXT}\nSent from Seller Assistant")).finding is Finding.DIFFERS


def test_an_answer_that_quotes_our_words_proves_nothing() -> None:
    quoted = CaseMessage(text=TEXT, from_amazon=True)
    assert prove_page(page(messages=[quoted])).finding is Finding.DIFFERS


def test_data_that_holds_the_text_as_html_is_the_approved_text() -> None:
    stored = page("3 &amp; 4 units were lost.<br/>CW-ABCDEFGH")
    assert prove_page(stored, message="3 & 4 units were lost.\nCW-ABCDEFGH").finding is Finding.OURS


FACTS = "3 units were lost.\n\n- FNSKU: X001ABC2D3\n- ASIN: B07XYZ1234\n\nOur reference: CW-ABCDEFGH"


@pytest.mark.parametrize(
    ("below", "is_ours"),
    [
        ("Reference numbers: FNSKU X001ABC2D3, ASIN B07XYZ1234\nID: X001ABC2D3", True),
        (f"Steps taken: {type_words('lost_in_warehouse', 'en')['steps']}", True),
        ("ID: X009ZZZ9Z9", False),
        ("Steps taken: I withdraw this claim.", False),
    ],
)
def test_a_later_look_knows_what_stood_in_the_other_boxes_from_the_approved_text(below: str, is_ours: bool):
    stored = CaseMessage(
        text=f"{FACTS}\n{below}",
        from_amazon=False,
        files=(ShownFile(name="invoice.pdf"),),
        site_labels=("Reference numbers", "ID", "Steps taken"),
    )
    log = CaseLogOf((row(),), {"17204938815": page(messages=[stored])})
    wanted = Finding.OURS if is_ours else Finding.DIFFERS
    assert prove(filing(message=FACTS), log, LATER, SETTLE).finding is wanted


SUBJECT = f"20264418827301 {REFERENCE}"


@pytest.mark.parametrize(
    ("shown", "worded", "is_ours"),
    [
        (SUBJECT, False, True),
        (f" {SUBJECT.replace(' ', chr(160))}", False, True),
        (f"{SUBJECT} I withdraw this claim", False, False),
        (f"Solved: {SUBJECT}", False, False),
        (REFERENCE, False, False),
        (f"{SUBJECT}…", False, True),
        (f"{SUBJECT[:-2]} ...", False, True),
        (f"Solved: {SUBJECT}…", False, False),
        (f"Case 17204938815: {SUBJECT}", True, True),
        (f"Case 17204938815: {REFERENCE}", True, False),
        ("Case details", True, True),
        ("", False, True),
    ],
)
def test_the_subject_counts_whole_too_wherever_the_page_shows_it(shown: str, worded: bool, is_ours: bool) -> None:
    proof = prove_page(page(subject=shown, worded=worded))
    assert proof.finding is (Finding.OURS if is_ours else Finding.DIFFERS)
    assert is_ours or (proof.outcome(None) is Outcome.FILED_DIFFERS and repr(shown) in str(proof.detail))


def test_a_case_without_its_files_is_incomplete_and_says_what_to_do() -> None:
    proof = prove_page(page(files=()))
    assert (proof.finding, proof.outcome(None)) == (Finding.INCOMPLETE, Outcome.FILED_INCOMPLETE)
    assert "invoice.pdf" in str(proof.detail)
    assert "cases reply 17204938815 --attach" in str(proof.detail)


def test_a_file_that_a_later_reply_brought_completes_the_case() -> None:
    reply = CaseMessage(text="Here it is.", from_amazon=False, files=(ShownFile(name="invoice.pdf"),))
    stored = page(messages=[CaseMessage(text=TEXT, from_amazon=False), reply])
    assert prove_page(stored).finding is Finding.OURS


def test_a_file_of_the_right_name_and_the_wrong_size_is_not_the_file() -> None:
    def stored(size: int | None) -> CasePage:
        ours = CaseMessage(text=TEXT, from_amazon=False, files=(ShownFile(name="invoice.pdf", size=size),))
        return page(messages=[ours])

    assert prove_page(stored(10), {"invoice.pdf": 4096}).finding is Finding.INCOMPLETE
    assert prove_page(stored(4096), {"invoice.pdf": 4096}).finding is Finding.OURS
    assert prove_page(stored(None), {"invoice.pdf": 4096}).finding is Finding.OURS


def test_a_file_that_nobody_approved_differs() -> None:
    assert prove_page(page(files=("invoice.pdf", "other.pdf"))).finding is Finding.DIFFERS


@pytest.mark.parametrize(
    ("stored", "lacking"),
    [
        (page(messages=[], missing=("the messages",)), "the messages"),
        (page("first words", missing=("2 of 3 messages",)), "2 of 3 messages"),
        (page(files=(), missing=("the name of a file",)), "the name of a file"),
        (page(files=(), worded=True), "the files"),
    ],
)
def test_a_page_that_shows_less_proves_nothing_and_says_what_it_did_not_show(stored: CasePage, lacking: str) -> None:
    proof = prove_page(stored)
    assert proof.finding is Finding.PARTIAL
    assert lacking in str(proof.detail)
    assert proof.outcome("17204938815") is Outcome.FILED_UNVERIFIED


def test_what_is_missing_elsewhere_on_a_page_takes_nothing_from_what_was_read() -> None:
    assert prove_page(page(missing=("the subject", "the time of creation"))).finding is Finding.OURS


def test_two_cases_with_our_reference_need_a_person() -> None:
    proof = prove(filing(), CaseLogOf((row(), row("17204938816"))), LATER, SETTLE)
    assert proof.finding is Finding.SEVERAL
    assert "17204938815, 17204938816" in str(proof.detail)


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
    assert "before the press" in str(proof.detail)


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

    site_time = at(site) if site is not None else None
    pressed = filing(armed_at=at(armed), updated_at=at(armed), armed_site_time=site_time)
    log = CaseLogOf(searched_at=at(now), site_time=at(site_now) if site_now is not None else None)
    wanted = Finding.NOT_YET if site is not None else Finding.NOT_SENT
    assert prove(pressed, log, at(now), SETTLE).finding is wanted


def test_the_delay_runs_from_the_last_that_was_heard_of_a_filing() -> None:
    """Armed for a person's own press: they read for an hour, pressed, and said so."""
    said = CLICK + timedelta(hours=1)
    soon, late = said + SETTLE - timedelta(minutes=1), said + SETTLE
    pressed = filing(armed_at=CLICK, updated_at=said)
    assert prove(pressed, CaseLogOf(searched_at=soon), soon, SETTLE).finding is Finding.NOT_YET
    assert prove(pressed, CaseLogOf(searched_at=late), late, SETTLE).finding is Finding.NOT_SENT


def test_a_doubt_says_that_the_clocks_disagree() -> None:
    log = CaseLogOf(searched_at=LATER, site_time=LATER - timedelta(minutes=18))
    proof = prove(filing(armed_site_time=CLICK), log, LATER, SETTLE)
    assert proof.finding is Finding.NOT_YET
    assert "this machine's clock is 18 minutes ahead of the site's" in str(proof.detail)


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
    assert find_others((another, foreign, own), filing()) == (foreign, own)


# A case that the site wrote itself ---------------------------------------------------------------------------------

BY_TOOL = {"main_identifier": "X001ABC2D3", "subject": "", "message": "", "evidence": ()}
TOOL_ROW = row(subject="Investigate an Item Lost in Warehouse X001ABC2D3")
TOOL_PAGE = page("FNSKU: X001ABC2D3", subject=TOOL_ROW.subject, files=())


def by_tool(*rows: CaseRow, stored: CasePage = TOOL_PAGE) -> Finding:
    cases = CaseLogOf(rows, dict.fromkeys((one.case_id for one in rows), stored))
    return prove(filing(**BY_TOOL), cases, LATER, SETTLE).finding


def test_a_case_of_a_tool_is_proven_by_its_identifier() -> None:
    assert by_tool(TOOL_ROW) is Finding.OURS


@pytest.mark.parametrize(
    "other",
    [
        row(subject="Investigate an Item Lost in Warehouse X009ZZZ9Z9"),
        row(subject="X001ABC2D3 CW-ZZZZ2222"),
        row(subject=TOOL_ROW.subject, created=CLICK - timedelta(minutes=6)),
        CaseRow(case_id="1", subject=TOOL_ROW.subject, status="Closed"),
    ],
    ids=["another item", "another's reference", "older than the click", "of unknown age"],
)
def test_a_case_that_need_not_be_the_tools_proves_nothing(other: CaseRow) -> None:
    assert by_tool(other) is Finding.NOT_YET


def test_where_the_site_writes_the_subject_an_empty_search_never_proves_that_nothing_was_sent() -> None:
    assert by_tool() is Finding.NOT_YET


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ({}, Finding.OURS),
        ({"messages": (CaseMessage(text="FNSKU: X009ZZZ9Z9"),)}, Finding.DIFFERS),
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
    assert by_tool(TOOL_ROW, stored=page(files=("somebody.pdf",))) is Finding.DIFFERS


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_line_ends_and_trailing_spaces_do_not_matter(text: str) -> None:
    assert same_text(f"{text}\nend", f"{text} \r\nend\n")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp", "Mn", "Mc"]), min_size=2))
def test_a_cut_text_is_never_the_same(text: str) -> None:
    assert not same_text(text + "。end", text)
