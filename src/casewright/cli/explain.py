"""`casewright explain`: a claim type in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from casewright.cli.language import Lang
from casewright.cli.result import Result
from casewright.errors import UsageError
from casewright.intake.columns import HEADERS
from casewright.intake.guide import Language, word
from casewright.model.claim import CLAIM_TYPES
from casewright.policy.explain import Explanation, WindowExplained
from casewright.policy.explain import explain as explained
from casewright.policy.reasons import kind_named
from casewright.policy.rules import load_rules
from casewright.report.outcome_words import plain
from casewright.settings import load_settings

app = typer.Typer()


@app.command()
def explain(
    claim_type: Annotated[
        str | None, typer.Argument(metavar="[TYPE]", help="A claim type; all of them without.")
    ] = None,
    lang: Lang = None,
) -> Result:
    """When a claim may be filed, with which proof, in which window, and what to expect."""
    wanted = claim_type and claim_type.casefold().replace(" ", "_").replace("-", "_")
    if wanted and wanted not in CLAIM_TYPES:
        raise UsageError(f"there is no claim type {claim_type}", remedy=f"One of {', '.join(CLAIM_TYPES)}.")
    settings = load_settings(lang=lang)
    rules = load_rules(settings.rules)
    told = [explained(name, rules, settings.language) for name in ([wanted] if wanted else CLAIM_TYPES)]
    return Result(
        "explain",
        data={"types": [one.model_dump(mode="json") for one in told]},
        view=[_type(one, settings.language) for one in told],
    )


def _type(one: Explanation, language: Language) -> str:
    words = _WORDS[language]
    needs = words.between.join(_field(name, language) for name in one.needs)
    lines = [f"{one.title} ({one.claim_type})", f"  {words.needs}{needs}"]
    return "\n".join([*lines, *(line for window in one.windows for line in _window(window, language)), ""])


def _field(names: str, language: Language) -> str:
    """A field, or several of which one is enough, as the columns of a sheet call them."""
    either = " 或 " if language == "zh" else " or "
    return either.join(word(HEADERS[name], "zh") if language == "zh" else plain(name) for name in names.split(either))


def _window(window: WindowExplained, language: Language) -> list[str]:
    words = _WORDS[language]

    def kinds(some: Sequence[str]) -> str:
        return words.between.join(kind_named(kind, language) for kind in some)

    lines = [
        f"  {', '.join(window.marketplaces)}{words.colon}{window.sentence}",
        f"    {words.counted}{window.counts_from}",
        f"    {words.proof}{kinds(window.proof) or words.no_proof}",
    ]
    lines += [f"    {words.advised}{kinds(window.advised)}"] if window.advised else []
    lines += [f"    {words.expect}{window.expect}"] if window.expect else []
    lines += [f"    {words.refused}{reason}" for reason in window.refused_for]
    return [*lines, f"    {words.source.format(source=window.source, day=window.checked_on)}"]


class _Words(NamedTuple):
    """What stands in front of each part."""

    needs: str
    counted: str
    proof: str
    no_proof: str
    advised: str
    expect: str
    refused: str
    source: str
    between: str
    colon: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        "Needs: ",
        "Counted from: ",
        "Proof: ",
        "none is required",
        "Often asked for: ",
        "Expect: ",
        "Often refused for: ",
        "Source: {source} (checked {day})",
        ", ",
        ": ",
    ),
    "zh": _Words(
        "必填：",
        "起算日：",
        "证据：",
        "不要求",
        "常被要求补充：",
        "预期结果：",
        "常见拒绝原因：",
        "来源：{source}（核对日期 {day}）",
        "、",
        "：",
    ),
}
