from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.cli.chosen_fields import choose_fields

from .conftest import Casewright

DATA = {
    "site": "live",
    "total": 2,
    "filings": [
        {"case_id": "1", "state": "verified", "receipt": {"digest": "a", "files": [{"name": "x", "size": 1}]}},
        {"case_id": None, "state": "armed", "receipt": None},
    ],
    "others": [],
}
DOCUMENT = {"schema_version": 1, "command": "cases list", "ok": True, "data": DATA, "problems": []}


def _chosen(*fields: str) -> dict[str, object]:
    return choose_fields(DOCUMENT, fields)


@pytest.mark.parametrize(
    ("fields", "data"),
    [
        (("total",), {"total": 2}),
        (("site", "others"), {"site": "live", "others": []}),
        (("filings.case_id",), {"filings": [{"case_id": "1"}, {"case_id": None}]}),
        (("filings.receipt.digest",), {"filings": [{"receipt": {"digest": "a"}}, {"receipt": None}]}),
        (("filings.receipt.files.name",), {"filings": [{"receipt": {"files": [{"name": "x"}]}}, {"receipt": None}]}),
        (("receipt.digest",), {"filings": [{"receipt": {"digest": "a"}}, {"receipt": None}]}),
        (("filings.state", "filings"), {"filings": DATA["filings"]}),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, tuple) else "",
)
def test_what_was_asked_for_is_there_and_nothing_else(fields: tuple[str, ...], data: dict[str, object]):
    assert _chosen(*fields) == {**DOCUMENT, "data": data}


def test_a_field_of_the_rows_needs_no_name_of_their_list():
    rows = [{"case_id": "1", "state": "verified"}, {"case_id": None, "state": "armed"}]
    assert _chosen("case_id", "state")["data"] == {"filings": rows}


def test_a_field_that_there_is_not_is_told_with_those_that_there_are():
    document = choose_fields({**DOCUMENT, "data": {"total": 2, "filings": DATA["filings"]}}, ["stat", "total"])
    assert document["data"] == {"total": 2}
    (problem,) = document["problems"]
    assert (problem["code"], problem["severity"]) == ("unknown-field", "warning")
    assert "stat" in problem["message"]
    assert "case_id" in problem["remedy"]


def test_a_list_without_rows_stays_a_list_and_is_no_mistake():
    chosen = choose_fields({**DOCUMENT, "data": {"filings": [], "total": 0}}, ["case_id"])
    assert (chosen["data"], chosen["problems"]) == ({"filings": []}, [])


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        max_leaves=12,
    ),
    st.lists(st.sampled_from(["a", "b", "a.b", "a.b.c", "c.a"]), max_size=3),
)
def test_whatever_a_command_came_to_choosing_never_fails_and_never_adds(value: object, fields: list[str]):
    data = {"a": value, "b": [value], "c": {"a": value}}
    chosen = choose_fields({**DOCUMENT, "data": data}, fields)["data"]
    assert chosen.keys() <= data.keys()
    assert fields or chosen == data


def test_a_command_prints_only_the_fields_that_were_chosen(casewright: Casewright, demo_claims: Path):
    whole = casewright("check", demo_claims, "--json").document
    chosen = casewright("check", demo_claims, "--json=claim_id,verdict,rows").document
    assert chosen["exit_code"] == whole["exit_code"]
    assert chosen["data"]["rows"] == whole["data"]["rows"]
    assert chosen["data"]["claims"] == [
        {"claim_id": claim["claim_id"], "verdict": claim["verdict"]} for claim in whole["data"]["claims"]
    ]
