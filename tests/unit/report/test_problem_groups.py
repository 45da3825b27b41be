"""Equal problems are one, with the first of their cells."""

from __future__ import annotations

import time

from casewright.message import msg
from casewright.model.problem import Place, Problem
from casewright.report.problem_groups import group_problems


def problem(row, column="E", value="13/13/2026", message="there is no day 13/13/2026"):
    place = Place(file="claims.xlsx", sheet="Claims", row=row, field="event_date", column=column, header="Event date")
    return Problem(code="bad-date", message=msg(message), place=place, value=value, expected=msg("a date"))


def test_the_same_mistake_in_several_cells_is_one_group_with_its_cells():
    (group,) = group_problems([problem(3), problem(4)])

    assert group.count == 2
    assert str(group.where) == "Claims!E3 (Event date), Claims!E4 (Event date)"
    assert str(group.values_found) == "found '13/13/2026'"


def test_of_many_only_the_first_are_named():
    (group,) = group_problems(problem(row, value=str(row)) for row in range(2, 100))

    assert str(group.where).endswith("Claims!E6 (Event date), 93 more")
    assert len(group.values) == 5


def test_other_mistakes_and_columns_are_groups_of_their_own():
    groups = group_problems([problem(3), problem(3, message="this is not a date"), problem(4)])
    assert [group.count for group in groups] == [2, 1]


def test_two_hundred_thousand_equal_problems_are_grouped_within_seconds():
    problems = [problem(3)] * 200_000
    started = time.process_time()

    assert [group.count for group in group_problems(problems)] == [200_000]
    assert time.process_time() - started < 5
