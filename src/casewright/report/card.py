"""One entry of a plan as a person sees it before saying yes: what, how much, until when, with which proof and text."""

from __future__ import annotations

from casewright.casework.file import sent_by
from casewright.casework.plan import Entry
from casewright.claims.evidence import Evidence
from casewright.report.table import amount_of, plain


def size_of(count: int) -> str:
    """A number of bytes as a person reads it: `2.8 KB`."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def evidence_line(proof: Evidence) -> str:
    """`invoice-KG-7713.pdf (stock document, 2.8 KB)`."""
    return f"{proof.name} ({plain(proof.kind)}, {size_of(proof.size)})"


def difference(entry: Entry, values: frozenset[str]) -> str:
    """What the way that was walked sends otherwise than the card shows; empty where it sends all of it.

    `values` are the names of the values that it took, as `AtSubmit` has them.
    """
    if not values:
        return ""
    sent = sent_by(entry.form, values)
    files = [name for name, _ in sent.evidence]
    told: list[str] = []
    if not sent.message:
        told.append(
            f"Amazon's own tool writes this case: it was given {sent.main_identifier}, and none of the text above."
        )
    elif sent.message != entry.form.message:
        told += ["Here the short text is sent:", *(f"    | {line}" for line in sent.message.split("\n"))]
    if len(files) != len(entry.form.evidence):
        told.append(f"Of the evidence, this goes along: {', '.join(files) or 'nothing'}.")
    return "\n".join(f"  {line}" for line in told)


def card(entry: Entry) -> str:
    """The whole entry as lines of text; the message stands in it to the character."""
    claim = entry.claim
    facts = {
        "What": f"{plain(claim.type)}, {claim.quantity} × {claim.product_name}",
        "Amount": amount_of(claim),
        "Deadline": str(entry.verdict.deadline or "none"),
        "Account": f"{claim.account} | {claim.marketplace}",
        "Reference": entry.form.reference,
        "Evidence": f"\n{' ' * 12}".join(map(evidence_line, claim.evidence)) or "none",
        "Subject": entry.form.subject,
    }
    lines = [f"\n{claim.claim_id}", *(f"  {name:<9} {value}" for name, value in facts.items())]
    lines += [f"  Notice    {reason.message}" for reason in entry.verdict.warnings]
    lines += ["  Text", *(f"    | {line}" for line in entry.form.message.split("\n"))]
    return "\n".join(lines)
