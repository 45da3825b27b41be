"""One exit code speaks for everything that happened: the most serious."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.errors import (
    SERIOUSNESS,
    Cancelled,
    CasewrightError,
    ExitCode,
    PersonNeeded,
    Stopped,
    UsageError,
    most_serious,
)
from casewright.model.outcome import Outcome


def test_nothing_wrong_is_done() -> None:
    assert most_serious(set()) is ExitCode.DONE


@pytest.mark.parametrize(
    ("codes", "decides"),
    [
        ({ExitCode.REFUSED, ExitCode.UNCERTAIN}, ExitCode.UNCERTAIN),
        ({ExitCode.STOPPED, ExitCode.PERSON_NEEDED}, ExitCode.STOPPED),
        ({ExitCode.UNKNOWN_SCREEN, ExitCode.PERSON_NEEDED}, ExitCode.PERSON_NEEDED),
        ({ExitCode.CANCELLED, ExitCode.UNKNOWN_SCREEN}, ExitCode.UNKNOWN_SCREEN),
        ({ExitCode.CANCELLED, ExitCode.REFUSED}, ExitCode.CANCELLED),
    ],
)
def test_the_order_is_that_of_the_design(codes: set[ExitCode], decides: ExitCode) -> None:
    assert most_serious(codes) is decides


@given(st.sets(st.sampled_from(SERIOUSNESS), min_size=1))
def test_a_further_outcome_never_makes_a_run_look_better(codes: set[ExitCode]) -> None:
    decided = most_serious(codes)
    for more in SERIOUSNESS:
        assert SERIOUSNESS.index(most_serious(codes | {more})) <= SERIOUSNESS.index(decided)


@pytest.mark.parametrize(
    ("kind", "code"), [(CasewrightError, 1), (UsageError, 2), (Cancelled, 3), (PersonNeeded, 4), (Stopped, 7)]
)
def test_every_refusal_carries_its_exit_code_and_what_to_do(kind: type[CasewrightError], code: int) -> None:
    refusal = kind("what is wrong", remedy="what to do")
    assert (refusal.exit_code, str(refusal), str(refusal.remedy)) == (code, "what is wrong", "what to do")


def test_where_a_case_exists_or_may_exist_running_again_is_not_called_safe() -> None:
    unsafe = {outcome for outcome in Outcome if not outcome.retry_safe}
    assert unsafe == {
        Outcome.VERIFIED,
        Outcome.FILED_UNVERIFIED,
        Outcome.FILED_DIFFERS,
        Outcome.FILED_INCOMPLETE,
        Outcome.UNCERTAIN,
        Outcome.DUPLICATE,
        Outcome.ALREADY_REIMBURSED,
    }


def test_only_good_news_ends_with_zero() -> None:
    done = {outcome for outcome in Outcome if outcome.exit_code is ExitCode.DONE}
    assert done == {Outcome.VERIFIED, Outcome.FILED_UNVERIFIED, Outcome.PREVIEWED, Outcome.WAIT}
