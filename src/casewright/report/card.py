"""One entry of a plan for a person: what, how much, by when, with which proof and text; also for filing by hand."""

from __future__ import annotations

from casewright.app.asks import HandMoment, SubmitQuestion
from casewright.casework.file import sent_by
from casewright.casework.plan import Entry
from casewright.message import Message, indented, listed, msg
from casewright.model.evidence import Evidence
from casewright.model.labels import label
from casewright.report.table import amount_of


def size_of(count: int) -> str:
    """A number of bytes as a person reads it: `2.8 KB`."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def evidence_line(proof: Evidence) -> Message:
    """`invoice-KG-7713.pdf (stock document, 2.8 KB)`."""
    return msg("{name} ({kind}, {size})", name=proof.name, kind=label(proof.kind), size=size_of(proof.size))


def difference(entry: Entry, values: frozenset[str], unseen: frozenset[str] = frozenset()) -> list[Message]:
    """What the way that was walked sends otherwise than the card shows; nothing where it sends all of it.

    `values` are the names of the values that it took, and `unseen` those that its last screen does not show any more,
    as `AtSubmit` has them.
    """
    if not values:
        return []
    sent = sent_by(entry.form, values)
    files = [name for name, _ in sent.evidence]
    lines: list[Message] = []
    if not sent.message:
        lines.append(
            msg(
                "Amazon's own tool writes this case. It was given {identifier} and none of the text above.",
                identifier=sent.main_identifier,
            )
        )
    elif sent.message != entry.form.message:
        lines += [msg("The short text is sent here:"), *_quoted(sent.message)]
    if len(files) != len(entry.form.evidence):
        named = listed(files) if files else msg("none")
        lines.append(msg("Of the evidence, these files are sent: {files}.", files=named))
    if {"message", "short_message", "request"} & unseen:
        lines.append(
            msg(
                "The last page no longer shows the text. It was read back when it was typed; the case itself proves it."
            )
        )
    return [indented(line) for line in lines]


def card(entry: Entry) -> list[Message]:
    """The whole entry, line by line; the message stands in it to the character."""
    claim, none = entry.claim, msg("none")
    what = msg(
        "{type}, {quantity} × {product}", type=label(claim.type), quantity=claim.quantity, product=claim.product_name
    )
    lines = [
        msg("What: {what}", what=what),
        msg("Amount: {amount}", amount=amount_of(claim)),
        msg("Deadline: {day}", day=entry.verdict.deadline or none),
        msg("Account: {account} | {marketplace}", account=claim.account, marketplace=claim.marketplace),
        msg("Reference: {reference}", reference=entry.form.reference),
        *([] if claim.evidence else [msg("Evidence: {file}", file=none)]),
        *(msg("Evidence: {file}", file=evidence_line(proof)) for proof in claim.evidence),
        msg("Subject: {subject}", subject=entry.form.subject),
        *(msg("Note: {warning}", warning=reason.message) for reason in entry.verdict.warnings),
        msg("Text:"),
        *_quoted(entry.form.message),
    ]
    return [Message(""), Message(claim.claim_id), *(indented(line) for line in lines)]


def _quoted(text: str) -> list[Message]:
    return [Message("  | {line}", arguments=(("line", line),)) for line in text.split("\n")]


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
        lines.append(msg("Not seen on any page so far: {values}. Check whether it is there.", values=named))
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
