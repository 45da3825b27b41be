"""Adopt a case that was filed elsewhere: proven from its own page, then kept in the ledger."""

from __future__ import annotations

import re

from casewright.caselog.case import CaseMessage, CasePage
from casewright.casework.plan import Entry
from casewright.errors import CasewrightError
from casewright.ledger.filing import Filing, Sent
from casewright.ledger.followed import Followed
from casewright.ledger.store import Ledger
from casewright.message import msg
from casewright.model.outcome import Outcome

_IDENTIFIERS = ("transaction_id", "order_id", "shipment_id", "removal_order_id", "lpn", "tracking_id", "fnsku", "asin")
"""What of a claim tells one loss from another, the most precise first."""


class NotAdopted(CasewrightError):
    """The case's page does not prove that the case is about the claim; the ledger is unchanged."""


def adopt(entry: Entry, page: CasePage, ledger: Ledger, seen: Followed, by: str) -> Filing:
    """Take a case into the ledger as a claim's filing, with a receipt; from now on it is followed.

    Raises:
        NotAdopted: the page does not name the claim, or shows too little to tell.
        DuplicateFiling: the loss was filed before, or may have been.
        WrongState: the case is another claim's.
    """
    named = named_identifier(entry, page)
    sent = Sent(
        main_identifier=named,
        subject=page.subject,
        message=page.own_messages[0].text if page.own_messages else "",
        evidence=(),
    )
    detail = str(
        msg(
            "filed elsewhere and adopted by {person}: case {case_id} names {identifier}",
            person=by,
            case_id=page.case_id,
            identifier=named,
        )
    )
    filing = ledger.adopt(entry, page.case_id, sent, filed_at=page.created, by=by, note=detail)
    ledger.write_receipt(filing, Outcome.VERIFIED, detail=detail)
    ledger.follow(seen)
    return filing


def named_identifier(entry: Entry, page: CasePage) -> str:
    """Return the claim's identifier that the case names, in its subject or in the seller's own messages.

    Raises:
        NotAdopted: it names none.
    """
    said = "\n".join((page.subject, *(_join_added(message) for message in page.own_messages)))
    main, form = entry.form.main_identifier, entry.form
    known = [main, *(form.value(name) for name in _IDENTIFIERS)]
    if named := next((value for value in known if value and _names(said, value)), None):
        return named
    if page.missing:
        raise NotAdopted(
            msg(
                "Case {case_id} does not name {identifier}, but its page did not show: {lacking}.",
                case_id=page.case_id,
                identifier=main,
                lacking=page.missing,
            ),
            remedy=msg("Try again; what was not read proves nothing."),
        )
    raise NotAdopted(
        msg(
            "Case {case_id} does not name claim {claim_id}: neither {identifier} nor another of its identifiers.",
            case_id=page.case_id,
            claim_id=entry.claim.claim_id,
            identifier=main,
        ),
        remedy=msg("Look at the case in Seller Central: is it this claim's? An adopted case can never be filed again."),
    )


def _join_added(message: CaseMessage) -> str:
    return "\n".join((message.text, *message.added))


def _names(text: str, identifier: str) -> bool:
    """Return whether a text contains an identifier as a whole word: `X0012` does not name `X001`."""
    return re.search(rf"(?<![\w-]){re.escape(identifier)}(?![\w-])", text, re.IGNORECASE) is not None
