"""The examination of this machine as text."""

from __future__ import annotations

from casewright.app.machine import Examined
from casewright.report.table import Column, Table


def examined_view(examined: Examined) -> list[str | Table]:
    """A row for everything that was looked at, and what to do about what is missing."""
    findings = examined.findings
    columns = (Column("What", width=14), Column("State", width=8), Column("Found"))
    rows = tuple((finding.what, finding.state, finding.detail) for finding in findings)
    tones = tuple({"good": "good", "missing": "bad"}.get(finding.state, "open") for finding in findings)
    advice = [f"{finding.what}: {finding.remedy}" for finding in findings if finding.remedy]
    return [Table(columns, rows, tones), *advice]
