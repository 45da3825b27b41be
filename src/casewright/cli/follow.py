"""`casewright cases sync` and `cases due`: what became of the cases, and what is due when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from casewright.casework.follow_up import Due, Slowly, Synced
from casewright.casework.follow_up import due as due_ones
from casewright.casework.follow_up import sync as synced
from casewright.cli.intake import judged
from casewright.cli.ledgers import OnSite, SiteName, ledger_of, taken
from casewright.cli.output import Ticker
from casewright.cli.result import Result
from casewright.errors import ExitCode, most_serious
from casewright.model.marketplaces import marketplace
from casewright.model.outcome import Outcome
from casewright.policy.requested_evidence import asked_for
from casewright.report.calendar import write_calendar
from casewright.report.outcome_words import plain
from casewright.report.table import Column, Table
from casewright.settings import load_settings


def sync(site: OnSite = SiteName.LIVE) -> Result:
    """Read the page of every open case: status, last answer, what it asks for. Changes nothing there.

    A site that asks to slow down is waited for, and left for another day when it goes on asking (exit 7).
    """
    from casewright.cli.wiring import (  # noqa: PLC0415 (the browser)
        brakes_of,
        diary_of,
        entering,
        review_folder,
        settle_of,
        site_of,
        utc_now,
    )

    settings = load_settings()
    brakes = brakes_of(settings, live=site is SiteName.LIVE)
    with ledger_of(site, settings) as ledger, Ticker() as ticker:
        if not any(one.case_id for one in ledger.filings()):
            return Result("cases sync", data={"cases": []}, view=["No case was filed yet."])
        folder = review_folder(None, "synced")
        slowly = Slowly(
            lambda seconds: brakes.rest(seconds, utc_now),
            settle=settle_of(site, settings),
            enter=entering(site, settings),
        )
        done = []
        diary = diary_of("cases sync", site)
        for one in synced(ledger, site_of(site, settings), utc_now, slowly, folder):
            ticker.state(f"case {one.filing.case_id}  {one.trouble or (one.followed and one.followed.status)}")
            done.append(one)
            diary.case("read", one.filing, one.trouble)
    if any(one.outcome is Outcome.RATE_LIMITED for one in done):
        brakes.refused("the case log went on asking to slow down")
    troubled = {one.outcome.exit_code if one.outcome else ExitCode.REFUSED for one in done if one.trouble}
    return Result(
        "cases sync",
        data={"cases": [_document(one) for one in done]},
        view=[_synced_table(done)] if done else ["Every case is closed already."],
        exit_code=most_serious(troubled),
    )


def _document(one: Synced) -> dict[str, object]:
    seen = one.followed
    return {
        "case_id": one.filing.case_id,
        "claim_id": one.filing.claim_id,
        "news": one.news,
        "trouble": one.trouble,
        "asks_for": [*asked_for(seen.answer)] if seen else [],
        **(seen.model_dump(mode="json", exclude={"case_id"}) if seen else {}),
    }


def _synced_table(done: list[Synced]) -> Table:
    columns = (
        Column("Case", width=12),
        Column("Claim", width=12),
        Column("Status", width=16),
        Column("Last answer"),
    )
    rows = tuple(
        (
            one.filing.case_id or "-",
            one.filing.claim_id,
            one.followed.status if one.followed else "-",
            one.trouble or _answer(one),
        )
        for one in done
    )
    return Table(columns, rows, tuple("bad" if one.trouble else "open" if one.news else "" for one in done))


def _answer(one: Synced) -> str:
    seen = one.followed
    if seen is None or not seen.answers:
        return "none yet"
    kinds = ", ".join(map(plain, asked_for(seen.answer)))
    when = f"{seen.answered_at:%Y-%m-%d}: " if seen.answered_at else ""
    text = " ".join(seen.answer.split())
    return f"{when}{text[:160]}{'…' if len(text) > 160 else ''}{f' (asks for: {kinds})' if kinds else ''}"


def due(
    claims: Annotated[
        list[Path] | None, typer.Argument(metavar="[CLAIMS]", help="Claims files whose windows are told as well.")
    ] = None,
    site: OnSite = SiteName.LIVE,
    within: Annotated[int, typer.Option(min=0, help="Days from today; what is overdue is always told.")] = 14,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file.")] = None,
) -> Result:
    """What is due: Amazon's answers, your replies to answered cases, claims whose window closes.

    Answers are due after three working days of the marketplace. `cases sync` brings the statuses up to date.
    """
    settings = load_settings()
    now = datetime.now(UTC)
    with ledger_of(site, settings) as ledger:
        verdicts = judged(claims, settings, taken(ledger)).verdicts if claims else ()
        found = due_ones(ledger.filings(), ledger.followed(), verdicts, ledger.replies())
    last = timedelta(days=within)
    shown = [one for one in found if one.day <= marketplace(one.marketplace).day(now) + last]
    written = write_calendar(ics, found, now) if ics else None
    return Result(
        "cases due",
        data={"due": [one.model_dump(mode="json") for one in shown], "ics": written and str(written)},
        view=[
            _due_table(shown) if shown else f"Nothing is due within {within} days.",
            *([f"Calendar of {len(found)} entries: {written}"] if written else []),
        ],
    )


def _due_table(dues: list[Due]) -> Table:
    columns = (Column("Day", width=10), Column("What", width=7), Column("Case or claim", width=14), Column("Detail"))
    rows = tuple((str(one.day), one.what, one.name, f"{one.detail} ({one.marketplace})") for one in dues)
    return Table(columns, rows)
