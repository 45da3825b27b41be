"""Verdicts as tables and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casewright.message import Message, indented, listed, msg, msg_n
from casewright.model.labels import label
from casewright.model.sums import format_amount
from casewright.policy.stakes import AtStake
from casewright.policy.verdict import HELD_BACK, Verdict, VerdictReason
from casewright.report.table import Column, Table, amount_of


def verdict_table(verdicts: Iterable[Verdict]) -> Table:
    """Claim, account, type, amount, deadline, verdict: one row a claim. `verdict_reasons` says why."""
    judged = tuple(verdicts)
    columns = (
        Column(msg("Claim"), width=12),
        Column(msg("Account"), width=20),
        Column(msg("Type"), width=20),
        Column(msg("Amount"), right=True, whole=True),
        Column(msg("Deadline"), whole=True),
        Column(msg("Verdict")),
    )
    return Table(columns, tuple(map(_row, judged)), tuple(map(tone_of, judged)))


def _row(verdict: Verdict) -> tuple[Message | str, ...]:
    return (
        verdict.claim.claim_id,
        f"{verdict.claim.account} {verdict.claim.marketplace}",
        label(verdict.claim.type),
        amount_of(verdict.claim),
        str(verdict.deadline or "-"),
        _verdict_with_notes(verdict),
    )


def verdict_word(verdict: Verdict) -> Message:
    """What a verdict is called: `ready`, or the outcome of the refusal."""
    return label(verdict.refusal or "ready")


def _verdict_with_notes(verdict: Verdict) -> Message:
    """The same with how many notes there are on a claim that may be filed."""
    notes = len(verdict.warnings) if verdict.fileable else 0
    if not notes:
        return verdict_word(verdict)
    return msg_n("{word}, {count} note", "{word}, {count} notes", notes, word=verdict_word(verdict))


def tone_of(verdict: Verdict) -> str:
    """How a verdict is coloured."""
    if verdict.fileable:
        return "open" if verdict.warnings else "good"
    return "open" if verdict.refusal in HELD_BACK else "bad"


def refusals(verdicts: Iterable[Verdict]) -> Iterator[Message]:
    """Lines for each reason why claims are refused: by which rule, what to do, and where Amazon says so.

    Claims that are refused for the same reason stand together, and each source is named once.
    """
    return _grouped(verdict for verdict in verdicts if not verdict.fileable)


def verdict_reasons(verdicts: Iterable[Verdict]) -> Iterator[Message]:
    """The same for every claim: why it is refused, or what to know of one that may be filed."""
    return _grouped(verdicts)


def _grouped(verdicts: Iterable[Verdict]) -> Iterator[Message]:
    groups: dict[tuple[VerdictReason, ...], list[str]] = {}
    for verdict in verdicts:
        if reasons := verdict.reasons or verdict.warnings:
            groups.setdefault(reasons, []).append(verdict.claim.claim_id)
    named: set[str] = set()
    for reasons, claims in groups.items():
        for reason in reasons:
            yield from _reason_lines(_first_of(claims), reason, named)
        yield Message("")


def _first_of(claims: Sequence[str]) -> Message:
    """The first claims by name, and how many more there are."""
    more = len(claims) - _NAMED
    return listed([*claims[:_NAMED], f"+{more}"] if more > 0 else claims)


_NAMED = 10
"""So many claims are named in one paragraph; a screen holds no more."""


def _reason_lines(claims: Message, reason: VerdictReason, named: set[str]) -> Iterator[Message]:
    yield msg("{claim}, rule {rule}: {reason}", claim=claims, rule=reason.rule, reason=reason.message)
    if reason.remedy:
        yield indented(msg("What to do: {remedy}", remedy=reason.remedy))
    source = str(reason.source)
    if source and source not in named:
        named.add(source)
        yield indented(msg("Source: {source}", source=reason.source))


def stake_table(groups: Iterable[AtStake]) -> Table:
    """Money at stake by how soon the window closes: one row a group, a currency never added to another."""
    columns = (
        Column(msg("Deadline"), width=16),
        Column(msg("Claims"), right=True, width=6),
        Column(msg("Ready"), right=True, width=6),
        Column(msg("At stake"), right=True),
        Column(msg("First"), whole=True),
        Column(msg("Last"), whole=True),
    )
    rows = tuple(
        (
            _soon(group.within),
            str(group.claims),
            str(group.ready),
            listed(
                f"{format_amount(amount, currency)} {currency}" for currency, amount in sorted(group.amounts.items())
            ),
            str(group.first),
            str(group.last),
        )
        for group in groups
    )
    return Table(columns, rows)


def _soon(within: int | None) -> Message:
    if within is None:
        return msg("later")
    if within == 1:
        return msg("by tomorrow")
    return msg_n("within {count} day", "within {count} days", within)


def counted(ready: int, claims: int, rows: int) -> Message:
    """How many of the claims may be filed today."""
    return msg(
        "{ready} of {claims} can be filed today ({rows} read).",
        ready=ready,
        claims=msg_n("{count} claim", "{count} claims", claims),
        rows=msg_n("{count} row", "{count} rows", rows),
    )
