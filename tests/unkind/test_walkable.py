"""Every generated site can be walked by a careful person, and the judge finds nothing to blame in that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.unkind.axes import AXES, CLAIMS, Sample, draw
from tests.unkind.careful import CarefulPerson
from tests.unkind.claims import Approved
from tests.unkind.judge import Told, judge
from tests.unkind.server import serve
from tests.unkind.site import UnkindSite

pytestmark = pytest.mark.browser

_QUICK = 0.1
_TAKES_IT = {
    "channels": "email-phone-chat",
    "trouble": "none",
    "limit": "4000",
    "subject_limit": "none",
    "boxes": "two-areas",
}
"""A site that can take the claim at all: where it cannot, a careful person stops."""


def walk(page: Page, sample: Sample, approved: Approved, pace: float = _QUICK) -> UnkindSite:
    """Let the careful person file the claim there; gives the site with its memory."""
    site = UnkindSite(sample, approved, pace)
    with serve(site) as address:
        CarefulPerson(page, site, address).file()
    return site


def _each_alternative() -> list[Sample]:
    """As few sites as it takes to meet every alternative of every door once."""
    samples = []
    for door in CLAIMS:
        mine = [axis for axis in AXES if door in axis.doors]
        for at in range(max(len(axis.alternatives) for axis in mine)):
            choices = {axis.name: axis.alternatives[at % len(axis.alternatives)].name for axis in mine}
            samples.append(draw(at, door).with_choices(**choices | _TAKES_IT))
    return samples


@pytest.mark.parametrize("sample", _each_alternative(), ids=lambda one: f"{one.door} {one.seed}")
def test_a_careful_person_meets_every_alternative(
    sample: Sample, page: Page, approved: Callable[[str], Approved]
) -> None:
    claim = approved(sample.claim_type)
    site = walk(page, sample, claim)
    judgment = judge(site.store, claim, Told("verified", case_id=site.store.cases[0].case_id))
    assert judgment.kind == "filed right", f"{sample.told}\n{judgment.reason}"
