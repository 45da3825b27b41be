"""Jobs as tables and documents: what waits, what runs where, and what holds its account."""

from __future__ import annotations

from collections.abc import Sequence

from casewright.app.jobs import QueuedJob
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.report.table import Column, Table, View

_ABANDONED = msg(
    "An abandoned job holds its account: its worker is gone. Look whether its machine still files, settle the ledger "
    "with {reconcile}, then end it with {cancel} or queue its work again with {retry}.",
    reconcile="`casewright cases reconcile`",
    cancel="`casewright queue cancel NUMBER`",
    retry="`casewright queue retry NUMBER`",
)


def jobs_document(jobs: Sequence[QueuedJob]) -> dict[str, object]:
    """Return the `data` of the queue's commands."""
    return {"jobs": [job_document(queued) for queued in jobs]}


def job_document(queued: QueuedJob) -> dict[str, object]:
    """One job; the text of its plan is left out."""
    job = queued.job
    named = {"number": queued.number, "kind": job.kind, "state": queued.state, "site": job.site}
    where = {"account": job.account, "marketplace": job.marketplace or None, "claims": job.claims}
    since = queued.since.isoformat() if queued.since else None
    return {**named, **where, "digest": job.digest or None, "since": since, "note": queued.note}


def jobs_view(jobs: Sequence[QueuedJob]) -> View:
    """A row a job, and what to do where one is abandoned."""
    if not jobs:
        return [msg("No job was queued yet.")]
    heads = (msg("Job"), msg("Account"), msg("Work"), msg("Claims"), msg("State"), msg("Since"), msg("Note"))
    columns = tuple(Column(head, right=head.text in {"Job", "Claims"}) for head in heads)
    tones = tuple({"abandoned": "open", "failed": "bad", "done": "good"}.get(queued.state, "") for queued in jobs)
    abandoned = any(queued.state == "abandoned" for queued in jobs)
    return [Table(columns, tuple(_job_row(queued) for queued in jobs), tones), *([_ABANDONED] if abandoned else [])]


def _job_row(queued: QueuedJob) -> tuple[Message | str, ...]:
    job = queued.job
    return (
        str(queued.number),
        job.account if not job.marketplace else f"{job.account} ({job.marketplace})",
        label(job.kind),
        str(job.claims or ""),
        label(queued.state),
        f"{queued.since.astimezone():%Y-%m-%d %H:%M}" if queued.since else "",
        queued.note,
    )
