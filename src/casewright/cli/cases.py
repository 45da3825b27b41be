"""`casewright cases`: what was filed, when, with which case, and the proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casewright import app, report
from casewright.app.orders import CaseOrder
from casewright.cli.completion import complete_filing, complete_state
from casewright.cli.doubts import adopt, decide, reconcile
from casewright.cli.follow import due, reply, sync
from casewright.cli.money import reimbursed
from casewright.cli.options import DueWithin, OfAccount, OfMarketplace, OfType, OnSite
from casewright.cli.result import Result
from casewright.cli.standard_streams import catch_output
from casewright.model.site_name import SiteName

commands = typer.Typer(
    name="cases", no_args_is_help=True, help="The ledger: what was filed, with which case and proof."
)

for command in (sync, due, reply, reconcile, decide, adopt, reimbursed):
    commands.command()(command)


@commands.command()
def log(
    last: Annotated[int, typer.Option("--last", min=1, help="Show this many lines, the latest.")] = 50,
    account: OfAccount = None,
) -> Result:
    """What Casewright did in your accounts on this machine, when, and who approved it. It holds no secrets.

    The whole log is a file of JSON lines in the home folder, named at the end.
    """
    runs = app.cases.read_runs(last, account)
    return Result("cases log", report.case_list.run_log_document(runs), report.case_list.run_log_view(runs))


@commands.command("list")
def list_cases(
    site: OnSite = SiteName.LIVE,
    state: Annotated[
        str | None, typer.Option(help="Only filings in this state.", autocompletion=complete_state)
    ] = None,
    last: Annotated[int, typer.Option("--last", min=1, help="Show this many filings, the newest.")] = 200,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
    within: DueWithin = None,
    order: Annotated[
        CaseOrder | None, typer.Option("--sort", help="Sort order; by default as they were filed.")
    ] = None,
) -> Result:
    """The newest filings, oldest first, with their totals. Exits with 5 while any filing is in doubt."""
    narrowed = app.narrowing.narrowing(account, marketplace, claim_type)
    cases = app.cases.list_cases(site, state, last, narrowed, within=within, order=order)
    document, view = report.case_list.case_list_document(cases), report.case_list.case_list_view(cases)
    return Result("cases list", document, view, exit_code=cases.exit_code)


@commands.command("board")
def show_board(
    site: OnSite = SiteName.LIVE,
    account: OfAccount = None,
    marketplace: OfMarketplace = None,
    claim_type: OfType = None,
) -> Result:
    """Where every case stands, from filed to paid, denied or closed, and what comes next.

    Payments are known from the Reimbursements reports that the settings name.
    """
    board = app.board.list_board(site).narrowed_to(app.narrowing.narrowing(account, marketplace, claim_type))
    return Result("cases board", report.board.board_document(board), report.board.board_view(board))


@commands.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A case ID, reference, claim ID or filing ID.", autocompletion=complete_filing)
    ],
    site: OnSite = SiteName.LIVE,
) -> Result:
    """One filing: every step of its history, its text, and its receipts."""
    case = app.cases.show_case(name, site)
    document, view = report.case_list.case_document(case), report.case_list.case_view(case)
    return Result("cases show", document, view, exit_code=case.exit_code)


@commands.command()
def verify(site: OnSite = SiteName.LIVE) -> Result:
    """Prove that nothing in the record was changed, removed or inserted since it was written."""
    chain = app.cases.verify_receipts(site)
    document, view = report.case_list.chain_document(chain), report.case_list.chain_view(chain)
    return Result("cases verify", document, view, exit_code=chain.exit_code)


@commands.command()
def export(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write: .csv, .xlsx or .json; - prints a .csv.")
    ],
    site: OnSite = SiteName.LIVE,
    account: OfAccount = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite an existing file.")] = False,
) -> Result:
    """Write all filings to a file for other programs."""
    with app.cases.all_cases(site, account) as filings, catch_output(out, ".csv") as caught:
        exported = report.export.export_filings(filings, caught.path, replace=replace)
    document, view = report.export.exported_document(exported), report.export.exported_view(exported)
    return Result("cases export", document, view, content=caught.content)
