"""The examination of this machine as text."""

from __future__ import annotations

from casewright.app.machine import Examined
from casewright.message import msg
from casewright.model.labels import label
from casewright.report.table import Column, Table, View


def examined_view(examined: Examined) -> View:
    """A row for everything that was looked at, and what to do about what is missing."""
    findings = examined.findings
    columns = (Column(msg("What"), width=14), Column(msg("State"), width=8), Column(msg("Found")))
    rows = tuple((label(finding.what), label(finding.state), finding.detail) for finding in findings)
    tones = tuple({"good": "good", "missing": "bad"}.get(finding.state, "open") for finding in findings)
    advice = [
        msg("{place}: {message}", place=label(finding.what), message=finding.remedy)
        for finding in findings
        if finding.remedy
    ]
    return [Table(columns, rows, tones), *advice]
