"""Filing by hand as text: the claim's texts and files to copy, and what would be sent."""

from __future__ import annotations

from casewright.app.asks import HandMoment, SubmitQuestion
from casewright.message import Message, indented, msg
from casewright.model.labels import label
from casewright.report.card import card, difference, evidence_line

_SHORT = 60
"""Characters of a text that show which one it is; the whole of it stands in its file."""


def kit_lines(moment: HandMoment) -> list[Message]:
    """Every text and every file with its number, and the folder in which they are."""
    claim, kit = moment.entry.claim, moment.kit
    lines = [
        msg(
            "File {claim} yourself in the browser: {account} | {marketplace}",
            claim=claim.claim_id,
            account=claim.account,
            marketplace=claim.marketplace,
        ),
        msg("Texts and files: {folder}", folder=kit.folder),
    ]
    lines += [
        indented(msg("{number}. {what}: {text}", number=number, what=label(name), text=_begun(text)))
        for number, (name, text) in enumerate(kit.values, 1)
    ]
    lines += [
        indented(msg("file {number}. {file}", number=number, file=evidence_line(proof)))
        for number, proof in enumerate(kit.files, 1)
    ]
    return [Message(""), *lines]


def sending_lines(question: SubmitQuestion) -> list[Message]:
    """The claim as it would be filed, and what of it was never seen on a page."""
    lines = [*card(question.entry), *difference(question.entry, question.values)]
    if unseen := sorted(question.unseen):
        named = [label(name) for name in unseen]
        lines.append(msg("Not seen on any page so far: {values}. Look whether it stands there.", values=named))
    if "subject" not in question.values:
        lines.append(
            msg(
                "Without the subject and its reference {reference} the case can be found only by {identifier}.",
                reference=question.entry.form.reference,
                identifier=question.entry.form.main_identifier,
            )
        )
    return lines


def _begun(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rstrip()}…"
