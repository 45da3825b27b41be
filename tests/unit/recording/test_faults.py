"""Faults are named in short texts, happen where and as often as they say, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from casewright.errors import UsageError
from casewright.recording.faults import Faults, SiteFault, parse_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("drop-after@Send", SiteFault("drop-after", where="Send")),
        ("drop-before@/help/center ×2", SiteFault("drop-before", where="/help/center", times=2)),
        ("slow:3@Send", SiteFault("slow", "3", "Send")),
        ("slow:0.5@Add attachments x1", SiteFault("slow", "0.5", "Add attachments", 1)),
        ("500-before@Send", SiteFault("status-before", "500", "Send")),
        (
            "429-after@/hill/hillservice/mons-api/ViewCase×3",
            SiteFault("status-after", "429", "/hill/hillservice/mons-api/ViewCase", 3),
        ),
        ("signed-out@/help/center", SiteFault("send-to", "sign-in", "/help/center")),
        ("captcha@/home", SiteFault("send-to", "captcha", "/home")),
        ("answer:opened@Approve ×1", SiteFault("answer", "opened", "Approve", 1)),
        ("send-to:account-chooser@/home", SiteFault("send-to", "account-chooser", "/home")),
        ("show:contact-form-failed", SiteFault("show", "contact-form-failed")),
        ("label-changed:Send=Submit now", SiteFault("label-changed", "Send=Submit now")),
        ("second-control:Send", SiteFault("second-control", "Send")),
        ("case-log-late:5", SiteFault("case-log-late", "5")),
        ("case-log-late:30s ×1", SiteFault("case-log-late", "30s", times=1)),
        ("approve-stays", SiteFault("approve-stays")),
    ],
)
def test_a_fault_is_read_from_its_short_text(text, fault):
    assert parse_fault(text) == fault


@pytest.mark.parametrize(
    "text",
    [
        "",
        "drop",
        "drop-after:3",
        "slow@Send",
        "slow:soon",
        "200-before@Send",
        "600-after",
        "99-before",
        "label-changed:Send",
        "label-changed:=x",
        "second-control",
        "show",
        "show:../etc",
        "case-log-late",
        "case-log-late:5m",
        "signed-out:x",
        "500",
        "×1",
    ],
)
def test_what_is_no_fault_is_refused_with_all_that_are(text):
    with pytest.raises(UsageError, match="not a fault") as refused:
        parse_fault(text)
    assert "label-changed:OLD=NEW" in str(refused.value.remedy)


def test_a_fault_happens_as_often_as_it_says():
    faults = Faults.parse("drop-after@Send ×2")
    assert [faults.take("drop-after", "Send") is not None for _ in range(4)] == [True, True, False, False]


def test_a_fault_without_a_number_always_happens():
    faults = Faults.parse("drop-after@Send")
    assert all(faults.take("drop-after", "Send") for _ in range(9))


def test_a_fault_happens_only_where_it_says():
    faults = Faults.parse("drop-after@Send ×1", "slow:1")
    assert faults.take("drop-after", "/home", "Continue") is None
    assert faults.take("drop-after", "/home", "Send")
    assert faults.take("slow", "/anywhere")
    assert faults.take("drop-before", "Send") is None


def test_equal_faults_add_up():
    faults = Faults.parse("drop-after@Send ×1", "drop-after@Send ×1")
    assert [bool(faults.take("drop-after", "Send")) for _ in range(3)] == [True, True, False]


def test_the_recordings_name_of_a_changed_label_is_known():
    faults = Faults.parse("label-changed:Send=Submit now", "label-changed:Subject=Topic@/home")
    assert faults.original("Submit now") == "Send"
    assert faults.original("Topic") == "Subject"
    assert faults.original("Continue") == "Continue"


def test_what_changes_a_page_may_be_bound_to_its_address():
    faults = Faults.parse("label-changed:A=B@/home", "second-control:C ×1")
    assert [fault.kind for fault in faults.rewriting("/home")] == ["label-changed", "second-control"]
    assert [fault.kind for fault in faults.rewriting("/help")] == ["second-control"]
    faults.happened(faults.rewriting("/help")[0])
    assert faults.rewriting("/help") == ()


def test_no_faults_are_none():
    assert list(Faults()) == []
    assert Faults().take("drop-after", "Send") is None
