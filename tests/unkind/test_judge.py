"""The judge calls wrong what is wrong: careless walks, and reports that do not fit the site's memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.unkind import careless
from tests.unkind.axes import AXES, Door, Sample
from tests.unkind.careful import CarefulPerson
from tests.unkind.case_store import CaseStore, SentFile
from tests.unkind.claims import Approved
from tests.unkind.judge import Told, judge
from tests.unkind.server import serve
from tests.unkind.site import UnkindSite

_KIND = {axis.name: axis.alternatives[0].name for axis in AXES}


def plain_site(door: Door = "help-center", **choices: str) -> Sample:
    """A site of first alternatives, made otherwise where it is said."""
    return Sample(0, door, "lost_in_warehouse", _KIND | choices)


_CARELESS: list[tuple[type[CarefulPerson], Sample, str]] = [
    (careless.SendsTheRewriting, plain_site(takeover="2000"), "another text"),
    (careless.GoesOnBeforeTheFiles, plain_site(upload_time="8000"), "lost files"),
    (careless.GoesOnBeforeTheFiles, plain_site(upload_time="8000", upload="progress"), "lost files"),
    (careless.GoesOnBeforeTheFiles, plain_site(upload_time="8000", attach="contact-form"), "lost files"),
    (careless.UsesTheDecoy, plain_site(), "lost files"),
    (careless.LeavesOneFileOut, plain_site(), "lost files: ['packing-slip-BP-20418.pdf']"),
    (careless.AsksForHelpInTheFooter, plain_site(), "pressed footer: Help"),
    (careless.Chats, plain_site(), "pressed Chat now"),
    (careless.WritesAnotherSubject, plain_site(), "another subject"),
    (careless.WritesToTheAssociate, plain_site(), "words in 'additional'"),
    (careless.ApprovesTwice, plain_site("assistant"), "2 cases"),
]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("person", "sample", "fault"), _CARELESS, ids=[f"{one.__name__} {at}" for at, (one, *_) in enumerate(_CARELESS)]
)
def test_a_careless_walk_is_wrong(
    person: type[CarefulPerson], sample: Sample, fault: str, page: Page, approved: Callable[[str], Approved]
) -> None:
    site = UnkindSite(sample, approved(sample.claim_type), pace=0.2)
    with serve(site) as address:
        person(page, site, address).file()
    judgment = judge(site.store, site.approved, Told("verified", case_id=site.store.cases[0].case_id))
    assert judgment.kind == "wrong"
    assert fault in judgment.reason


@pytest.fixture
def claim(approved: Callable[[str], Approved]) -> Approved:
    return approved("lost_in_warehouse")


def _stored(claim: Approved) -> CaseStore:
    """A site that was sent exactly what was approved."""
    store = CaseStore()
    files = tuple(SentFile(name, content) for name, content in claim.files)
    store.open_case("help-hub", claim.form["subject"], description=claim.form["message"], files=files)
    return store


def test_one_whole_case_that_the_program_names_is_filed_right(claim: Approved) -> None:
    store = _stored(claim)
    for outcome in ("verified", "filed_unverified"):
        assert judge(store, claim, Told(outcome, case_id=store.cases[0].case_id)).kind == "filed right"


def test_nothing_sent_and_a_reason_is_a_stop(claim: Approved) -> None:
    judgment = judge(CaseStore(), claim, Told("unknown_screen", "two buttons Help"))
    assert (judgment.kind, judgment.reason) == ("stopped", "unknown_screen: two buttons Help")


def test_a_case_in_doubt_is_a_stop(claim: Approved) -> None:
    assert judge(_stored(claim), claim, Told("uncertain", "no answer came")).kind == "stopped"
    assert judge(_stored(claim), claim, Told("filed_differs", "its text differs")).kind == "stopped"
    assert judge(CaseStore(), claim, Told("filed_differs", "its text differs")).kind == "wrong"


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (Told("unknown_screen", "two buttons Help"), "unknown_screen is said, and there is a case"),
        (Told("verified", case_id="20260009999"), "case 20260009999 is somebody else's"),
    ],
)
def test_a_report_that_does_not_fit_the_case_is_wrong(told: Told, fault: str, claim: Approved) -> None:
    judgment = judge(_stored(claim), claim, told)
    assert (judgment.kind, judgment.reason) == ("wrong", fault)


def test_a_case_that_is_claimed_and_not_there_is_wrong(claim: Approved) -> None:
    assert judge(CaseStore(), claim, Told("verified")).reason == "verified is said, and there is no case"


def test_a_stop_without_a_reason_is_wrong(claim: Approved) -> None:
    assert judge(CaseStore(), claim, Told("failed_before_submit")).kind == "wrong"


def test_a_file_that_changed_on_its_way_is_lost(claim: Approved) -> None:
    store = CaseStore()
    files = tuple(SentFile(name, content[:-1]) for name, content in claim.files)
    store.open_case("help-hub", claim.form["subject"], description=claim.form["message"], files=files)
    assert "lost files" in judge(store, claim, Told("verified")).reason


def test_one_sign_more_or_less_is_another_text(claim: Approved) -> None:
    store = _stored(claim)
    [case] = store.cases
    store.cases.clear()
    store.open_case("help-hub", case.subject, description=case.description.replace("…", "..."), files=case.files)
    assert "another text" in judge(store, claim, Told("verified")).reason
