"""Where a person is there, a visit begins with coming in; who does not come in files and reads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from casewright.casework.arrival import be_in
from casewright.casework.reconcile import reconcile_all
from casewright.errors import PersonNeeded
from casewright.flow.event import Arrived
from casewright.flow.page_owner import Owner
from casewright.ledger.store import open_ledger
from casewright.model.outcome import Outcome

from .conftest import claim
from .practice import SETTLE, Practice, entries_of, flows


@dataclass
class Attended(Practice):
    """A practice site whose browser a person sees; nobody does anything in it."""

    def visit(self, account, marketplace, keep_in):
        opened = super().visit(account, marketplace, keep_in)

        class Seen:
            def __enter__(self):
                visit = opened.__enter__()
                visit.attended = True
                return visit

            def __exit__(self, *error):
                return opened.__exit__(*error)

        return Seen()


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    with open_ledger(tmp_path / "ledger.sqlite", "sandbox") as ledger:
        yield Attended(ledger, tmp_path)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who is away: their time is over at once."""
    monkeypatch.setattr("casewright.flow.walk.PERSON", 0.0)


def test_filing_comes_in_first(practice: Practice, claims_file: Path) -> None:
    (settled,) = practice.file(entries_of(claim(), source=claims_file))
    assert settled.outcome is Outcome.VERIFIED
    screens = [event.screen for event in practice.events if isinstance(event, Arrived)]
    assert screens[:2] == ["home/home", "home/home"]


@pytest.mark.usefixtures("impatient")
def test_nobody_signed_in_means_that_nothing_is_tried(practice: Practice, claims_file: Path) -> None:
    practice.faults = ("signed-out@/home",)
    settled = practice.file(entries_of(claim(), claim("A-2"), source=claims_file))
    assert [one.outcome for one in settled] == [Outcome.SIGNIN_REQUIRED] * 2
    assert [one.walked.steps for one in settled] == [(), ()]


@pytest.mark.usefixtures("impatient")
def test_reading_is_refused_as_well(practice: Practice) -> None:
    practice.faults = ("signed-out@/home",)
    with practice.visit("Harbor Lane Goods", "US", practice.folder) as visit, pytest.raises(PersonNeeded) as told:
        be_in(visit, flows(), lambda: None, lambda event: None)
    assert "account login" in str(told.value.remedy)


def test_the_stop_switch_stops_it(practice: Practice) -> None:
    with (
        practice.visit("Harbor Lane Goods", "US", practice.folder) as visit,
        pytest.raises(PersonNeeded, match="put away"),
    ):
        be_in(visit, flows(), lambda: "put away", lambda event: None)


def test_what_is_in_doubt_is_decided_only_by_who_came_in(practice: Practice, claims_file: Path) -> None:
    practice.faults = ("drop-after@Send", "case-log-late:50")
    practice.file(entries_of(claim(), source=claims_file))
    (doubtful,) = practice.ledger.in_doubt()
    practice.faults, practice.owner = (), Owner("Third Goods", "US")

    def enter(visit) -> None:
        be_in(visit, flows(), lambda: None, lambda event: None)

    with pytest.raises(PersonNeeded):
        list(reconcile_all(practice.ledger, practice, practice.now, SETTLE, practice.folder, enter))
    assert practice.ledger.in_doubt() == (doubtful,)
