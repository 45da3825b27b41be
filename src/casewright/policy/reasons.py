"""Turn a rule and what was found into a reason that a person can read. The sentences are in reasons.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from casewright.message import NOTHING, Message, msg, msg_n, paragraph
from casewright.model.evidence import EvidenceKind
from casewright.model.labels import label
from casewright.policy.rules import Conduct
from casewright.policy.verdict import VerdictReason

_EXAMPLES = {
    EvidenceKind.STOCK_DOCUMENT: msg("Add a supplier invoice, a receipt, or a signed packing slip."),
    EvidenceKind.PHOTO: msg("Add photos of the goods, their packaging, and their labels."),
    EvidenceKind.PROOF_OF_DELIVERY: msg(
        "Add a signed or stamped bill of lading, or the carrier's proof of delivery page."
    ),
    EvidenceKind.OTHER: msg("Add a file that shows the loss: the ledger, the order page, or the shipment's contents."),
}


def reason(rule: Conduct, sentence: str, **values: object) -> VerdictReason:
    """Fill in a sentence of reasons.toml; a value may be a message, which is said in the sentence's language.

    Raises:
        KeyError: there is no such sentence, or it names a value that was not given.
    """
    words = _sentences()[sentence]
    for text in words.values():
        text.format_map(values)  # a missing value is a bug of ours, and is found here
    return VerdictReason(
        rule=rule.name,
        message=msg(words["say"], **values),
        remedy=msg(words["do"], **values) if "do" in words else NOTHING,
        source=rule.source,
    )


def days(count: int) -> Message:
    """A number of days in words."""
    return msg_n("{count} day", "{count} days", count)


def kinds(wanted: Sequence[EvidenceKind]) -> dict[str, Message | list[Message]]:
    """The values `kinds` and `examples` for sentences about evidence."""
    return {"kinds": [label(kind) for kind in wanted], "examples": paragraph(_EXAMPLES[kind] for kind in wanted)}


def tool_asks(asked: Message | None) -> Message:
    """What Amazon's own tool asks for, as a sentence before another; says nothing where it asks for nothing else."""
    return msg("Amazon's own tool asks only for {what}. ", what=asked) if asked else NOTHING


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads(resources.files("casewright.policy").joinpath("reasons.toml").read_text(encoding="utf-8"))
