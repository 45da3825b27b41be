"""`casewright demo`: the whole way, from a sheet of claims to proven cases, on this machine only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from casewright.cli import output
from casewright.cli.file import Filing
from casewright.cli.intake import Prepared, prepared
from casewright.cli.language import Lang
from casewright.cli.ledgers import SiteName, ledger_of
from casewright.cli.preview import DrySite, run_preview
from casewright.cli.prompt import need_terminal
from casewright.cli.result import Result
from casewright.cli.setup import set_up
from casewright.errors import most_serious
from casewright.intake.demo_sheet import write_demo
from casewright.intake.guide import Language
from casewright.places import Home, home
from casewright.report.table import settled_table
from casewright.report.verdicts import refusals, verdict_table
from casewright.settings import load_settings

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class _Words:
    """What the demo says of itself in one language."""

    check: str
    preview: str
    counted: str
    filing: str
    previewed: str
    receipts: str
    kept: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        check="Check: {path}",
        preview="Preview: every form is filled on recorded pages, and none is submitted.",
        counted="{left} requests left this machine. {path}",
        filing="Filing in the practice Seller Central:",
        previewed="Preview:  {path}",
        receipts="Receipts: {path}",
        kept="The ledger and the practice cases are in {path}",
    ),
    "zh": _Words(
        check="检查：{path}",
        preview="预览：在录制的页面上填写每份表单，不提交任何一份。",
        counted="{left} 个请求离开本机。{path}",
        filing="在练习用的卖家平台中提交：",
        previewed="预览：{path}",
        receipts="回执：{path}",
        kept="账本和练习问题位于 {path}",
    ),
}


@app.command()
def demo(
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: file the four good claims.")] = False,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for everything the demo writes.")] = None,
    lang: Lang = None,
) -> Result:
    """Six bundled claims, from check to receipts, without an Amazon account.

    Checks them, previews them on recorded pages, files the good ones in the practice Seller Central with a prompt for
    each, proves them in its case log, and writes the reports. Nothing leaves this machine.
    """
    if not yes:
        need_terminal("Add --yes: casewright demo --yes")
    settings = load_settings(lang=lang)
    words = _WORDS[settings.language]
    browser = set_up(settings)
    settings = settings.model_copy(update={"browser": str(browser.path or browser.channel)})
    today = datetime.now().astimezone()
    folder = out.absolute() if out else home().made().root / "demo" / f"{today:%Y-%m-%d-%H%M%S}"
    kept = Home(folder / "kept")
    workbook = write_demo(folder / "claims", today.date())
    made = prepared([workbook], settings, {})
    _tell_checked(made, workbook, settings.language)
    output.say(words.preview)
    seen = run_preview(made, DrySite.REPLAY, settings, folder / "preview")
    output.say(words.counted.format(left=seen.guard.left, path=folder / "preview" / "index.html"))
    output.say(words.filing)
    filing = Filing(made, made.plan.entries, (), SiteName.SANDBOX, folder / "receipts", settings.language, kept)
    with ledger_of(SiteName.SANDBOX, settings, kept) as ledger:
        settled = filing.go(settings, ledger, ask=not yes)
    result = filing.result("demo", settled, doubtful=False)
    return Result(
        "demo",
        data={**result.data, "preview": str(folder / "preview" / "index.html"), "guard": seen.guard.model_dump()},
        view=[
            settled_table(settled, settings.language),
            words.previewed.format(path=folder / "preview" / "index.html"),
            words.receipts.format(path=folder / "receipts" / "index.html"),
            words.kept.format(path=kept.root),
        ],
        exit_code=most_serious({one.outcome.exit_code for one in (*seen.entries, *settled)}),
    )


def _tell_checked(made: Prepared, workbook: Path, language: Language) -> None:
    verdicts = made.judged.verdicts
    output.say(_WORDS[language].check.format(path=workbook))
    output.talk([verdict_table(verdicts, language), *refusals(verdicts, language)])
