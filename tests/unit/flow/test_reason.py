"""A refusal knows what becomes of the walk, and what a person can do."""

from __future__ import annotations

import pytest

from casewright.flow.reason import Reason
from casewright.flow.window import WindowError
from casewright.model.outcome import Outcome


@pytest.mark.parametrize("reason", Reason)
def test_no_refusal_means_that_a_case_may_exist(reason: Reason):
    assert reason.retry_safe
    assert reason.outcome not in {Outcome.UNCERTAIN, Outcome.FILED_UNVERIFIED, Outcome.VERIFIED}


def test_only_what_a_mend_can_put_right_counts_as_drift():
    assert {reason for reason in Reason if reason.drifted} == {Reason.NOT_FOUND, Reason.AMBIGUOUS}


def test_a_refusal_says_what_to_do_unless_it_knows_better():
    assert WindowError(Reason.FILE_CHANGED, "a.jpg was changed").remedy == Reason.FILE_CHANGED.remedy
    assert WindowError(Reason.FILE_CHANGED, "a.jpg was changed", remedy="Look.").remedy.text == "Look."


@pytest.mark.parametrize(
    ("reason", "person"),
    [
        (Reason.SIGNED_OUT, True),
        (Reason.HUMAN_CHALLENGE, True),
        (Reason.NO_PERMISSION, True),
        (Reason.PAGE_GONE, False),
    ],
)
def test_who_is_waited_for(reason: Reason, person: bool):
    assert reason.needs_person is person
