"""Filing by hand: armed as always before the person presses, proven as always afterwards, and never pressed."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from casewright.browser import hand as browser_hand
from casewright.casework import by_hand as casework_by_hand
from casewright.casework.by_hand import values_given
from casewright.casework.hand import Hand, HandDesk, HandDo, HandEnd, HandMoment, HandWish, Meanwhile
from casewright.casework.hand_kit import HandKit, write_kit
from casewright.casework.plan import Entry
from casewright.casework.reconcile import reconcile
from casewright.flow.event import AtSubmit, Clicked
from casewright.flow.reason import Reason
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import Kept, WindowError
from casewright.ledger.filing import State
from casewright.ledger.store import Ledger
from casewright.message import NOTHING, Message
from casewright.model.evidence import Evidence
from casewright.model.outcome import Outcome
from casewright.recording.captured import CapturedMoment
from casewright.testing.text_cases import TextCases

from .conftest import claim, write
from .practice import Practice, entries_of

_HEADER = '- banner:\n  - button "Harbor Lane Goods | United States"\n- main:\n  - text: a form'


@dataclass
class PaperPage:
    """A page that keeps what it is given, and shows what a test wants."""

    shows: str = _HEADER
    stands: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    shut: bool = False

    def open(self, path: str) -> None:
        self.opened.append(path)

    def watch(self) -> None: ...

    def serve(self) -> Message:
        if self.shut:
            raise WindowError(Reason.PAGE_GONE, "the browser window was closed")
        return NOTHING

    def type_into_focused(self, text: str) -> str:
        self.stands.append(text)
        return text

    def give_files(self, files: Sequence[Evidence]) -> None:
        self.holds += [proof.name for proof in files]

    def texts(self) -> tuple[str, ...]:
        return tuple(self.stands)

    def files_seen(self, files: Sequence[Evidence]) -> tuple[str, ...]:
        return tuple(self.holds)

    def look(self) -> Sighting:
        self.serve()
        return Sighting("https://sellercentral.amazon.com/x", "en", (Frame("/x", self.shows),))

    def keep(self, name: str) -> Kept:
        return Kept(name, None, None, None)

    def moments(self) -> tuple[CapturedMoment, ...]:
        return ()


TYPE_ALL = (HandWish(HandDo.TYPE, "subject"), HandWish(HandDo.TYPE, "message"), HandWish(HandDo.ATTACH))


@dataclass
class Person:
    """Says one thing after the other; `press` is what they do in the browser once it is armed."""

    wishes: list[HandWish]
    sure: bool = True
    press: Callable[[Entry], HandEnd] = lambda _: HandEnd.SENT
    goes_on: bool = True
    moments: list[HandMoment] = field(default_factory=list)
    shown: list[AtSubmit] = field(default_factory=list)
    kept: int = 0

    def offered(self, entry: Entry, why: str) -> bool:
        return self.goes_on

    def next_wish(self, moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        meanwhile()
        self.moments.append(moment)
        return self.wishes.pop(0)

    def about_to_send(self, entry: Entry, moment: AtSubmit, meanwhile: Meanwhile) -> bool:
        meanwhile()
        self.shown.append(moment)
        return self.sure

    def how_it_ended(self, entry: Entry, meanwhile: Meanwhile) -> HandEnd:
        end = self.press(entry)
        meanwhile()
        return end

    def keep_walk(self, entry: Entry, moments: Sequence[CapturedMoment]) -> None:
        self.kept += 1


@pytest.fixture
def entry(claims_file: Path) -> Entry:
    (entry,) = entries_of(claim(), source=claims_file)
    return entry


@dataclass
class Scene:
    """A practice site in front of which a person sits."""

    practice: Practice
    page: PaperPage

    def sits(self, person: Person, *, always: bool = True) -> Person:
        self.practice.by_hand = HandDesk(person, lambda _: self.page, always)
        return person

    def sends(self, entry: Entry) -> HandEnd:
        """The person presses, and the site keeps what stands in the boxes."""
        self.practice.filed_by_hand(entry.form.subject, entry.form.message)
        return HandEnd.SENT


@pytest.fixture
def scene(ledger: Ledger, tmp_path: Path) -> Scene:
    return Scene(Practice(ledger, tmp_path), PaperPage())


SEND = HandWish(HandDo.SEND)


def states(scene: Scene) -> list[State]:
    return [filing.state for filing in scene.practice.ledger.filings()]


def test_a_claim_that_a_person_sent_is_armed_first_and_proven_afterwards(scene: Scene, entry: Entry) -> None:
    seen: list[list[State]] = []

    def press(one: Entry) -> HandEnd:
        seen.append(states(scene))
        return scene.sends(one)

    scene.sits(Person([*TYPE_ALL, SEND], press=press))
    (settled,) = scene.practice.file([entry])
    assert seen == [[State.CLICKED]]
    assert settled.outcome is Outcome.VERIFIED
    assert settled.receipt is not None
    assert states(scene) == [State.VERIFIED]
    assert scene.page.opened == ["/home"]


def test_what_was_typed_is_what_the_claim_says(scene: Scene, entry: Entry) -> None:
    person = scene.sits(Person([*TYPE_ALL, HandWish(HandDo.READ), SEND], press=scene.sends))
    scene.practice.file([entry])
    assert scene.page.stands == [entry.form.subject, entry.form.message]
    [moment] = person.shown
    assert {"subject", "message"} <= moment.values
    assert not {"subject", "message"} & moment.unseen
    assert "Seen complete in a box: subject, text" in str(person.moments[-1].told)


def test_a_person_who_is_not_ready_goes_on(scene: Scene, entry: Entry) -> None:
    scene.sits(Person([*TYPE_ALL, SEND, HandWish(HandDo.QUIT)], sure=False))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.CANCELLED
    assert states(scene) == [State.ABANDONED]


@pytest.mark.parametrize("end", [HandEnd.NOT_SENT, HandEnd.UNSURE, HandEnd.SENT])
def test_without_a_case_in_the_log_it_is_a_doubt_whatever_the_person_says(
    scene: Scene, entry: Entry, end: HandEnd
) -> None:
    scene.sits(Person([*TYPE_ALL, SEND], press=lambda _: end))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.UNCERTAIN
    assert not settled.outcome.retry_safe
    assert states(scene) == [State.UNCERTAIN]
    assert scene.practice.file([entry])[0].outcome in {Outcome.UNCERTAIN, Outcome.DUPLICATE}


def test_not_sent_is_settled_by_the_case_log_after_its_delay_and_by_nothing_else(scene: Scene, entry: Entry) -> None:
    scene.sits(Person([*TYPE_ALL, SEND], press=lambda _: HandEnd.NOT_SENT))
    scene.practice.file([entry])
    practice = scene.practice

    def decided(later: timedelta) -> State:
        with practice.visit("Harbor Lane Goods", "US", practice.folder) as visit:
            now = practice.now() + later
            cases = _Later(visit.cases, later)
            (one,) = reconcile(practice.ledger.in_doubt(), cases, practice.ledger, now, timedelta(minutes=15))
            return one.filing.state

    assert decided(timedelta(minutes=5)) is State.UNCERTAIN
    assert decided(timedelta(minutes=16)) is State.NOT_SENT


@dataclass
class _Later:
    """The case log, searched so much later."""

    log: TextCases
    by: timedelta

    def search(self, text: str):
        found = self.log.search(text)
        later = None if found.site_time is None else found.site_time + self.by
        return found.model_copy(update={"searched_at": found.searched_at + self.by, "site_time": later})

    def read(self, case_id: str):
        return self.log.read(case_id)


def test_the_delay_runs_from_what_the_person_said_and_not_from_the_arming(scene: Scene, entry: Entry) -> None:
    """Who arms and then reads for half an hour presses half an hour later."""

    def press_late(_: Entry) -> HandEnd:
        scene.practice.ahead = timedelta(minutes=40)
        return HandEnd.SENT

    scene.sits(Person([*TYPE_ALL, SEND], press=press_late))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.UNCERTAIN
    practice = scene.practice
    filing = practice.ledger.filings()[0]
    assert filing.armed_at is not None
    assert filing.updated_at >= filing.armed_at


def test_a_browser_that_is_closed_before_the_arming_leaves_nothing_in_doubt(scene: Scene, entry: Entry) -> None:
    scene.page.shut = True
    scene.sits(Person([]))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert states(scene) == [State.ABANDONED]


def test_a_browser_that_is_closed_after_the_arming_leaves_a_doubt(scene: Scene, entry: Entry) -> None:
    def close(_: Entry) -> HandEnd:
        scene.page.shut = True
        return HandEnd.SENT

    scene.sits(Person([*TYPE_ALL, SEND], press=close))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.UNCERTAIN
    assert states(scene) == [State.UNCERTAIN]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_whatever_gives_way_between_armed_and_proof_is_a_doubt(
    scene: Scene, entry: Entry, error: type[BaseException]
) -> None:
    def crash(_: Entry) -> HandEnd:
        raise error

    scene.sits(Person([*TYPE_ALL, SEND], press=crash))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.UNCERTAIN
    assert states(scene) == [State.UNCERTAIN]


def test_nothing_is_typed_or_armed_on_the_page_of_another_account(scene: Scene, entry: Entry) -> None:
    scene.page.shows = _HEADER.replace("Harbor Lane Goods", "Somebody Else")
    person = scene.sits(Person([*TYPE_ALL, SEND, HandWish(HandDo.QUIT)]))
    scene.practice.file([entry])
    assert scene.page.stands == []
    assert scene.page.holds == []
    assert person.shown == []
    assert "Somebody Else" in str(person.moments[-1].told)


def test_a_loss_that_the_case_log_names_already_is_not_armed(scene: Scene, entry: Entry) -> None:
    def yes_but_late(one: Entry, _: AtSubmit, __: Meanwhile) -> bool:
        scene.practice.filed_by_hand(f"{one.form.main_identifier} lost units")
        return True

    person = scene.sits(Person([*TYPE_ALL, SEND]))
    person.about_to_send = yes_but_late  # type: ignore[method-assign]
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.DUPLICATE
    assert not any(isinstance(event, Clicked) for event in scene.practice.events)


def test_the_caps_hold_by_hand_as_well(scene: Scene, claims_file: Path) -> None:
    scene.practice.per_day = 1
    entries = entries_of(claim("A-1"), claim("A-2"), source=claims_file)
    scene.sits(Person([*TYPE_ALL, SEND], press=scene.sends))
    assert [one.outcome for one in scene.practice.file(entries)] == [Outcome.VERIFIED, Outcome.CAPPED]


def test_the_stop_switch_ends_a_walk_that_is_not_armed(scene: Scene, entry: Entry) -> None:
    def stop(moment: HandMoment, meanwhile: Meanwhile) -> HandWish:
        (scene.practice.folder / "STOP").write_text("enough")
        meanwhile()
        raise AssertionError("the walk went on")

    person = scene.sits(Person([]))
    person.next_wish = stop  # type: ignore[method-assign]
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.STOPPED


def test_skip_and_quit_leave_the_claim_for_another_time(scene: Scene, claims_file: Path) -> None:
    entries = entries_of(claim("A-1"), claim("A-2"), claim("A-3"), source=claims_file)
    person = scene.sits(Person([HandWish(HandDo.SKIP), HandWish(HandDo.QUIT)]))
    assert [one.outcome for one in scene.practice.file(entries)] == [Outcome.CANCELLED] * 3
    assert person.kept == 2


# where a flow finds no way


@pytest.mark.parametrize("fault", ["label-changed:Continue=Next", "label-changed:Reference numbers=Numbers"])
def test_it_is_offered_where_a_walk_stops_with_a_person_present(scene: Scene, entry: Entry, fault: str) -> None:
    scene.practice.attended, scene.practice.faults = True, (fault,)
    scene.sits(Person([*TYPE_ALL, SEND], press=scene.sends), always=False)
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.VERIFIED
    assert scene.page.opened == []  # it goes on where the walk stopped
    assert len(scene.practice.stored()) == 1


def test_it_is_not_offered_where_nobody_is_there(scene: Scene, entry: Entry) -> None:
    scene.practice.faults = ("label-changed:Continue=Next",)
    person = scene.sits(Person([]), always=False)
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.UNKNOWN_SCREEN
    assert person.kept == 0


def test_who_does_not_want_to_may_still_do_the_one_step(scene: Scene, entry: Entry) -> None:
    def declined(_: Entry, __: str) -> bool:
        (scene.practice.folder / "STOP").write_text("enough")  # else the walk waits for the person's step
        return False

    scene.practice.attended, scene.practice.faults = True, ("label-changed:Continue=Next",)
    person = scene.sits(Person([]), always=False)
    person.offered = declined  # type: ignore[method-assign]
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.STOPPED
    assert person.kept == 0


def test_a_walk_that_finds_its_way_is_no_person_s(scene: Scene, entry: Entry) -> None:
    scene.practice.attended = True
    person = scene.sits(Person([]), always=False)
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.VERIFIED
    assert person.kept == 0


# what the case is going to hold


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("subject", "message"), {"subject", "message", "evidence"}),
        (("subject", "short_message"), {"subject", "short_message", "evidence"}),
        (("subject",), {"subject", "message", "evidence"}),
        (("fnsku",), {"fnsku"}),
        ((), {"message", "evidence"}),
    ],
)
def test_what_was_seen_decides_what_the_case_is_compared_with(
    typed: tuple[str, ...], expected: set[str], entry: Entry
) -> None:
    form = entry.form.model_copy(update={"short_message": "shorter", "fnsku": "X001ABC2D3"})
    assert values_given(form, {form.value(name) for name in typed}, set()) == expected


def test_a_case_whose_subject_nobody_saw_is_found_by_its_identifier(scene: Scene, entry: Entry) -> None:
    """Where the subject was pasted into a page that cannot be read, its reference is in the case all the same."""
    scene.sits(Person([HandWish(HandDo.TYPE, "message"), SEND], press=scene.sends))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.VERIFIED


def test_a_search_for_a_subject_that_nobody_saw_proves_nothing(scene: Scene, entry: Entry) -> None:
    scene.sits(Person([SEND]))
    scene.practice.file([entry])
    with scene.practice.visit("Harbor Lane Goods", "US", scene.practice.folder) as visit:
        later = timedelta(days=1)
        filings, cases = scene.practice.ledger.in_doubt(), _Later(visit.cases, later)
        (one,) = reconcile(filings, cases, scene.practice.ledger, scene.practice.now() + later, timedelta(minutes=15))
    assert one.filing.state is State.UNCERTAIN


def test_texts_and_files_stand_together_in_one_folder(invoice: Evidence, tmp_path: Path) -> None:
    form = write(claim(evidence=(invoice,)))
    kit: HandKit = write_kit(tmp_path / "out", form)
    assert [name for name, _ in kit.values][:2] == ["subject", "message"]
    assert (kit.folder / "01-subject.txt").read_text(encoding="utf-8") == form.subject
    assert [path.name for path in (kit.folder / "files").iterdir()] == [invoice.name]
    assert (kit.folder / "files" / invoice.name).read_bytes() == invoice.path.read_bytes()


def test_a_file_that_was_changed_is_not_handed_out(scene: Scene, invoice: Evidence, claims_file: Path) -> None:
    (entry,) = entries_of(claim(evidence=(invoice,)), source=claims_file)
    invoice.path.write_bytes(b"%PDF-1.7 another")
    scene.sits(Person([]))
    (settled,) = scene.practice.file([entry])
    assert settled.outcome is Outcome.FAILED_BEFORE_SUBMIT
    assert "changed since it was approved" in str(settled.walked.detail)


# by construction


def test_the_page_in_a_person_s_hands_has_nothing_that_presses() -> None:
    names = {name for name in vars(browser_hand.HandPage) if not name.startswith("_")}
    assert names == {name for name in vars(Hand) if not name.startswith("_")}
    for module in (browser_hand, casework_by_hand):
        tree = ast.parse(inspect.getsource(module))
        called = {
            node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "attr")
        }
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not called & {"click", "press", "dblclick", "tap", "check", "dispatch_event", "keyboard", "do"}
        assert not used & {"Press", "Submit", "Say", "Choose"}
