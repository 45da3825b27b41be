"""The demo's reports: made-up downloads of Amazon's with days that are always right, to practise `prepare` with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from casewright.places import demo_claims
from casewright.whole_file import whole_file

_DAYS_AGO = re.compile(r"\{(us|iso):(\d+)\}")


def write_demo_reports(into: Path, today: date) -> dict[str, Path]:
    """Write the reports into a folder (made if need be); name without ending → file.

    They stand in `fixtures/claims/demo/reports` with days before today instead of dates: `{us:41}`, `{iso:41}`.
    """
    into.mkdir(parents=True, exist_ok=True)
    written: dict[str, Path] = {}
    for template in sorted((demo_claims() / "reports").iterdir()):
        text = _DAYS_AGO.sub(lambda found: _dated(found, today), template.read_text(encoding="utf-8"))
        with whole_file(into / template.name) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
        written[template.stem] = into / template.name
    return written


def _dated(found: re.Match[str], today: date) -> str:
    """A day as the reports write it: month first in the US, or ISO."""
    day = today - timedelta(days=int(found[2]))
    return f"{day:%m/%d/%Y}" if found[1] == "us" else day.isoformat()
