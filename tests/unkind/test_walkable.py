"""Every generated site can be walked by a careful person, and the judge finds nothing to blame in that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.unkind.axes import AXES, CLAIMS, Door, Sample, draw
from tests.unkind.careful import CarefulPerson
from tests.unkind.claims import Approved
from tests.unkind.judge import Told, judge
from tests.unkind.server import serve
from tests.unkind.site import UnkindSite

pytestmark = pytest.mark.browser

_QUICK = 0.1


def walk(page: Page, sample: Sample, approved: Approved, pace: float = _QUICK) -> UnkindSite:
    """Let the careful person file the claim there; gives the site with its memory."""
    site = UnkindSite(sample, approved, pace)
    with serve(site) as address:
        CarefulPerson(page, site, address).file()
        page.close()
    return site


@pytest.mark.parametrize("door", CLAIMS)
def test_a_careful_person_files_by_every_door(door: Door, page: Page, approved: Callable[[str], Approved]) -> None:
    sample = draw(1, door)
    claim = approved(sample.claim_type)
    site = walk(page, sample.with_choices(channels="email-phone-chat", trouble="none"), claim)
    [case] = site.store.cases
    judgment = judge(site.store, claim, Told("verified", case_id=case.case_id))
    assert judgment.kind == "filed right", f"{sample.told}\n{judgment.reason}"


def _each_alternative() -> list[Sample]:
    """As few sites as it takes to meet every alternative of the help center once."""
    mine = [axis for axis in AXES if "help-center" in axis.doors]
    samples = []
    for at in range(max(len(axis.alternatives) for axis in mine)):
        choices = {axis.name: axis.alternatives[at % len(axis.alternatives)].name for axis in mine}
        samples.append(draw(at, "help-center").with_choices(**choices))
    return [one.with_choices(trouble="none") for one in samples if one.choices["channels"] != "chat-only"]


@pytest.mark.parametrize("sample", _each_alternative(), ids=lambda one: f"site {one.seed}")
def test_a_careful_person_meets_every_alternative_of_the_help_center(
    sample: Sample, page: Page, approved: Callable[[str], Approved]
) -> None:
    claim = approved(sample.claim_type)
    site = walk(page, sample, claim)
    judgment = judge(site.store, claim, Told("verified", case_id=site.store.cases[0].case_id))
    assert judgment.kind == "filed right", f"{sample.told}\n{judgment.reason}"
