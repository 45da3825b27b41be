"""`casewright cases reconcile` and `decide`: what became of filings in doubt, from the case log or a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from casewright.cli.language import Lang
from casewright.cli.ledgers import OnSite, SiteName, ledger_of
from casewright.cli.result import Result
from casewright.errors import ExitCode, UsageError
from casewright.intake.guide import Language
from casewright.ledger.filing import State
from casewright.ledger.refusals import LedgerError
from casewright.report.document import filing_document
from casewright.report.table import filing_table
from casewright.settings import load_settings

if TYPE_CHECKING:
    from casewright.casework.decision import Decision, Doubt
    from casewright.ledger.filing import Filing
    from casewright.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said beside a doubt in one language."""

    nothing: str
    how: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        nothing="Nothing is in doubt.",
        how="Decide {claim}: casewright cases decide {name} --case-id CASE --why TEXT{on}\n"
        "  or, if nothing was sent: casewright cases decide {name} --not-sent --why TEXT{on}",
    ),
    "zh": _Words(
        nothing="没有不确定的结果。",
        how="决定 {claim}：casewright cases decide {name} --case-id CASE --why TEXT{on}\n"
        "  若未提交：casewright cases decide {name} --not-sent --why TEXT{on}",
    ),
}


def reconcile(site: OnSite = SiteName.LIVE, lang: Lang = None) -> Result:
    """Ask the case log what became of every filing in doubt; what it does not decide is yours to. Files nothing.

    Ends with 5 while one stays uncertain, with 4 while one needs a person.
    """
    from casewright.casework.reconcile import reconcile_all  # noqa: PLC0415 (the rest of the group needs no browser)
    from casewright.cli.wiring import entering, review_folder, settle_of, site_of, utc_now  # noqa: PLC0415

    settings = load_settings(lang=lang)
    with ledger_of(site, settings) as ledger:
        if not ledger.in_doubt():
            return Result("cases reconcile", data={"decided": []}, view=[_WORDS[settings.language].nothing])
        folder = review_folder(None, "reconciled")
        folder.mkdir(parents=True, exist_ok=True)
        found = list(
            reconcile_all(
                ledger, site_of(site, settings), utc_now, settle_of(site, settings), folder, entering(site, settings)
            )
        )
        doubts = [one.doubt for one in found if one.doubt]
        left = _asked(ledger, doubts, settings.language)
        filings = [ledger.filing(one.filing.filing_id) for one in found]
        code = code_of(ledger.in_doubt())
    return Result(
        "cases reconcile",
        data={
            "decided": [
                {**filing_document(filing), "finding": one.proof.finding}
                for filing, one in zip(filings, found, strict=True)
            ],
            "to_decide": [_document(one) for one in left],
        },
        view=[
            filing_table(filings, language=settings.language),
            *(f"{one.filing.claim_id}: {one.proof.detail}" for one in found),
            *(_how(one, site, settings.language) for one in left),
        ],
        exit_code=code,
    )


def _document(doubt: Doubt) -> dict[str, object]:
    from casewright.report.doubts import doubt_document  # noqa: PLC0415

    return doubt_document(doubt)


def _how(doubt: Doubt, site: SiteName, language: Language) -> str:
    """The two commands that decide a doubt where nobody can be asked."""
    on = "" if site is SiteName.LIVE else f" --site {site}"
    return _WORDS[language].how.format(claim=doubt.filing.claim_id, name=doubt.filing.filing_id, on=on)


def _asked(ledger: Ledger, doubts: Iterable[Doubt], language: Language) -> list[Doubt]:
    """Show each doubt, and ask the person where there is one; what is left open comes back."""
    from casewright.cli import output  # noqa: PLC0415
    from casewright.cli.prompt import Decider, anybody_there  # noqa: PLC0415
    from casewright.report.doubts import doubt_view  # noqa: PLC0415

    left = []
    for doubt in doubts:
        output.talk(doubt_view(doubt, language))
        decision = Decider(language=language)(doubt) if anybody_there() else None
        if decision is None or not _recorded(ledger, doubt, decision):
            left.append(doubt)
    return left


def _recorded(ledger: Ledger, doubt: Doubt, decision: Decision) -> bool:
    """Keep a decision; where the ledger cannot (the case is another claim's), say why and leave the doubt."""
    from casewright.casework.decision import record  # noqa: PLC0415
    from casewright.cli import output  # noqa: PLC0415
    from casewright.cli.wiring import who  # noqa: PLC0415

    try:
        record(ledger, doubt.filing, decision, who())
    except LedgerError as error:
        output.refused(error)
        return False
    return True


def code_of(doubtful: Iterable[Filing]) -> ExitCode:
    """5 while a filing is uncertain; 4 where all that is left is a person's to decide; 0 for none."""
    states = {one.state for one in doubtful}
    if states - {State.NEEDS_PERSON}:
        return ExitCode.UNCERTAIN
    return ExitCode.PERSON_NEEDED if states else ExitCode.DONE


def decide(
    name: Annotated[str, typer.Argument(metavar="FILING", help="A filing ID, reference or claim ID.")],
    why: Annotated[str, typer.Option(help="The reason, kept for good beside your name and the time.")],
    case_id: Annotated[str | None, typer.Option("--case-id", help="It was sent: this is its case.")] = None,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="Nothing was sent: it may be claimed again.")] = False,
    site: OnSite = SiteName.LIVE,
    lang: Lang = None,
) -> Result:
    """Say what became of a filing in doubt, after looking into Seller Central yourself.

    Run `cases reconcile` first: it shows what was sent and what the case log has, side by side.
    """
    from casewright.casework.decision import Decision, case_id_of, record  # noqa: PLC0415
    from casewright.cli.wiring import who  # noqa: PLC0415

    if (case_id is None) is not not_sent:
        raise UsageError("Say either --case-id or --not-sent.", remedy="One of them, and only one.")
    if not why.strip():
        raise UsageError("--why needs a reason.", remedy="One sentence is enough; it is kept for good.")
    decision = Decision(case_id=case_id_of(case_id) if case_id else None, why=why.strip())
    settings = load_settings(lang=lang)
    with ledger_of(site, settings) as ledger:
        decided = record(ledger, ledger.filing(name), decision, who())
    return Result(
        "cases decide", data=filing_document(decided), view=[filing_table([decided], language=settings.language)]
    )
