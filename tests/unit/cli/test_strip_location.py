from __future__ import annotations

import json
import shutil

import pytest

from casewright.app.check import hold_nothing
from casewright.app.plan import plan_claims
from casewright.app.workspace import open_workspace
from casewright.casework.plan import read_plan, save_plan, still_approved
from casewright.intake.photos import says_where
from casewright.places import shipped

TELEPHONE = shipped() / "fixtures" / "evidence" / "telephone.heic"


@pytest.fixture
def with_telephone_photo(demo_claims):
    """The demo's claims; one of them has a photo from a telephone in its folder, with a position."""
    folder = demo_claims.parent if demo_claims.is_file() else demo_claims
    place = folder / "evidence" / "HL-1042"
    place.mkdir(parents=True)
    shutil.copy(TELEPHONE, place / "yard.heic")
    return demo_claims


def told(done):
    return [one for one in done.document["problems"] if one["code"] == "photo-location"]


def test_check_names_a_photo_with_a_position_and_the_flag(casewright, with_telephone_photo):
    (one,) = told(casewright("check", with_telephone_photo, "--json"))

    assert "yard-heic.jpg" in one["message"]
    assert "--strip-location" in one["expected"]
    assert one["severity"] == "warning"


@pytest.mark.parametrize(("words", "warned"), [((), False), (("--keep-location",), True)])
def test_the_settings_ask_for_good_and_the_flag_makes_an_exception(
    casewright, with_telephone_photo, monkeypatch, words, warned
):
    monkeypatch.setenv("CASEWRIGHT_STRIP_LOCATION", "true")

    assert bool(told(casewright("check", with_telephone_photo, "--json", *words))) is warned


def test_with_the_flag_the_copy_has_none_and_check_says_so(casewright, with_telephone_photo, at_home):
    done = casewright("check", with_telephone_photo, "--strip-location", "--json")

    assert told(done) == []
    assert any("without its location" in line for line in done.document["data"]["statements"])
    (copy,) = at_home.glob("evidence/*/yard-heic.jpg")
    assert not says_where(copy)
    assert json.dumps(done.document)


def planned(claims, *, strip):
    return plan_claims(open_workspace(strip_location=strip), [claims], hold_nothing).plan


def test_a_plan_remembers_how_its_photos_were_made_so_that_filing_finds_them_approved(at_home, with_telephone_photo):
    approved = planned(with_telephone_photo, strip=True)

    assert approved.strip_location
    assert read_plan(save_plan(approved, at_home.parent / "plan.json")).strip_location
    good, stale = still_approved(approved, planned(with_telephone_photo, strip=approved.strip_location))
    assert (good, stale) == (approved.entries, ())


def test_the_position_is_part_of_what_is_approved(at_home, with_telephone_photo):
    _, stale = still_approved(planned(with_telephone_photo, strip=True), planned(with_telephone_photo, strip=False))

    assert [one.entry.claim.claim_id for one in stale] == ["HL-1042"]
