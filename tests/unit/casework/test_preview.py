"""A dry run fills everything, submits nothing, and tells what would have been typed where."""

from __future__ import annotations

from pathlib import Path

import pytest

from casewright.casework.plan import Plan, make_plan
from casewright.casework.preview import by_account, preview, start_of
from casewright.casework.result import Preview
from casewright.errors import CasewrightError
from casewright.flow.event import AtSubmit, Clicked, Event
from casewright.ledger.store import Ledger
from casewright.model.outcome import Outcome
from casewright.policy.verdict import Verdict

from .conftest import NOW, claim, write
from .practice import Practice, flows


@pytest.fixture
def site(ledger: Ledger, tmp_path: Path) -> Practice:
    return Practice(ledger, tmp_path)


def planned(*claims: object, source: Path) -> Plan:
    return make_plan([Verdict(claim=one) for one in claims], flows().digests, write, [source], NOW)


def shown(site: Practice, plan: Plan) -> Preview:
    return preview(plan, site, flows(), site.brakes, site.folder / "kept", site.tell)


def test_every_claim_is_walked_to_the_submit_and_none_is_submitted(site: Practice, claims_file: Path) -> None:
    seen = shown(site, planned(claim("A-1"), claim("A-2"), source=claims_file))
    assert [one.outcome for one in seen.entries] == [Outcome.PREVIEWED, Outcome.PREVIEWED]
    assert all(one.walked.submit_found and not one.walked.clicked for one in seen.entries)
    assert not site.stored()
    assert not any(isinstance(event, Clicked) for event in site.events)
    assert not site.ledger.filings(), "a dry run leaves nothing in the ledger"


def test_the_preview_tells_what_was_typed_where_and_read_back(site: Practice, claims_file: Path) -> None:
    plan = planned(claim(details="two lines\nof details"), source=claims_file)
    (one,) = shown(site, plan).entries
    typed = {step.value: step for step in one.walked.steps if step.verb == "fill"}
    assert typed["message"].read_back == plan.entries[0].form.message
    assert typed["subject"].read_back == plan.entries[0].form.subject
    assert typed["message"].screen == "help-center/not-listed"


def test_every_screen_has_a_picture_in_the_order_of_the_walk(site: Practice, claims_file: Path) -> None:
    (one,) = shown(site, planned(claim(), source=claims_file)).entries
    pictured = [picture.screen for picture in one.walked.pictures]
    assert pictured == sorted(set(pictured), key=one.walked.screens.index)
    assert set(one.walked.screens) == set(pictured)


def test_claims_of_several_accounts_keep_the_order_of_the_plan(site: Practice, claims_file: Path) -> None:
    plan = planned(claim("A-1"), claim("B-1", account="Cedar Row"), claim("A-2"), source=claims_file)
    assert [one.entry.claim.claim_id for one in shown(site, plan).entries] == ["A-1", "B-1", "A-2"]


def test_one_visit_serves_all_claims_of_an_account(claims_file: Path) -> None:
    plan = planned(claim("A-1"), claim("B-1", account="Cedar Row"), claim("A-2"), source=claims_file)
    groups = by_account(plan.entries)
    assert {name: [one.claim.claim_id for one in group] for name, group in groups.items()} == {
        ("Harbor Lane Goods", "US"): ["A-1", "A-2"],
        ("Cedar Row", "US"): ["B-1"],
    }


def test_an_empty_plan_opens_nothing(site: Practice, claims_file: Path) -> None:
    seen = shown(site, planned(source=claims_file))
    assert seen.entries == ()
    assert not site.events


def test_a_page_that_is_not_known_ends_one_claim_and_the_next_is_tried(site: Practice, claims_file: Path) -> None:
    site.faults = ("label-changed:Continue=Next ×1",)
    seen = shown(site, planned(claim("A-1"), claim("A-2"), source=claims_file))
    assert [one.outcome for one in seen.entries] == [Outcome.UNKNOWN_SCREEN, Outcome.PREVIEWED]


def test_the_stop_switch_stops_a_dry_run_too(site: Practice, claims_file: Path) -> None:
    site.brakes.switch.touch()
    (one,) = shown(site, planned(claim(), source=claims_file)).entries
    assert one.outcome is Outcome.STOPPED


def test_a_stop_in_front_of_the_submit_is_heard(site: Practice, claims_file: Path) -> None:
    def stop(_: object, event: Event) -> None:
        if isinstance(event, AtSubmit):
            site.brakes.switch.touch()

    site.on_event = stop
    first, second = shown(site, planned(claim("A-1"), claim("A-2"), source=claims_file)).entries
    assert first.outcome in {Outcome.PREVIEWED, Outcome.STOPPED}
    assert second.outcome is Outcome.STOPPED


def test_where_a_walk_begins_is_told_by_the_flows(site: Practice) -> None:
    assert start_of(flows(), "lost_in_warehouse") == "/home"


def test_a_claim_type_that_no_flow_files_is_refused() -> None:
    only = flows().model_copy(
        update={"flows": {name: flow.model_copy(update={"files": ("other",)}) for name, flow in flows().flows.items()}}
    )
    with pytest.raises(CasewrightError, match="one address is needed"):
        start_of(only, "lost_in_warehouse")


def test_a_preview_round_trips_as_json(site: Practice, claims_file: Path) -> None:
    seen = shown(site, planned(claim(), source=claims_file))
    assert Preview.model_validate_json(seen.model_dump_json()) == seen
