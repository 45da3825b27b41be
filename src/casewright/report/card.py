"""One entry of a plan as a person sees it before saying yes: what, how much, until when, with which proof and text."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import set_cell_size

from casewright.casework.file import sent_by
from casewright.casework.plan import Entry
from casewright.intake.columns import TYPE_WORDS
from casewright.intake.guide import Language, word
from casewright.model.evidence import Evidence
from casewright.report.outcome_words import called, plain
from casewright.report.table import amount_of

_INDENT = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """What a card says in one language."""

    heads: tuple[str, ...]
    what: str
    notice: str
    text: str
    none: str
    evidence: str
    tool_writes: str
    short_text: str
    goes_along: str
    nothing: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        heads=("What", "Amount", "Deadline", "Account", "Reference", "Evidence", "Subject"),
        what="{kind}, {quantity} × {product}",
        notice="Notice",
        text="Text",
        none="none",
        evidence="{name} ({kind}, {size})",
        tool_writes="Amazon's own tool writes this case: it was given {identifier}, and none of the text above.",
        short_text="Here the short text is sent:",
        goes_along="Of the evidence, this goes along: {files}.",
        nothing="nothing",
    ),
    "zh": _Words(
        heads=("内容", "金额", "截止日", "账户", "参考号", "证据", "主题"),
        what="{kind}，{quantity} × {product}",
        notice="提示",
        text="正文",
        none="无",
        evidence="{name}（{kind}，{size}）",
        tool_writes="此问题由亚马逊自己的工具撰写：只填写了 {identifier}，不发送上面的正文。",
        short_text="此处发送的是短文本：",
        goes_along="随附的证据：{files}。",
        nothing="无",
    ),
}


def size_of(count: int) -> str:
    """A number of bytes as a person reads it: `2.8 KB`."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def evidence_line(proof: Evidence, language: Language = "en") -> str:
    """`invoice-KG-7713.pdf (stock document, 2.8 KB)`."""
    how = _WORDS[language].evidence
    return how.format(name=proof.name, kind=called(proof.kind, language), size=size_of(proof.size))


def difference(entry: Entry, values: frozenset[str], language: Language = "en") -> str:
    """What the way that was walked sends otherwise than the card shows; empty where it sends all of it.

    `values` are the names of the values that it took, as `AtSubmit` has them.
    """
    if not values:
        return ""
    words, sent = _WORDS[language], sent_by(entry.form, values)
    files = [name for name, _ in sent.evidence]
    told: list[str] = []
    if not sent.message:
        told.append(words.tool_writes.format(identifier=sent.main_identifier))
    elif sent.message != entry.form.message:
        told += [words.short_text, *(f"    | {line}" for line in sent.message.split("\n"))]
    if len(files) != len(entry.form.evidence):
        told.append(words.goes_along.format(files=", ".join(files) or words.nothing))
    return "\n".join(f"  {line}" for line in told)


def card(entry: Entry, language: Language = "en") -> str:
    """The whole entry as lines of text; the message stands in it to the character."""
    claim, words = entry.claim, _WORDS[language]
    kind = word(TYPE_WORDS[claim.type], language) if language == "zh" else plain(claim.type)
    proofs = f"\n{' ' * _INDENT}".join(evidence_line(proof, language) for proof in claim.evidence)
    facts = (
        words.what.format(kind=kind, quantity=claim.quantity, product=claim.product_name),
        amount_of(claim),
        str(entry.verdict.deadline or words.none),
        f"{claim.account} | {claim.marketplace}",
        entry.form.reference,
        proofs or words.none,
        entry.form.subject,
    )
    lines = [f"\n{claim.claim_id}", *map(_fact, words.heads, facts)]
    lines += [_fact(words.notice, reason.say(language)) for reason in entry.verdict.warnings]
    lines += [f"  {words.text}", *(f"    | {line}" for line in entry.form.message.split("\n"))]
    return "\n".join(lines)


def _fact(head: str, told: str) -> str:
    """One line of the card; a Chinese character is two columns wide."""
    return f"  {set_cell_size(head, _INDENT - 3)} {told}"
