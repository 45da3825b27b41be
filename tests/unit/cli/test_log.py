from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from casewright.app.sites import SiteWork
from casewright.app.workspace import open_workspace, person
from casewright.ledger.filing import Filing
from casewright.model.site_name import SiteName

from .conftest import Casewright

CASE = {
    "account": "Harbor Lane Goods",
    "marketplace": "US",
    "claim_id": "A-1",
    "reference": "CW-7F3K9Q2M",
    "case_id": "17204938815",
}


def test_before_the_first_run_there_is_nothing_to_show(casewright: Casewright):
    assert casewright("cases", "log").out == "Nothing has been done yet.\n"


def test_the_log_tells_what_when_and_by_whom(casewright: Casewright, at_home: Path):
    diary = SiteWork(open_workspace(), SiteName.LIVE).run_log("file", "asked before each submit")
    diary.note("began", "3 claims")
    diary.case("read", Filing.model_construct(**CASE), "read again")
    done = casewright("cases", "log")
    assert done.code == 0
    assert "began" in done.out
    assert "17204938815" in done.out
    assert str(at_home / "runs.jsonl") in done.out
    [began, read] = casewright("cases", "log", "--json").document["data"]["deeds"]
    assert (began["by"], began["detail"]) == (person(), "3 claims")
    assert "Casewright/" in read["software"]
    assert datetime.fromisoformat(read["at"]) <= datetime.now(UTC)


def test_only_the_latest_lines_are_shown(casewright: Casewright, at_home: Path):
    diary = SiteWork(open_workspace(), SiteName.LIVE).run_log("file")
    for number in range(5):
        diary.note("began", str(number))
    deeds = casewright("cases", "log", "--last", "2", "--json").document["data"]["deeds"]
    assert [one["detail"] for one in deeds] == ["3", "4"]
