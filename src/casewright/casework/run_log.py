"""The log of runs: what Casewright did in an account, when, and on whose authority. Separate from the ledger."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ValidationError

from casewright.casework.plan import Entry
from casewright.casework.result import Settled
from casewright.escape import visible
from casewright.ledger.filing import Filing
from casewright.model.problem import Value
from casewright.redact import redact

Shown = Annotated[str, BeforeValidator(lambda text: visible(text) if isinstance(text, str) else text)]
"""A text that somebody will read with `cat` or `tail`: nothing in it acts on their terminal."""


class RunEntry(Value):
    """One thing that was done, or not done and why. Times are UTC.

    `run` is the same for everything in one command; `yes` says on whose authority a case was submitted: a person who
    saw the form, or a plan approved beforehand (its digest); empty if nothing was to be submitted.
    """

    at: datetime
    run: Shown
    command: Shown
    site: Shown
    software: Shown
    by: Shown
    what: Shown
    yes: Shown = ""
    account: Shown = ""
    marketplace: Shown = ""
    claim_id: Shown = ""
    reference: Shown = ""
    case_id: Shown | None = None
    detail: Shown = ""


@dataclass(frozen=True, slots=True)
class RunLog:
    """Appends what one run does to a file, one line of JSON each, readable by its owner only, without secrets."""

    path: Path
    command: str
    site: str
    software: str
    by: str
    now: Callable[[], datetime]
    yes: str = ""
    run: str = field(default_factory=lambda: uuid.uuid4().hex[:12])

    def note(self, what: str, detail: str = "") -> None:
        """Log something about the whole run: `began`, `ended`."""
        self._write(RunEntry(**self._common(), what=what, detail=detail))

    def settled(self, one: Settled) -> None:
        """Log how the work on one claim ended. The yes is named if submit was pressed, or may have been."""
        claim, story = one.entry.claim, one.walked
        self._write(
            RunEntry(
                **self._common(),
                what=one.outcome,
                yes=self.yes if story.clicked else "",
                account=claim.account,
                marketplace=claim.marketplace,
                claim_id=claim.claim_id,
                reference=one.entry.form.reference,
                case_id=story.case_id,
                detail=str(story.detail),
            )
        )

    def armed(self, entry: Entry) -> None:
        """Log that a claim was armed: it may now become a case, even if this is the run's last line."""
        claim = entry.claim
        self._write(
            RunEntry(
                **self._common(),
                what="armed",
                yes=self.yes,
                account=claim.account,
                marketplace=claim.marketplace,
                claim_id=claim.claim_id,
                reference=entry.form.reference,
            )
        )

    def case(self, what: str, filing: Filing, detail: str = "", *, yes: str = "") -> None:
        """Log what was done with an existing case: it was `read`, or replied to with a yes."""
        self._write(
            RunEntry(
                **self._common(),
                what=what,
                yes=yes,
                account=filing.account,
                marketplace=filing.marketplace,
                claim_id=filing.claim_id,
                reference=filing.reference,
                case_id=filing.case_id,
                detail=detail,
            )
        )

    def _common(self) -> dict[str, object]:
        named = ("run", "command", "site", "software", "by")
        return {"at": self.now(), **{name: getattr(self, name) for name in named}}

    def _write(self, deed: RunEntry) -> None:
        """Append a whole line at once, so that two programs never interleave; a torn end is left behind."""
        line = redact(deed.model_dump_json(exclude_defaults=True)).encode() + b"\n"
        file = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        try:
            os.write(file, line)
        finally:
            os.close(file)


def read_run_log(path: Path) -> Iterator[RunEntry]:
    """Return every entry, the oldest first; a line torn by a crash is skipped."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            yield RunEntry.model_validate_json(line)
        except ValidationError:
            continue
