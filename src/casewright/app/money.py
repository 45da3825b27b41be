"""The money: Amazon's Reimbursements reports matched to cases, and added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casewright.app.workspace import open_workspace
from casewright.casework.money import Money, settle_up
from casewright.errors import ExitCode
from casewright.intake.load import load
from casewright.intake.reports import read_reimbursements
from casewright.ledger.filing import Filing
from casewright.ledger.followed import Followed
from casewright.message import Message
from casewright.model.problem import Problem
from casewright.model.site_name import SiteName
from casewright.policy.own_rules import load_rules
from casewright.settings import Settings


@dataclass(frozen=True, slots=True)
class PaymentsMatched:
    """The result of matching: every claim's money, and what was wrong or assumed in the files.

    `stopped`: a file is another report, or was not read completely, so nothing was matched: a claim paid in the missing
    part would have been called denied.
    """

    site: SiteName
    money: Money
    problems: tuple[Problem, ...]
    statements: tuple[Message, ...]
    stopped: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """`REFUSED` if a row of a report or sheet could not be read."""
        errors = any(problem.severity == "error" for problem in self.problems)
        return ExitCode.REFUSED if errors else ExitCode.DONE


def match_reimbursements(reports: Sequence[Path], site: SiteName, claims: Sequence[Path] = ()) -> PaymentsMatched:
    """Match Amazon's Reimbursements reports to the ledger's cases: paid, partly, denied or taken back.

    `claims` are files of claims: with them payments are found by product, too, and units are counted.

    Raises:
        CasewrightError: the ledger cannot be opened, or a file cannot be read.
    """
    workspace = open_workspace()
    with workspace.open_ledger(site) as ledger:
        filings, followed = ledger.filings(), ledger.followed()
    return match_filings(workspace.settings, reports, site, filings, followed, claims)


def match_filings(
    settings: Settings,
    reports: Sequence[Path],
    site: SiteName,
    filings: Sequence[Filing],
    followed: Mapping[str, Followed],
    claims: Sequence[Path] = (),
) -> PaymentsMatched:
    """Match Reimbursements reports to filings that were read already, and to what their cases' pages last showed.

    Raises:
        CasewrightError: a file cannot be read.
    """
    paid = read_reimbursements(*reports)
    if any(row.place.row is None for row in paid.unread):
        nothing = Money(settlements=(), totals=())
        return PaymentsMatched(site, nothing, paid.problems, paid.statements, stopped=True)
    batch = load(claims, settings.columns) if claims else None
    rules = load_rules(settings.rules)
    statuses = {case_id: seen.status for case_id, seen in followed.items()}
    money = settle_up(filings, batch.claims if batch else (), paid.rows, rules, statuses, paid.unread)
    return PaymentsMatched(
        site,
        money,
        (*paid.problems, *(batch.problems if batch else ())),
        (*paid.statements, *(batch.statements if batch else ())),
    )
