"""The board of cases as text and as a document."""

from __future__ import annotations

from casewright.app.board import BoardCard, CaseBoard, CaseStage
from casewright.message import Message, msg
from casewright.model.labels import label
from casewright.model.sums import add_up
from casewright.report.filings import filing_document, owner_of
from casewright.report.next_step import command_line, sums_listed
from casewright.report.table import Column, Table, View

STAGES: dict[CaseStage, Message] = {
    CaseStage.DOUBT: msg("In doubt"),
    CaseStage.FILED: msg("Filed"),
    CaseStage.ANSWERED: msg("Answered"),
    CaseStage.ASKS: msg("Asks for something"),
    CaseStage.PAID: msg("Paid"),
    CaseStage.PARTLY: msg("Partly paid"),
    CaseStage.DENIED: msg("Denied"),
    CaseStage.CLOSED: msg("Closed"),
}
"""What each column of the board is called."""

TONES = {
    CaseStage.DOUBT: "bad",
    CaseStage.ASKS: "open",
    CaseStage.PAID: "good",
    CaseStage.PARTLY: "open",
    CaseStage.DENIED: "bad",
}
"""How a stage is coloured; those without an entry are not."""


def board_document(board: CaseBoard) -> dict[str, object]:
    """Return the `data` of `cases board`."""
    return {
        "site": board.site,
        "paid_known": board.paid_known,
        "cases": [
            {
                **filing_document(card.filing, card.followed),
                "stage": card.stage,
                "days": card.days,
                "asks_for": list(card.asks_for),
                "next": command_line(*card.command) if card.command else None,
            }
            for card in board.cards
        ],
    }


def board_view(board: CaseBoard) -> View:
    """A table a stage, with its money, and the commands that go on."""
    if not board.cards:
        return [msg("No case has been filed yet.")]
    view: View = []
    for stage, name in STAGES.items():
        cards = board.of_stage(stage)
        if cards:
            view += [_headed(name, cards), _table(cards)]
    commands = dict.fromkeys(command_line(*card.command) for card in board.cards if card.command)
    view += [msg("Next:"), *(f"  {command}" for command in commands)] if commands else []
    return [*view, *([] if board.paid_known else [paid_unknown()])]


def paid_unknown() -> Message:
    """Say why the board does not know what was paid, and how it could."""
    return msg(
        "Payments are not known: name Amazon's Reimbursements reports under {setting} in {file}.",
        setting="reimbursements",
        file="casewright.toml",
    )


def sum_of(cards: tuple[BoardCard, ...]) -> Message:
    """The money of cards, by currency."""
    return sums_listed(add_up((card.amount, card.filing.currency) for card in cards))


def _headed(name: Message, cards: tuple[BoardCard, ...]) -> Message:
    return msg("{stage} ({count}): {sums}", stage=name, count=len(cards), sums=sum_of(cards))


def _table(cards: tuple[BoardCard, ...]) -> Table:
    columns = (
        Column(msg("Case"), width=14),
        Column(msg("Claim"), width=12),
        Column(msg("Account"), width=20),
        Column(msg("Amount"), right=True, whole=True),
        Column(msg("Days"), right=True, width=5),
        Column(msg("Status")),
    )
    rows = tuple(
        (
            card.filing.case_id or "-",
            card.filing.claim_id,
            owner_of(card.filing),
            f"{card.filing.amount} {card.filing.currency}",
            str(card.days),
            _status(card),
        )
        for card in cards
    )
    return Table(columns, rows)


def _status(card: BoardCard) -> Message | str:
    if card.asks_for:
        return msg("asks for: {kinds}", kinds=[label(kind) for kind in card.asks_for])
    return card.followed.status if card.followed else label(card.filing.state)
