"""Nothing is typed into an account that is not the claim's: the chooser is tried once, then it stops."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casewright.casework.plan import make_plan
from casewright.casework.preview import preview
from casewright.flow.event import Arrived, AtSubmit, Did
from casewright.flow.page_owner import Owner
from casewright.flow.walk import walk
from casewright.ledger.store import Ledger
from casewright.model.outcome import Outcome
from casewright.permit import Permit
from casewright.policy.verdict import Verdict

from .conftest import claim, write
from .practice import Practice, entries_of, flows

CHOOSER = "interruptions/account-chooser"


@pytest.fixture
def practice(ledger: Ledger, tmp_path: Path) -> Practice:
    return Practice(ledger, tmp_path)


def screens(practice: Practice) -> list[str]:
    return [event.screen for event in practice.events if isinstance(event, Arrived)]


def typed(practice: Practice) -> list[str]:
    return [event.control for event in practice.events if isinstance(event, Did) and event.verb != "press"]


def test_another_account_is_left_through_the_chooser_and_the_case_is_filed(
    practice: Practice, claims_file: Path
) -> None:
    practice.faults = ("signed-in-as:Other Goods",)

    (settled,) = practice.file(entries_of(claim(), source=claims_file))

    assert settled.outcome is Outcome.VERIFIED, settled.walked.detail
    assert screens(practice)[:3] == ["home/home", CHOOSER, "home/home"]
    assert [case.account for case in practice.stored()] == ["Harbor Lane Goods"]


def test_the_old_chooser_does_as_well(practice: Practice, claims_file: Path) -> None:
    practice.faults = (
        "signed-in-as:Other Goods",
        "show:account-chooser-old@/account-switcher/default/merchantMarketplace",
    )

    (settled,) = practice.file(entries_of(claim(), source=claims_file))

    assert settled.outcome is Outcome.VERIFIED, settled.walked.detail


def test_an_account_that_the_chooser_does_not_offer_stops_the_run_with_nothing_typed(
    practice: Practice, claims_file: Path
) -> None:
    practice.owner = Owner("Third Goods", "US")

    first, second = practice.file(entries_of(claim(), claim("A-2"), source=claims_file))

    assert first.outcome is second.outcome is Outcome.SIGNIN_REQUIRED
    assert "does not offer “Third Goods”" in str(first.walked.detail)
    assert screens(practice) == ["home/home", CHOOSER]
    assert typed(practice) == []
    assert practice.stored() == ()
    assert str(second.walked.detail).startswith("not tried after A-1")


def test_another_marketplace_of_the_same_account_stops_after_the_chooser_was_tried_once(
    practice: Practice, claims_file: Path
) -> None:
    practice.owner = Owner("Harbor Lane Goods", "CA")

    (settled,) = practice.file(entries_of(claim(), source=claims_file))

    assert settled.outcome is Outcome.SIGNIN_REQUIRED
    assert "“Harbor Lane Goods | United States”, the claim to “Harbor Lane Goods | Canada”" in str(
        settled.walked.detail
    )
    assert screens(practice) == ["home/home", CHOOSER, "home/home"]
    assert typed(practice) == []


def test_a_dry_run_stops_as_well(practice: Practice, claims_file: Path, tmp_path: Path) -> None:
    practice.owner = Owner("Third Goods", "US")
    plan = make_plan([Verdict(claim=claim())], flows().digests, write, [claims_file], datetime.now(UTC))

    (settled,) = preview(plan, practice, flows(), practice.brakes, tmp_path / "kept", practice.tell).entries

    assert settled.outcome is Outcome.SIGNIN_REQUIRED
    assert typed(practice) == []


def test_an_account_that_changes_while_the_person_reads_is_seen_right_before_the_submit(
    practice: Practice, claims_file: Path
) -> None:
    (entry,) = entries_of(claim(), source=claims_file)
    permit = Permit("f-1")
    with practice.visit("Harbor Lane Goods", "US", practice.folder) as visit:
        player = visit.window._player

        def gate(_: AtSubmit) -> Permit:
            change_account(visit.window, "Other Goods")
            return permit

        *_, ended = walk(visit.window, flows(), entry.form, gate, start="/home", stop=lambda: None, owner=visit.owner)

    assert player.case_log.cases() == ()
    assert not permit.spent
    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert "nothing was submitted" in str(ended.detail)


def test_a_chooser_without_a_known_account_is_a_persons(practice: Practice, claims_file: Path) -> None:
    practice.faults = ("send-to:account-chooser@/home ×1",)
    (entry,) = entries_of(claim(), source=claims_file)
    with practice.visit("Harbor Lane Goods", "US", practice.folder) as visit:
        *_, ended = walk(visit.window, flows(), entry.form, lambda _: None, start="/home", stop=lambda: None)

    assert ended.outcome is Outcome.SIGNIN_REQUIRED
    assert "which account" in str(ended.detail)


def test_a_chooser_that_comes_by_itself_is_answered(practice: Practice, claims_file: Path) -> None:
    practice.faults = ("send-to:account-chooser@/home ×1", "signed-in-as:Other Goods")

    (settled,) = practice.file(entries_of(claim(), source=claims_file))

    assert settled.outcome is Outcome.VERIFIED, settled.walked.detail
    assert screens(practice)[0] == CHOOSER


def change_account(window, name: str) -> None:
    """What another tab does: every page shows the other account from now on."""
    top = window._top
    top.golden = top.golden.replace("Harbor Lane Goods |", f"{name} |")
