"""`casewright sandbox`: serve the practice Seller Central until Ctrl-C."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Annotated

import typer

from casewright.cli import output
from casewright.cli.result import Result
from casewright.cli.wiring import practice_log, practice_server
from casewright.errors import UsageError
from casewright.places import home
from casewright.recording.practice_cases import said
from casewright.settings import load_settings

app = typer.Typer()


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port on 127.0.0.1; 0 takes a free one.")] = 8765,
    account: Annotated[str, typer.Option(help="The account that is signed in.")] = "Harbor Lane Goods",
    marketplace: Annotated[str, typer.Option(help="Its marketplace, such as US.")] = "US",
    recording: Annotated[str | None, typer.Option(help="Which recorded variant of the site.")] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option(help="Something that goes wrong on purpose, such as drop-after@Send; repeatable."),
    ] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="CASE=TEXT", help="Let an associate answer a practice case, and end; repeatable."),
    ] = None,
    status: Annotated[str, typer.Option(help="Where an answered case then stands.")] = "Answered",
) -> Result:
    """Serve the practice Seller Central on this machine until Ctrl-C; its cases are kept.

    Click through it yourself, or file in it from elsewhere with CASEWRIGHT_SANDBOX_URL. With `--answer` nothing is
    served: the practice case gets an answer, so that following cases up can be practised.
    """
    if answer:
        return _answers(answer, status)
    settings = load_settings(recording=recording)
    with practice_server(
        settings.model_copy(update={"sandbox_url": None}), account, marketplace, port=port, faults=fault or ()
    ) as url:
        output.say(f"Practice Seller Central of {account} at {url}/home (Ctrl-C ends it).")
        output.say(f"To file in it from another terminal: CASEWRIGHT_SANDBOX_URL={url}")
        until_interrupted()
    return Result("sandbox", data={"url": url}, view=["The practice Seller Central was closed."])


def _answers(given: list[str], status: str) -> Result:
    log = practice_log(home())
    cases = {case.case_id: case for case in log.cases()}
    wanted = [one.partition("=") for one in given]
    for case_id, _, text in wanted:
        if case_id not in cases or not text.strip():
            known = ", ".join(cases) or "none yet"
            raise UsageError(f"{case_id!r} is no practice case with an answer", remedy=f"CASE=TEXT; cases: {known}.")
    for case_id, _, text in wanted:
        cases[case_id] = said(cases[case_id], text, status, datetime.now(UTC))
        log.change(cases[case_id])
    names = [case_id for case_id, _, _ in wanted]
    return Result("sandbox", data={"answered": names}, view=[f"Answered, {status}: {', '.join(names)}."])


def until_interrupted() -> None:
    """Wait for Ctrl-C."""
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        return
