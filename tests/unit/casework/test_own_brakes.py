"""What is set for one account holds for it alone, however its name is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.unit.ledger.conftest import make_loss

from casewright.app.check import _caps, writer_of
from casewright.app.workspace import Workspace
from casewright.casework.brakes import Brakes
from casewright.model.outcome import Outcome
from casewright.places import Home
from casewright.policy.caps import cap_verdicts
from casewright.policy.facts import Facts
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import Verdict
from casewright.settings import Settings

HARBOR, LAGOON = "Harbor Lane Goods", "Lagoon Supplies"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings() -> Settings:
    own = {"harbor lane  goods": {"per_day": 1, "per_hour": 1, "pause_seconds": 90, "wording": "de"}}
    return Settings.model_validate({"per_day": 3, "pause_seconds": 30, "accounts": own})


def test_an_account_takes_its_own_settings_and_every_other_the_general_ones(settings: Settings) -> None:
    own, other = settings.for_account(HARBOR), settings.for_account(LAGOON)

    assert (own.per_day, own.per_hour, own.pause_seconds, own.wording, own.batch) == (1, 1, 90, "de", settings.batch)
    assert other == settings


@pytest.mark.parametrize("wrong", [{"per_day": 0}, {"pause_seconds": -1}, {"wording": "tlh"}, {"ledger_url": "x"}])
def test_what_is_out_of_range_or_not_an_accounts_to_set_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"accounts": {HARBOR: wrong}})


def test_the_brakes_of_an_account_are_its_own(settings: Settings, tmp_path: Path) -> None:
    brakes = Brakes.of(settings, tmp_path / "STOP", live=True)

    own, other = brakes.of_account(HARBOR), brakes.of_account(LAGOON)
    assert (own.pace.per_day, own.pace.pause, bool(own.capped(1, 0))) == (1, timedelta(seconds=90), True)
    assert (other.pace.per_day, other.pace.pause, bool(other.capped(1, 0))) == (3, timedelta(seconds=30), False)
    assert own.switch == other.switch


def test_a_check_and_a_run_reach_as_many_claims_of_an_account_as_its_own_cap_allows(settings: Settings) -> None:
    verdicts = [Verdict(claim=make_loss(at, account=name).claim) for at, name in enumerate([HARBOR, LAGOON] * 2)]

    capped = cap_verdicts(verdicts, shipped_rules(), _caps(settings, {}, {}), NOW)

    assert [verdict.refusal for verdict in capped] == [None, None, Outcome.CAPPED, None]
    assert "cap of 1 case" in str(capped[2].reasons[0].message)


def test_what_waiting_costs_is_counted_by_the_accounts_own_cap() -> None:
    facts = Facts(now=NOW, per_day=10, own_per_day={HARBOR.upper(): 2})

    assert (facts.cap_of(HARBOR), facts.cap_of(LAGOON)) == (2, 10)


def test_the_text_of_a_claim_is_in_its_accounts_language(settings: Settings, tmp_path: Path) -> None:
    write = writer_of(Workspace(settings, Home(tmp_path)))

    german, english = (write(make_loss(account=name).claim).message for name in (HARBOR, LAGOON))

    assert "Unser Zeichen" in german or "Angaben" in german, german
    assert "Details of the claim" in english
