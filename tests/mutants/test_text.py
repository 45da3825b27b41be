"""A recorded page changed as Amazon changes pages: the claim is filed as approved, or the walk stops and says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mutants.mutate import DECOY, KINDS, Mutant
from tests.mutants.site import Walked, Way, make_form, mutants, read_walk, usable, verdict, ways

from casewright.flow.event import Ended
from casewright.model.outcome import Outcome

PARTS = 4
"""In how many tests the mutants are walked, so that several workers can share them."""


@pytest.fixture(scope="module")
def all_ways(tmp_path_factory: pytest.TempPathFactory) -> list[Way]:
    return ways(make_form(tmp_path_factory.mktemp("evidence")))


@pytest.mark.parametrize("part", range(PARTS))
def test_a_changed_page_is_filed_as_approved_or_stopped_with_a_reason(
    part: int,
    all_ways: list[Way],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    tried = mutants(all_ways, int(request.config.getoption("--mutants")))[part::PARTS]
    verdicts = {str(mutant): verdict(_walked(way, mutant), way.healthy) for way, mutant in tried}
    for kind, count in Counter(told.partition(":")[0] for told in verdicts.values()).items():
        record_property(f"mutants {kind}", count)
    wrong = [f"{mutant} → {told}" for mutant, told in verdicts.items() if told not in {"filed", "stopped"}]
    assert not wrong, "again with --mutant=NAME:\n" + "\n".join(wrong)
    assert {"filed", "stopped"} <= set(verdicts.values())


def test_one_mutant_again(all_ways: list[Way], request: pytest.FixtureRequest) -> None:
    """The one that `--mutant` names; a harmless one otherwise."""
    named = request.config.getoption("--mutant") or "help-center/tiles:wrap:button:My issue is not listed:0"
    recording, _, rest = str(named).partition("/")
    page, kind, role, *words, seed = rest.split(":")
    mutant = Mutant(recording, page, kind, role, ":".join(words), int(seed))
    way = next(
        one for one in all_ways if one.site.recording == recording and mutant.page in {c[1] for c in one.changes}
    )
    walked = _walked(way, mutant)
    assert verdict(walked, way.healthy) in {"filed", "stopped"}, walked.ended


def _walked(way: Way, mutant: Mutant) -> Walked:
    return read_walk(way.site, way.form, mutant, way.lines[mutant.page, mutant.role, mutant.name])


@pytest.mark.parametrize(
    ("recording", "page", "role", "name", "outcome", "why"),
    [
        ("help-center", "contact-form", "button", "Send", Outcome.UNKNOWN_SCREEN, "is not in its form"),
        ("help-center-pt", "contact-form", "button", "Enviar", Outcome.UNKNOWN_SCREEN, "is not in its form"),
        (
            *("help-center-pt", "suggested", "radio", "Use original text"),
            *(Outcome.FAILED_BEFORE_SUBMIT, "does not show what was approved"),
        ),
    ],
)
def test_what_is_pressed_outside_the_form_that_was_filled_sends_nothing(
    all_ways: list[Way], recording: str, page: str, role: str, name: str, outcome: Outcome, why: str
) -> None:
    way = next(one for one in all_ways if one.site.recording == recording)
    walked = _walked(way, Mutant(recording, page, "move", role, name, 0))
    assert (walked.ended.outcome, walked.cases, walked.submitted) == (outcome, (), 0)
    assert why in str(walked.ended.detail)


def test_every_kind_of_change_is_tried_on_every_way(all_ways: list[Way]) -> None:
    tried = {(id(way), mutant.kind) for way, mutant in mutants(all_ways, len(all_ways) * len(KINDS))}
    kinds = Counter(kind for _, kind in tried)
    assert all(kinds[kind] == len(all_ways) for kind in KINDS if kind != "move")
    assert kinds["move"]


def test_the_same_mutants_come_again(all_ways: list[Way]) -> None:
    names = [str(mutant) for _, mutant in mutants(all_ways, 50)]
    assert names == [str(mutant) for _, mutant in mutants(all_ways, 50)]
    assert len(set(names)) == 50


# The judge: it must see what it is there to see -------------------------------------------------------------------


@pytest.fixture
def way(all_ways: list[Way]) -> Way:
    return all_ways[0]


def test_a_case_with_another_text_is_wrong(way: Way) -> None:
    [case] = way.healthy.cases
    other = Walked(way.healthy.ended, (case.model_copy(update={"message": "something else"}),))
    assert verdict(other, way.healthy).startswith("wrong: the case holds")


def test_a_case_without_its_file_is_wrong(way: Way) -> None:
    [case] = way.healthy.cases
    other = Walked(way.healthy.ended, (case.model_copy(update={"attachments": ()}),))
    assert verdict(other, way.healthy).startswith("wrong: the case holds")


def test_two_cases_are_wrong(way: Way) -> None:
    assert verdict(Walked(way.healthy.ended, way.healthy.cases * 2), way.healthy) == "wrong: 2 cases"


def test_a_press_on_what_was_added_is_wrong(way: Way) -> None:
    other = Walked(way.healthy.ended, way.healthy.cases, [DECOY])
    assert verdict(other, way.healthy) == "wrong: it used what was added"


def test_a_press_on_what_no_flow_uses_is_wrong(way: Way) -> None:
    assert "My issue is resolved" not in usable()
    other = Walked(way.healthy.ended, way.healthy.cases, ["My issue is resolved"])
    assert verdict(other, way.healthy).startswith("wrong: it used")


@pytest.mark.parametrize(
    ("outcome", "submitted"),
    [(Outcome.FILED_UNVERIFIED, 1), (Outcome.UNKNOWN_SCREEN, 1), (Outcome.UNCERTAIN, 0)],
)
def test_a_walk_that_says_the_wrong_thing_about_a_case_that_is_not_there_is_wrong(
    way: Way, outcome: Outcome, submitted: int
) -> None:
    told = verdict(Walked(Ended(outcome, "a reason"), (), [], submitted), way.healthy)
    assert told.startswith("wrong: no case was sent")


def test_a_case_that_the_walk_says_was_not_sent_is_wrong(way: Way) -> None:
    told = verdict(Walked(Ended(Outcome.FAILED_BEFORE_SUBMIT, "a reason"), way.healthy.cases), way.healthy)
    assert told.startswith("wrong: a case was sent")


def test_a_stop_without_a_reason_is_wrong(way: Way) -> None:
    assert verdict(Walked(Ended(Outcome.UNKNOWN_SCREEN), ()), way.healthy).startswith("wrong: it stopped")
    assert verdict(Walked(Ended(Outcome.UNKNOWN_SCREEN, "a reason"), ()), way.healthy) == "stopped"


# The changes are what they are called --------------------------------------------------------------------------------


PAGE = '- main:\n  - heading "Form" [level=1]\n  - textbox "Subject"\n  - button "Send"\n- button "Help"\n'


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("hide", '- main:\n  - heading "Form" [level=1]\n  - textbox "Subject"\n- button "Help"\n'),
        ("disable", PAGE.replace('"Send"', '"Send" [disabled]')),
        ("wrap", PAGE.replace('  - button "Send"', '  - group:\n    - list:\n      - button "Send"')),
        ("translate", PAGE.replace('"Send"', '"发送"')),
        ("split", PAGE.replace('"Send"', '"Se nd"')),
    ],
)
def test_a_change_changes_this_one_control(kind: str, expected: str) -> None:
    assert Mutant("a", "b", kind, "button", "Send", 1).apply(PAGE) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_every_change_changes_something(kind: str, tmp_path: Path) -> None:
    assert Mutant("a", "b", kind, "button", "Send", 1).apply(PAGE) != PAGE


def test_what_was_added_is_no_control_of_the_site() -> None:
    mutant = Mutant("a", "b", "decoy", "button", "Send", 1)
    assert mutant.original("Send later") == DECOY
    assert mutant.original("Send") == "Send"


def test_a_renamed_control_is_still_the_same_to_the_site() -> None:
    mutant = Mutant("a", "b", "reword", "button", "Send", 1)
    assert mutant.new_name != "Send"
    assert mutant.original(mutant.new_name) == "Send"
