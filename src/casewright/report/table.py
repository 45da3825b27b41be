"""Tables as values, for people: what stands in which column, before anybody decides how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casewright.casework.result import Settled
from casewright.intake.guide import Language
from casewright.ledger.filing import IN_DOUBT, Filing, State, Transition
from casewright.ledger.followed import Followed
from casewright.message import Message
from casewright.model.claim import CommonClaim
from casewright.report.outcome_words import called
from casewright.wording.write import money

_SETTLED: dict[Language, tuple[str, ...]] = {
    "en": ("Claim", "Amount", "Outcome", "Case", "Detail"),
    "zh": ("索赔", "金额", "结果", "问题", "说明"),
}
_FILED: dict[Language, tuple[str, ...]] = {
    "en": ("Claim", "Amount", "State", "Case", "Reference", "At Amazon", "Since (UTC)"),
    "zh": ("索赔", "金额", "状态", "问题", "参考号", "亚马逊状态", "更新时间 (UTC)"),
}
_HISTORY: dict[Language, tuple[str, ...]] = {
    "en": ("Moment (UTC)", "State", "Note"),
    "zh": ("时间 (UTC)", "状态", "备注"),
}
_BY: dict[Language, str] = {"en": "{note} (by {by})", "zh": "{note}（{by}）"}
_DRIFTED: dict[Language, str] = {
    "en": "{claim}: the page was not what a flow expects. {told}",
    "zh": "{claim}：页面与流程的预期不符。{told}",
}
_ANSWERED: dict[Language, str] = {
    "en": "{status}, answered {at:%Y-%m-%d}",
    "zh": "{status}，{at:%Y-%m-%d} 已答复",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, whether it stands to the right, and how many characters it may have on a terminal.

    Longer text is wrapped at words; the column without a width takes what is left.
    """

    head: Message | str
    right: bool = False
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; a cell is a message, or a text that is nobody's words.

    `tones` colours a row: `good`, `bad`, `open`, or empty.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Message | str, ...], ...]
    tones: tuple[str, ...] = ()


def amount_of(claim: CommonClaim) -> str:
    """`47.50 USD`."""
    return f"{money(claim.amount, claim.currency)} {claim.currency}"


def drift_lines(settled: Iterable[Settled], language: Language = "en") -> list[str]:
    """Where what was not recognised is described: a line for each claim whose walk lost its way."""
    return [
        _DRIFTED[language].format(claim=one.entry.claim.claim_id, told=one.walked.drift / "drift.txt")
        for one in settled
        if one.walked.drift
    ]


def settled_table(settled: Iterable[Settled], language: Language = "en") -> Table:
    """Claim, amount, outcome, case, detail: one row an entry that was worked on."""
    done = tuple(settled)
    claim, amount, outcome, case, detail = _SETTLED[language]
    columns = (
        Column(claim, width=12),
        Column(amount, right=True, width=12),
        Column(outcome, width=12),
        Column(case, width=14),
        Column(detail),
    )
    rows = tuple(
        (
            one.entry.claim.claim_id,
            amount_of(one.entry.claim),
            called(one.outcome, language),
            one.walked.case_id or "-",
            one.walked.detail,
        )
        for one in done
    )
    return Table(columns, rows, tuple("good" if one.outcome.exit_code == 0 else "bad" for one in done))


def filing_table(
    filings: Iterable[Filing], followed: Mapping[str, Followed] | None = None, language: Language = "en"
) -> Table:
    """Claim, amount, state, case, reference, since: one row a filing; the case's status where it is known."""
    some = tuple(filings)
    claim, amount, state, case, reference, at_amazon, since = _FILED[language]
    columns = (
        Column(claim, width=12),
        Column(amount, right=True, width=12),
        Column(state, width=12),
        Column(case, width=14),
        Column(reference, width=11),
        Column(at_amazon if followed else since),
    )
    rows = tuple(
        (
            one.claim_id,
            f"{one.amount} {one.currency}",
            called(one.state, language),
            one.case_id or "-",
            one.reference,
            _at_amazon(followed.get(one.case_id or ""), language) if followed else f"{one.updated_at:%Y-%m-%d %H:%M}",
        )
        for one in some
    )
    return Table(columns, rows, tuple(_tone_of_state(one) for one in some))


def _at_amazon(seen: Followed | None, language: Language) -> str:
    if seen is None or not seen.answered_at:
        return seen.status if seen else "-"
    return _ANSWERED[language].format(status=seen.status, at=seen.answered_at)


def _tone_of_state(filing: Filing) -> str:
    if filing.state is State.VERIFIED:
        return "good"
    return "bad" if filing.state in IN_DOUBT else ""


def history_table(steps: Iterable[Transition], language: Language = "en") -> Table:
    """When a filing came into which state, by whom, and why."""
    moment, state, note = _HISTORY[language]
    columns = (Column(moment, width=19), Column(state, width=12), Column(note))
    rows = tuple(
        (
            f"{step.at:%Y-%m-%d %H:%M:%S}",
            called(step.after, language),
            _BY[language].format(note=step.note, by=step.by).strip() if step.by else step.note,
        )
        for step in steps
    )
    return Table(columns, rows)
