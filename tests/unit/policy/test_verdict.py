"""A verdict tells its reasons in two languages, and as problems of the row it was read from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casewright.model.outcome import Outcome
from casewright.model.problem import Place
from casewright.policy.judge import judge
from casewright.policy.rules import shipped_rules
from casewright.policy.verdict import Reason

from .conftest import NOW, proven

PLACE = Place(file="claims.xlsx", sheet="Claims", row=4)


def refused(facts, **changes):
    verdict = judge(proven("damaged_in_warehouse", place=PLACE, **changes), shipped_rules(), facts)
    assert not verdict.fileable
    return verdict


def test_missing_proof_is_a_problem_of_the_evidence_with_what_to_add(facts):
    (problem,) = refused(facts, evidence=()).problems("en")
    assert problem.place == PLACE.model_copy(update={"field": "evidence"})
    assert (problem.code, problem.severity) == ("evidence-missing", "error")
    assert "Add" in str(problem.expected)


@pytest.mark.parametrize("days", [-3, 400])
def test_a_day_outside_the_window_is_a_problem_of_the_row(facts, days):
    verdict = refused(facts, event_date=NOW.date() - timedelta(days=days))
    assert verdict.refusal in {Outcome.INVALID, Outcome.TOO_LATE}
    assert len(verdict.problems("zh")) == 1


def test_a_window_that_has_closed_is_a_problem_of_the_date(facts):
    verdict = refused(facts, event_date=NOW.date() - timedelta(days=400))
    assert [problem.place.field for problem in verdict.problems("zh")] == ["event_date"]


def test_the_same_is_told_in_chinese(facts):
    verdict = refused(facts, evidence=())
    (english,), (chinese,) = verdict.problems("en"), verdict.problems("zh")
    assert chinese.message != english.message
    assert "缺少" in str(chinese.message)


def test_what_may_be_filed_or_came_from_no_file_has_no_problem_of_a_row(facts):
    assert judge(proven(place=PLACE), shipped_rules(), facts).problems("en") == ()
    nowhere = judge(proven("damaged_in_warehouse", evidence=()), shipped_rules(), facts)
    assert nowhere.refusal
    assert nowhere.problems("en") == ()


def test_a_sentence_that_nobody_has_said_in_chinese_is_said_in_english():
    assert Reason(rule="r", message="too early", remedy="wait").say("zh-CN") == "too early"
    assert Reason(rule="r", message="too early", message_zh="过早").say("zh-CN") == "过早"
    assert Reason(rule="r", message="m", remedy="wait").to_do("zh") == "wait"
