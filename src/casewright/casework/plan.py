"""The plan: claims in order, with the texts to be sent, and one digest over everything a person approves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from casewright.errors import CasewrightError
from casewright.message import NOTHING, Message, clauses, msg
from casewright.model.claim import Claim
from casewright.model.fingerprint import claim_digest, digest, fingerprint
from casewright.model.form import Form
from casewright.model.problem import Value
from casewright.policy.caps import Caps, explain_cap, find_beyond, in_order
from casewright.policy.rules import Rules
from casewright.policy.verdict import Verdict, VerdictReason
from casewright.privacy.buyer_data import without_personal_data
from casewright.whole_file import write_whole

SCHEMA_VERSION = 1


class PlanError(CasewrightError):
    """A plan file cannot be read, or is not the plan it says it is."""


class SourceFile(Value):
    """A claims file from which the plan was made, and its hash at that moment."""

    path: str
    sha256: str


class Entry(Value):
    """One fileable claim with its text. `digest` covers claim, text, evidence hashes, account and flow digests."""

    verdict: Verdict
    form: Form
    fingerprint: str
    digest: str

    @property
    def claim(self) -> Claim:
        """The claim this entry files."""
        return self.verdict.claim


class Plan(Value):
    """What will be filed, in order. `refused` are the verdicts that were left out; `digest` covers every entry.

    `strip_location` says whether the photos were copied without their location, so that filing does the same.
    `reimbursements` are the reports that the claims were compared with: filing compares with them again.
    """

    schema_version: int = SCHEMA_VERSION
    created_at: datetime
    entries: tuple[Entry, ...]
    refused: tuple[Verdict, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    flows: dict[str, str]
    digest: str
    strip_location: bool = False
    reimbursements: tuple[str, ...] = ()

    @property
    def approved_claims(self) -> frozenset[str]:
        """The claims approved to be filed, by name: advice to wait no longer holds any of them back."""
        return frozenset(entry.claim.claim_id for entry in self.entries)


class Stale(Value):
    """An approved entry that must no longer be filed, and why."""

    entry: Entry
    reason: Message


def make_plan(
    verdicts: Iterable[Verdict],
    flows: dict[str, str],
    write: Callable[[Claim], Form],
    sources: Sequence[Path],
    now: datetime,
) -> Plan:
    """Put the fileable claims in order and bind each to its text and to the flows (label → digest).

    `write` makes a claim's text. The order is that of the work: the earliest deadline first, then the most money, so
    that a cap leaves behind what can wait longest.
    """
    judged = tuple(verdicts)
    fileable = in_order(verdict for verdict in judged if verdict.fileable)
    entries = tuple(_entry(verdict, write(verdict.claim), flows) for verdict in fileable)
    return Plan(
        created_at=now,
        entries=entries,
        refused=tuple(_without_persons(verdict) for verdict in judged if not verdict.fileable),
        sources=tuple(SourceFile(path=str(path.absolute()), sha256=_file_hash(path)) for path in sources),
        flows=flows,
        digest=_plan_digest(entries),
    )


def narrow_plan(plan: Plan, approved: Collection[str]) -> Plan:
    """Return the plan with only those entries whose digests were approved, in its order."""
    entries = tuple(entry for entry in plan.entries if entry.digest in approved)
    return plan.model_copy(update={"entries": entries, "digest": _plan_digest(entries)})


def find_left_behind(entries: Sequence[Entry], caps: Caps, rules: Rules) -> dict[str, VerdictReason]:
    """Return the entries that a run starting now does not reach, by fingerprint: which cap, how long they can wait."""
    beyond = find_beyond([entry.verdict for entry in entries], caps)
    return {entries[at].fingerprint: explain_cap(entries[at].verdict, rules, caps, why) for at, why in beyond.items()}


def _without_persons(verdict: Verdict) -> Verdict:
    """Return a refusal as it may be kept with the reports: filed claims hold no personal data, refused ones may."""
    return verdict.model_copy(update={"claim": without_personal_data(verdict.claim)})


def _entry(verdict: Verdict, form: Form, flows: dict[str, str]) -> Entry:
    claim = verdict.claim
    text = form.model_dump(mode="json", exclude={"evidence"})
    return Entry(
        verdict=verdict,
        form=form,
        fingerprint=fingerprint(claim),
        digest=digest({"claim": claim_digest(claim), "form": text, "flows": flows}),
    )


def _plan_digest(entries: Iterable[Entry]) -> str:
    return digest([entry.digest for entry in entries])


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_plan(plan: Plan, path: Path) -> Path:
    """Write `plan.json` completely or not at all.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_whole(path, plan.model_dump_json(indent=2))


def read_plan(path: Path) -> Plan:
    """Read a plan back.

    Raises:
        PlanError: the file is missing, not a plan, of another schema version, or edited by hand (its digest does not
            match).
    """
    again = msg("Make it again with `casewright preview`.")
    try:
        plan = Plan.model_validate_json(path.read_bytes())
    except OSError as error:
        raise PlanError(
            msg("{path} cannot be read ({strerror}).", path=path, strerror=error.strerror), remedy=again
        ) from error
    except ValidationError as error:
        raise PlanError(
            msg(
                "{path} is not a plan of this program ({error_count} fields differ).",
                path=path,
                error_count=error.error_count(),
            ),
            remedy=again,
        ) from None
    if plan.schema_version != SCHEMA_VERSION:
        raise PlanError(
            msg(
                "{path} was made by another version (schema {schema_version}).",
                path=path,
                schema_version=plan.schema_version,
            ),
            remedy=again,
        )
    whole = all(_entry(entry.verdict, entry.form, plan.flows) == entry for entry in plan.entries)
    if not whole or plan.digest != _plan_digest(plan.entries):
        raise PlanError(
            msg("{path} was changed after it was made, or an earlier version of Casewright made it.", path=path),
            remedy=again,
        )
    return plan


def still_approved(approved: Plan, fresh: Plan) -> tuple[tuple[Entry, ...], tuple[Stale, ...]]:
    """Return which entries of an approved plan may still be filed, given a plan made now from the same files.

    An entry stays approved only if today's entry of the same claim has the same digest: same claim, same text, same
    evidence, same flows, and still fileable.
    """
    today = {entry.claim.claim_id: entry for entry in fresh.entries}
    refused = {verdict.claim.claim_id: verdict for verdict in fresh.refused}
    good: list[Entry] = []
    stale: list[Stale] = []
    for entry in approved.entries:
        name = entry.claim.claim_id
        reason = _why_stale(entry, today.get(name), refused.get(name), same_flows=approved.flows == fresh.flows)
        if reason:
            stale.append(Stale(entry=entry, reason=reason))
        else:
            good.append(today[name])
    return tuple(good), tuple(stale)


def _why_stale(entry: Entry, today: Entry | None, refused: Verdict | None, *, same_flows: bool) -> Message:
    if refused is not None:
        return msg("no longer fileable: {reasons}", reasons=clauses(reason.message for reason in refused.reasons))
    if today is None:
        return msg("it is no longer in the claims file")
    if today.digest == entry.digest:
        return NOTHING
    if claim_digest(today.claim) != claim_digest(entry.claim):
        return msg("the claim or its evidence was changed after the preview")
    if not same_flows:
        return msg("a flow was changed after the preview")
    return msg("the text that would be sent was changed after the preview")
