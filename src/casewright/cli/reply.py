"""`casewright cases reply`: a message to a case, shown, confirmed, sent once, and proven."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright.cli import output
from casewright.cli.language import Lang
from casewright.cli.ledgers import OnSite, SiteName, ledger_of
from casewright.cli.prompt import need_terminal, sends
from casewright.cli.result import Result
from casewright.errors import UsageError
from casewright.intake.evidence_file import inspect
from casewright.intake.guide import Language
from casewright.model.evidence import Evidence, kind_of
from casewright.model.problem import Problem
from casewright.report.document import filing_document
from casewright.report.outcome_words import called
from casewright.settings import load_settings


def reply(
    name: Annotated[str, typer.Argument(metavar="CASE", help="A case ID, reference or claim ID.")],
    text: Annotated[str | None, typer.Option(help="What to say.")] = None,
    text_file: Annotated[Path | None, typer.Option("--text-file", help="The same from a UTF-8 file.")] = None,
    attach: Annotated[list[Path] | None, typer.Option(help="A file to send along; repeatable.")] = None,
    site: OnSite = SiteName.LIVE,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking.")] = False,
    lang: Lang = None,
) -> Result:
    """Reply to a case: fill the form, ask, send once, and look whether the case shows it.

    The same words and files are never sent twice. Ends with 5 when it is not known whether it was sent.
    """
    from casewright.casework.reply import Message, reply_to  # noqa: PLC0415 (the browser)
    from casewright.cli.wiring import brakes_of, diary_of, entering, review_folder, site_of, who  # noqa: PLC0415

    settings = load_settings(lang=lang)
    language = settings.language
    said, files = _text(text, text_file), _files(attach or [])
    if not yes:
        need_terminal("Say --yes to send without being asked.")
    brakes = brakes_of(settings, live=site is SiteName.LIVE)
    with ledger_of(site, settings) as ledger:
        filing = ledger.filing(name)
        if not filing.case_id:
            raise UsageError(f"{filing.claim_id} has no case yet", remedy="`casewright cases list` shows which have.")
        message = Message(filing, said, files, who())
        folder = review_folder(None, "reply")
        output.say(_card(filing.case_id, said, files, language))
        with site_of(site, settings).visit(filing.account, filing.marketplace, folder) as visit:
            entering(site, settings)(visit)
            done = reply_to(message, visit, ledger, brakes.stopped, lambda kept: yes or sends(kept, language=language))
        agreed = "--yes" if yes else "asked in front of the reply"
        diary_of("cases reply", site).case(done.outcome, filing, done.detail, yes=agreed if done.reply else "")
    return Result(
        "cases reply",
        data={
            **filing_document(filing),
            "outcome": done.outcome,
            "retry_safe": done.outcome.retry_safe,
            "detail": done.detail,
            "reply": done.reply and done.reply.model_dump(mode="json"),
        },
        view=[f"{called(done.outcome, language)}: {done.detail}"],
        exit_code=done.outcome.exit_code,
    )


def _text(text: str | None, file: Path | None) -> str:
    from casewright.casework.reply import MOST_CHARACTERS  # noqa: PLC0415 (it opens the browser's modules)

    if (text is None) == (file is None):
        raise UsageError("a reply needs words", remedy="Give --text or --text-file, one of the two.")
    try:
        said = (file.read_text(encoding="utf-8") if file else text or "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}", remedy="Save it as UTF-8 text.") from error
    if not 0 < len(said) <= MOST_CHARACTERS:
        raise UsageError(
            f"the reply has {len(said):,} characters", remedy=f"Between 1 and {MOST_CHARACTERS:,} are taken."
        )
    return said


def _files(paths: list[Path]) -> tuple[Evidence, ...]:
    """The files, looked at like any evidence.

    Raises:
        UsageError: one of them cannot be sent, with why.
    """
    looked_at = [inspect(path.name, kind_of(path.name), path.absolute().parent) for path in paths]
    for path, found in zip(paths, looked_at, strict=True):
        if isinstance(found, Problem):
            raise UsageError(f"{path}: {found.message}", remedy=f"Expected {found.expected}.")
    return tuple(found for found in looked_at if isinstance(found, Evidence))


_CARD: dict[Language, tuple[str, str]] = {
    "en": ("Reply to case {case}, with {files}:", "no files"),
    "zh": ("回复问题 {case}，附件：{files}", "无"),
}


def _card(case_id: str, text: str, files: tuple[Evidence, ...], language: Language) -> str:
    head, none = _CARD[language]
    names = ", ".join(file.name for file in files) or none
    return "\n".join([head.format(case=case_id, files=names), *(f"  {line}" for line in text.splitlines())])
