"""The ledger's filings as tables and as documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casewright.intake.guide import Language
from casewright.ledger.filing import IN_DOUBT, Filing, State, Transition
from casewright.ledger.followed import Followed
from casewright.report.outcome_words import called
from casewright.report.table import Column, Table

_FILED: dict[Language, tuple[str, ...]] = {
    "en": ("Claim", "Amount", "State", "Case", "Reference", "At Amazon", "Since (UTC)"),
    "zh": ("索赔", "金额", "状态", "问题", "参考号", "亚马逊状态", "更新时间 (UTC)"),
}
_HISTORY: dict[Language, tuple[str, ...]] = {
    "en": ("Moment (UTC)", "State", "Note"),
    "zh": ("时间 (UTC)", "状态", "备注"),
}
_BY: dict[Language, str] = {"en": "{note} (by {by})", "zh": "{note}（{by}）"}
_ANSWERED: dict[Language, str] = {
    "en": "{status}, answered {at:%Y-%m-%d}",
    "zh": "{status}，{at:%Y-%m-%d} 已答复",
}


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


def filing_document(filing: Filing, seen: Followed | None = None) -> dict[str, object]:
    """A filing without its text: what it is, where it stands, and its case; `seen` is what the case's page showed."""
    return {
        "filing_id": filing.filing_id,
        "claim_id": filing.claim_id,
        "type": filing.claim_type,
        "account": filing.account,
        "marketplace": filing.marketplace,
        "amount": filing.amount,
        "currency": filing.currency,
        "state": filing.state,
        "outcome": filing.outcome,
        "case_id": filing.case_id,
        "reference": filing.reference,
        "main_identifier": filing.main_identifier,
        "subject": filing.subject,
        "detail": filing.detail,
        "created_at": filing.created_at.isoformat(),
        "armed_at": filing.armed_at and filing.armed_at.isoformat(),
        "updated_at": filing.updated_at.isoformat(),
        "followed": seen and seen.model_dump(mode="json"),
    }
