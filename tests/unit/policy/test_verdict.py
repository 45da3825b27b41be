"""A verdict tells its reasons in two languages, and as problems of the row it was read from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casewright.model.outcome import Outcome
from casewright.model.problem import Place
from casewright.policy.judge import judge
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import VerdictReason

from .conftest import NOW, proven

PLACE = Place(file="claims.xlsx", sheet="Claims", row=4)


def refused(facts, **changes):
    verdict = judge(proven("damaged_in_warehouse", place=PLACE, **changes), shipped_rules(), facts)
    assert not verdict.fileable
    return verdict


def test_missing_proof_is_a_problem_of_the_evidence_with_what_to_add(facts):
    (problem,) = refused(facts, evidence=()).problems
    assert problem.place == PLACE.model_copy(update={"field": "evidence"})
    assert (problem.code, problem.severity) == ("evidence-missing", "error")
    assert "Add" in str(problem.expected)


@pytest.mark.parametrize("days", [-3, 400])
def test_a_day_outside_the_window_is_a_problem_of_the_row(facts, days):
    verdict = refused(facts, event_date=NOW.date() - timedelta(days=days))
    assert verdict.refusal in {Outcome.INVALID, Outcome.TOO_LATE}
    assert len(verdict.problems) == 1


def test_a_window_that_has_closed_is_a_problem_of_the_date(facts):
    verdict = refused(facts, event_date=NOW.date() - timedelta(days=400))
    assert [problem.place.field for problem in verdict.problems] == ["event_date"]


def test_the_same_is_told_in_chinese(facts):
    (problem,) = refused(facts, evidence=()).problems
    assert "缺少" in problem.message.say("zh")


def test_what_may_be_filed_or_came_from_no_file_has_no_problem_of_a_row(facts):
    assert judge(proven(place=PLACE), shipped_rules(), facts).problems == ()
    nowhere = judge(proven("damaged_in_warehouse", evidence=()), shipped_rules(), facts)
    assert nowhere.refusal
    assert nowhere.problems == ()


def test_a_plan_of_the_version_before_that_says_each_reason_twice_is_still_read():
    before = {"rule": "r", "message": "too early", "remedy": "wait", "message_zh": "过早", "remedy_zh": "请等待"}
    assert VerdictReason.model_validate(before) == VerdictReason(rule="r", message="too early", remedy="wait")
