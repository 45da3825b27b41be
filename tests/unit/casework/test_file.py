"""Filing: at most once, after a yes for each, with proof; and whatever goes wrong is said as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casewright.caselog.case import CaseSearch
from casewright.casework.brakes import Brakes
from casewright.casework.file import Choice
from casewright.casework.plan import Entry
from casewright.errors import ExitCode
from casewright.flow.event import AtSubmit, Clicked, ClocksDiffer, Event
from casewright.ledger.filing import State
from casewright.ledger.store import Ledger, LedgerError, open_ledger
from casewright.model.evidence import Evidence
from casewright.model.outcome import Outcome
from casewright.recording.practice_cases import StoredCase, Submission
from casewright.testing.text_cases import TextCases

from .conftest import claim
from .practice import SETTLE, Practice, answers, entries_of


@pytest.fixture(params=["help-center", "help-hub"])
def practice(ledger: Ledger, tmp_path: Path, request: pytest.FixtureRequest) -> Practice:
    return Practice(ledger, tmp_path, variant=request.param)


@pytest.fixture
def site(ledger: Ledger, tmp_path: Path) -> Practice:
    """One variant is enough for what does not depend on it."""
    return Practice(ledger, tmp_path)


@pytest.fixture
def entries(claims_file: Path) -> tuple[Entry, ...]:
    return entries_of(claim("A-1"), claim("A-2"), claim("A-3"), source=claims_file)


def outcomes(settled: list) -> list[Outcome]:
    return [one.outcome for one in settled]


def states(ledger: Ledger) -> list[State]:
    return [filing.state for filing in ledger.filings()]


def test_each_claim_becomes_one_verified_case_with_a_receipt(practice: Practice, entries: tuple[Entry, ...]) -> None:
    settled = practice.file(entries)
    assert outcomes(settled) == [Outcome.VERIFIED] * 3
    assert [one.walked.case_id for one in settled] == [case.case_id for case in practice.stored()]
    assert [one.receipt.sequence for one in settled if one.receipt] == [1, 2, 3]
    assert practice.ledger.verify_chain() is None


def test_the_site_stores_exactly_what_was_approved(practice: Practice, claims_file: Path) -> None:
    nasty = "<script>alert('x')</script> \"quotes\" 丢失 שלום 🙂\nsecond line & more"
    (entry,) = entries_of(claim(details=nasty), source=claims_file)
    practice.file([entry])
    (case,) = practice.stored()
    assert (case.subject, case.message) == (entry.form.subject, entry.form.message)


def test_run_again_nothing_is_filed_twice(practice: Practice, entries: tuple[Entry, ...]) -> None:
    practice.file(entries)
    again = practice.file(entries)
    assert outcomes(again) == [Outcome.DUPLICATE] * 3
    assert len(practice.stored()) == 3


def test_a_case_that_somebody_filed_by_hand_is_not_filed_again(site: Practice, entries: tuple[Entry, ...]) -> None:
    hand = site.filed_by_hand(f"{entries[0].form.main_identifier} lost units")
    first, *_ = site.file(entries[:1])
    assert first.outcome is Outcome.DUPLICATE
    assert hand.case_id in str(first.walked.detail)
    assert states(site.ledger) == [State.ABANDONED]


def test_a_case_that_appears_while_the_person_reads_is_seen_before_the_click(
    site: Practice, entries: tuple[Entry, ...]
) -> None:
    def slow_reader(entry: Entry, _: AtSubmit, __: int) -> Choice:
        site.filed_by_hand(f"{entry.form.main_identifier} lost units")
        return Choice.FILE

    site.ask = slow_reader
    (first,) = site.file(entries[:1])
    assert first.outcome is Outcome.DUPLICATE
    assert len(site.stored()) == 1


def test_skip_passes_over_one_and_the_loss_can_be_claimed_later(site: Practice, entries: tuple[Entry, ...]) -> None:
    site.ask = answers(Choice.FILE, Choice.SKIP, Choice.FILE)
    assert outcomes(site.file(entries)) == [Outcome.VERIFIED, Outcome.CANCELLED, Outcome.VERIFIED]
    site.ask = answers(Choice.FILE)
    assert outcomes(site.file(entries[1:2])) == [Outcome.VERIFIED]


def test_quit_stops_here_and_leaves_the_rest_untouched(site: Practice, entries: tuple[Entry, ...]) -> None:
    site.ask = answers(Choice.FILE, Choice.QUIT)
    assert outcomes(site.file(entries)) == [Outcome.VERIFIED, Outcome.CANCELLED, Outcome.CANCELLED]
    assert len(site.stored()) == 1


def test_a_yes_to_the_rest_is_asked_once(site: Practice, entries: tuple[Entry, ...]) -> None:
    site.ask = answers(Choice.FILE_REST)
    assert outcomes(site.file(entries)) == [Outcome.VERIFIED] * 3


def test_the_stop_switch_stops_before_the_next_act(site: Practice, entries: tuple[Entry, ...]) -> None:
    def stop_at_the_form(_: Entry, event: Event) -> None:
        if isinstance(event, AtSubmit):
            site.brakes.switch.touch()

    site.on_event = stop_at_the_form
    assert outcomes(site.file(entries)) == [Outcome.STOPPED] * 3
    assert not site.stored()
    assert State.ARMED not in states(site.ledger)


@pytest.mark.parametrize(("per_day", "batch"), [(2, 50), (50, 2)])
def test_caps_hold_for_the_day_and_the_run(
    site: Practice, entries: tuple[Entry, ...], per_day: int, batch: int
) -> None:
    site.per_day, site.batch = per_day, batch
    assert outcomes(site.file(entries)) == [Outcome.VERIFIED, Outcome.VERIFIED, Outcome.CAPPED]


def test_the_cap_of_a_day_holds_over_runs(site: Practice, entries: tuple[Entry, ...]) -> None:
    site.per_day = 2
    site.file(entries[:2])
    assert outcomes(site.file(entries[2:])) == [Outcome.CAPPED]


def in_front_of_the_form(site: Practice, then: Callable[[], None]) -> None:
    """Do something once, while a filled form waits for its permit."""
    done: list[Event] = []

    def listen(_: Entry, event: Event) -> None:
        if isinstance(event, AtSubmit) and not done:
            done.append(event)
            then()

    site.on_event = listen


def armed_elsewhere(site: Practice, entry: Entry) -> None:
    """What another machine does that shares the ledger."""
    ledger = site.ledger
    ledger.arm(ledger.approve(ledger.prepare(entry), entry.digest))


def test_a_cap_that_another_machine_reached_meanwhile_gives_no_permit(
    site: Practice, entries: tuple[Entry, ...]
) -> None:
    site.per_day = 1
    in_front_of_the_form(site, lambda: armed_elsewhere(site, entries[1]))
    assert outcomes(site.file(entries[:1])) == [Outcome.CAPPED]
    assert not site.stored()


def test_a_case_that_another_machine_files_meanwhile_is_paused_for_and_searched_for_again(
    tmp_path: Path, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead, searched = [timedelta(0)], list[str]()
    search = TextCases.search
    monkeypatch.setattr(TextCases, "search", lambda cases, text: searched.append(text) or search(cases, text))
    with open_ledger(tmp_path / "shared.sqlite", "sandbox", now=lambda: datetime.now(UTC) + ahead[0]) as ledger:
        site = Practice(ledger, tmp_path, pause=60)

        def pass_time(brakes: Brakes, over: datetime, _: Callable[[], datetime]) -> str | None:
            ahead[0] = site.ahead = over + timedelta(seconds=1) - datetime.now(UTC)
            return brakes.stopped()

        in_front_of_the_form(site, lambda: armed_elsewhere(site, entries[1]))
        monkeypatch.setattr(Brakes, "wait_until", pass_time)
        assert outcomes(site.file(entries[:1])) == [Outcome.VERIFIED]
    assert searched[:6] == [entries[0].form.reference, entries[0].form.main_identifier] * 3


@pytest.mark.parametrize("fault", ["500-before@Send ×1", "drop-before@Send ×1"])
def test_a_submit_that_never_arrived_stays_uncertain_while_an_empty_search_proves_nothing(
    site: Practice, entries: tuple[Entry, ...], fault: str
) -> None:
    site.faults = (fault,)
    assert outcomes(site.file(entries[:1])) == [Outcome.UNCERTAIN]
    site.faults = ()
    assert outcomes(site.file(entries[:1])) == [Outcome.UNCERTAIN], "too soon for an empty search to mean anything"
    site.ahead = 2 * SETTLE
    assert outcomes(site.file(entries[:1])) == [Outcome.UNCERTAIN], "the search itself has to be late enough"


@pytest.mark.parametrize("fault", ["500-after@Send ×1", "drop-after@Send ×1"])
def test_a_submit_whose_answer_was_lost_is_found_in_the_case_log(
    site: Practice, entries: tuple[Entry, ...], fault: str
) -> None:
    site.faults = (fault,)
    (first,) = site.file(entries[:1])
    assert first.outcome is Outcome.VERIFIED
    assert first.walked.case_id == site.stored()[0].case_id


def test_a_case_log_that_is_late_leaves_the_case_unverified_until_the_next_run(
    site: Practice, entries: tuple[Entry, ...]
) -> None:
    site.faults = ("case-log-late:50",)
    (first,) = site.file(entries[:1])
    assert first.outcome is Outcome.FILED_UNVERIFIED
    site.faults = ()
    (again,) = site.file(entries[:1])
    assert again.outcome is Outcome.DUPLICATE
    assert states(site.ledger) == [State.VERIFIED]
    assert len(site.stored()) == 1


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("label-changed:Continue=Next", Outcome.UNKNOWN_SCREEN),
        ("second-control:Send", Outcome.UNKNOWN_SCREEN),
        ("captcha@/help/center", Outcome.HUMAN_CHALLENGE),
        ("signed-out@/home", Outcome.SIGNIN_REQUIRED),
    ],
)
def test_what_is_in_the_way_before_the_click_files_nothing_and_has_a_name(
    site: Practice, entries: tuple[Entry, ...], fault: str, outcome: Outcome
) -> None:
    site.faults = (fault,)
    (first,) = site.file(entries[:1])
    assert first.outcome is outcome
    assert not site.stored()
    assert states(site.ledger) == [State.ABANDONED]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("throttled@/help/center ×1", Outcome.RATE_LIMITED),
        ("robot@/home ×1", Outcome.RATE_LIMITED),
        ("captcha@/home ×1", Outcome.HUMAN_CHALLENGE),
        ("signed-out@/home ×1", Outcome.SIGNIN_REQUIRED),
    ],
)
def test_when_amazon_says_slow_down_or_asks_for_a_person_the_whole_run_ends(
    site: Practice, entries: tuple[Entry, ...], fault: str, outcome: Outcome
) -> None:
    site.faults = (fault,)
    settled = site.file(entries)
    assert outcomes(settled) == [outcome] * 3
    assert "not tried after A-1" in str(settled[1].walked.detail)
    assert not site.stored()


def test_a_ledger_that_gives_way_after_the_click_ends_as_uncertain_and_names_the_case(
    site: Practice, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LedgerError("the disk is full")

    def break_the_ledger(_: Entry, event: Event) -> None:
        if isinstance(event, Clicked):
            for step in ("clicked", "observe", "uncertain", "verify", "write_receipt"):
                monkeypatch.setattr(site.ledger, step, full)

    site.on_event = break_the_ledger
    (first,) = site.file(entries[:1])
    assert first.outcome is Outcome.UNCERTAIN
    assert "the disk is full" in str(first.walked.detail)
    assert first.walked.case_id == site.stored()[0].case_id
    monkeypatch.undo()
    site.on_event = None
    assert outcomes(site.file(entries[:1])) == [Outcome.DUPLICATE]
    assert len(site.stored()) == 1


def test_the_yes_is_written_down_with_whose_it_was(site: Practice, entries: tuple[Entry, ...]) -> None:
    site.file(entries[:1])
    (filing,) = site.ledger.filings()
    approved = [step for step in site.ledger.history(filing) if step.after is State.APPROVED]
    assert [step.by for step in approved] == ["a tester"]
    assert filing.approval == entries[0].digest


def test_pictures_and_texts_of_every_walk_are_kept(site: Practice, entries: tuple[Entry, ...]) -> None:
    (first,) = site.file(entries[:1])
    assert first.walked.pictures
    assert all(one.text and one.text.is_file() for one in first.walked.pictures)


def test_an_empty_search_late_enough_after_the_click_frees_the_loss(
    site: Practice, entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.faults = ("drop-before@Send ×1",)
    site.file(entries[:1])
    (filing,) = site.ledger.filings()
    assert filing.armed_at
    before = {name: getattr(filing, name) - timedelta(hours=1) for name in ("armed_at", "updated_at")}
    long_ago = filing.model_copy(update=before)
    monkeypatch.setattr(site.ledger, "in_doubt", lambda: [long_ago])
    site.faults = ()
    assert outcomes(site.file(entries[:1])) == [Outcome.VERIFIED]
    assert len(site.stored()) == 1


def test_another_marketplaces_case_log_never_decides_a_filing_in_doubt(
    site: Practice, claims_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    german, american = entries_of(claim("D-1", marketplace="DE"), claim("A-1"), source=claims_file)
    site.faults = ("drop-before@Send ×1",)
    site.file([german])
    (filing,) = site.ledger.filings()
    long_ago = filing.model_copy(update={"armed_at": filing.armed_at and filing.armed_at - timedelta(hours=1)})
    monkeypatch.setattr(site.ledger, "in_doubt", lambda: [long_ago])
    site.faults = ()
    site.file([american])
    assert site.ledger.filing(filing.filing_id).state is State.UNCERTAIN


# What the case holds ------------------------------------------------------------------------------------------------


def store_otherwise(practice: Practice, change: Callable[[StoredCase], StoredCase]) -> None:
    """Let the site keep something else than what was sent."""
    add = practice.cases.add

    def keep(submission: Submission) -> StoredCase:
        case = change(add(submission))
        practice.cases.change(case)
        return case

    practice.cases.add = keep


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_case_whose_text_the_site_changed_is_told_with_both_texts(
    site: Practice, entries: tuple[Entry, ...], where: str
):
    def withdraw(case: StoredCase) -> StoredCase:
        parts = ["I withdraw this claim.", case.message]
        return case.model_copy(update={"message": "\n".join(parts if where == "before" else reversed(parts))})

    store_otherwise(site, withdraw)
    (settled,) = site.file(entries[:1])
    assert (settled.outcome, settled.outcome.exit_code) == (Outcome.FILED_DIFFERS, ExitCode.PERSON_NEEDED)
    assert settled.walked.mismatch.approved == entries[0].form.message
    assert "I withdraw this claim." in settled.walked.mismatch.stored
    assert settled.receipt.outcome is Outcome.FILED_DIFFERS
    assert not settled.outcome.retry_safe


@pytest.fixture
def with_invoice(claims_file: Path, invoice: Evidence) -> tuple[Entry, ...]:
    return entries_of(claim(evidence=(invoice,)), source=claims_file)


def test_a_case_that_lost_its_files_says_so_and_how_to_send_them(site: Practice, with_invoice: tuple[Entry, ...]):
    store_otherwise(site, lambda case: case.model_copy(update={"attachments": ()}))
    (settled,) = site.file(with_invoice)
    assert settled.outcome is Outcome.FILED_INCOMPLETE
    assert f"cases reply {settled.walked.case_id} --attach" in str(settled.walked.detail)


def test_a_file_that_was_cut_on_its_way_is_no_file(site: Practice, with_invoice: tuple[Entry, ...]):
    def cut(case: StoredCase) -> StoredCase:
        files = tuple(file.model_copy(update={"size": 1}) for file in case.attachments)
        return case.model_copy(update={"attachments": files})

    store_otherwise(site, cut)
    (settled,) = site.file(with_invoice)
    assert settled.outcome is Outcome.FILED_INCOMPLETE


@pytest.mark.parametrize("minutes", [-15, 0, 15])
def test_a_clock_that_differs_from_the_sites_is_told_once_and_before_anything_is_filed(
    site: Practice, entries: tuple[Entry, ...], minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, ahead = TextCases.search, timedelta(minutes=minutes)

    def timed(cases: TextCases, text: str) -> CaseSearch:
        found = search(cases, text)
        return found.model_copy(update={"searched_at": found.searched_at + ahead, "site_time": found.searched_at})

    monkeypatch.setattr(TextCases, "search", timed)
    site.ahead = ahead
    assert outcomes(site.file(entries[:2])) == [Outcome.VERIFIED] * 2
    told = [event for event in site.events if isinstance(event, ClocksDiffer)]
    assert told == ([ClocksDiffer(ahead)] if minutes else [])
    assert not told or site.events[0] == told[0]


@pytest.mark.parametrize("how_far", ["taken up", "approved", "armed"])
def test_whoever_loses_a_race_is_told_that_another_run_files_the_claim(
    site: Practice, entries: tuple[Entry, ...], how_far: str
) -> None:
    """Another process takes the loss up while the form is filled here, wherever it stands when we get there."""
    ledger = site.ledger

    def overtaken() -> None:
        (ours,) = ledger.filings()
        if how_far == "taken up":
            ledger.abandon(ours, "another run")
            return
        approved = ledger.approve(ours, entries[0].digest)
        if how_far == "armed":
            ledger.arm(approved)

    in_front_of_the_form(site, overtaken)
    (done,) = site.file(entries[:1])
    assert not site.stored()
    assert done.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "another run is filing this claim" in str(done.walked.detail)
    assert "cannot become" not in str(done.walked.detail)
