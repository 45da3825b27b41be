"""Jobs: a plan split by account, what each job runs, and when a job whose worker is gone may be ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from casewright.accounts.account import key_of
from casewright.accounts.register import accounts, merchant_of
from casewright.accounts.vault import open_vault
from casewright.app.workspace import make_home, open_workspace
from casewright.casework.plan import Plan, narrow_plan, read_plan
from casewright.errors import CasewrightError, ExitCode, PersonNeeded, UsageError
from casewright.message import msg, msg_n
from casewright.model.site_name import SiteName
from casewright.places import home
from casewright.whole_file import PRIVATE, write_whole


class JobKind(StrEnum):
    """What a job does for its account."""

    FILE = "file"
    SYNC = "sync"
    RECONCILE = "reconcile"


class JobState(StrEnum):
    """The state of a job. `abandoned`: its worker is gone, and it holds its account until somebody settles it."""

    WAITING = "waiting"
    RUNNING = "running"
    ABANDONED = "abandoned"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class AccountJob:
    """One piece of work for one account on one site; `plan` is this account's part of the plan, for filing."""

    kind: JobKind
    site: SiteName
    account: str
    marketplace: str = ""
    plan: str = ""
    digest: str = ""
    claims: int = 0

    @property
    def lock(self) -> str:
        """What no two jobs may hold at once: the account, as its pages name it, on its site."""
        return lock_of(self.site, self.account)


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job in the queue: its number, since when it is in its state, and the latest note about it."""

    number: int
    job: AccountJob
    state: JobState
    since: datetime | None
    note: str = ""


class AccountInDoubt(CasewrightError):
    """A job may not be ended: what it did is not yet known."""

    exit_code = ExitCode.UNCERTAIN


def lock_of(site: SiteName, account: str) -> str:
    """The lock and the queue of an account, the same on every machine that knows it by its merchant's name."""
    return f"{site}:{key_of(merchant_of(home(), account))}"[:128]


def queue_address() -> str:
    """The address of the database in which jobs wait: the ledger's.

    Raises:
        UsageError: the ledger is not on a PostgreSQL server.
    """
    address = open_workspace().settings.ledger_url or ""
    if not address.startswith("postgresql"):
        raise UsageError(
            msg("Jobs wait in a ledger on PostgreSQL, and none is set."),
            remedy=msg("Set {setting}; docs/how-to/share-a-ledger.md says how.", setting="CASEWRIGHT_LEDGER_URL"),
        )
    return address.replace("postgresql+psycopg://", "postgresql://", 1)


def split_plan(path: Path, site: SiteName) -> tuple[AccountJob, ...]:
    """Make a filing job for each account and marketplace of an approved plan, each with its own part of it.

    Raises:
        PlanError: it cannot be read, or was changed by hand.
        UsageError: it files nothing.
    """
    plan = read_plan(path)
    places = dict.fromkeys((entry.claim.account, entry.claim.marketplace) for entry in plan.entries)
    if not places:
        raise UsageError(
            msg("{path} approves no claim.", path=path), remedy=msg("Make it again with `casewright preview`.")
        )
    return tuple(_filing_job(plan, site, account, marketplace) for account, marketplace in places)


def _filing_job(plan: Plan, site: SiteName, account: str, marketplace: str) -> AccountJob:
    digests = [
        entry.digest
        for entry in plan.entries
        if (entry.claim.account, entry.claim.marketplace) == (account, marketplace)
    ]
    part = narrow_plan(plan, digests)
    return AccountJob(JobKind.FILE, site, account, marketplace, part.model_dump_json(), part.digest, len(part.entries))


def reading_jobs(site: SiteName, account: str) -> tuple[AccountJob, ...]:
    """Return the daily reading jobs of an account: its doubts first, then its cases."""
    return AccountJob(JobKind.RECONCILE, site, account), AccountJob(JobKind.SYNC, site, account)


def command_of(job: AccountJob, number: int) -> list[str]:
    """Return the command line that does a job on this machine; a filing's part of the plan is written to a file.

    Raises:
        CannotWrite: the home folder cannot be written.
    """
    program = [sys.executable, "-m", "casewright"]
    if job.kind is JobKind.FILE:
        folder = make_home(home()).jobs / str(number)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        plan = write_whole(folder / "plan.json", job.plan.encode(), mode=PRIVATE)
        return [*program, "file", str(plan), "--yes", "--site", job.site, "-o", str(folder / "filed"), "--json"]
    return [*program, "cases", job.kind, "--site", job.site, "--account", job.account, "--json"]


def accounts_here(named: Sequence[str], site: SiteName) -> tuple[str, ...]:
    """Return the accounts that this machine's worker may take: those signed in here, or the named ones of them.

    An account with a browser of its own counts as signed in: only that browser knows. The practice site needs no
    sign-in.

    Raises:
        UsageError: there is no account to work for.
        PersonNeeded: a named account is not signed in here.
    """
    known = accounts(home(), open_vault(home()))
    signed_in = {stored.account.name for stored in known if stored.session or stored.account.browser}
    if site is not SiteName.LIVE:
        taken = tuple(named) or tuple(stored.account.name for stored in known)
    else:
        taken = tuple(_name_here(name, {s.account.name: s.account.merchant for s in known}) for name in named)
        if missing := [name for name in taken if name not in signed_in]:
            raise PersonNeeded(
                msg("{account} is not signed in on this machine.", account=", ".join(missing)),
                remedy=msg("Sign in with {command}.", command=f'`casewright account login "{missing[0]}"`'),
            )
        taken = taken or tuple(sorted(signed_in))
    if not taken:
        raise UsageError(
            msg("No account is signed in on this machine."),
            remedy=msg("Sign in with {command}.", command="`casewright account login NAME`"),
        )
    return taken


def _name_here(name: str, merchants: dict[str, str]) -> str:
    """Return the name under which an account was added here, or the given name if it never was."""
    same = (key for key, merchant in merchants.items() if key_of(name) in {key_of(key), key_of(merchant)})
    return next(same, name)


def see_that_it_is_settled(job: AccountJob) -> None:
    """Refuse to end a job whose worker is gone until the ledger knows what became of each of its filings.

    Raises:
        AccountInDoubt: a filing of the account is in doubt.
        LedgerError: the ledger cannot be asked.
    """
    with open_workspace().open_ledger(job.site) as ledger:
        doubts = [filing for filing in ledger.in_doubt() if lock_of(job.site, filing.account) == job.lock]
    if doubts:
        raise AccountInDoubt(
            msg_n(
                "{count} filing of {account} is in doubt, so the job stays.",
                "{count} filings of {account} are in doubt, so the job stays.",
                len(doubts),
                account=job.account,
            ),
            remedy=msg("Settle it first: {command}", command=" ".join(("casewright cases reconcile", *job.site.flags))),
        )
