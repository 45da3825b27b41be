"""The file of accounts in the user's home: read, and changed by one process at a time."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from casewright.accounts.account import Account
from casewright.accounts.private_files import private_folder
from casewright.complaints import complaints
from casewright.errors import CasewrightError
from casewright.message import Message, msg
from casewright.places import Home
from casewright.whole_file import PRIVATE, write_whole

_Accounts = tuple[Account, ...]
_LIST = TypeAdapter(_Accounts)


class AccountsUnreadable(CasewrightError):
    """The file of accounts is not as the program writes it."""


def read_accounts(home: Home) -> _Accounts:
    """Every account that was added, in the order of adding.

    Raises:
        AccountsUnreadable: the file cannot be read, or says what no account can be.
    """
    try:
        return _LIST.validate_python(tomllib.loads(home.accounts.read_text(encoding="utf-8")).get("account", []))
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise _unreadable(home.accounts, complaints(error)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unreadable(home.accounts, Message(str(error))) from error


def change_accounts(home: Home, change: Callable[[_Accounts], _Accounts]) -> None:
    """Write what `change` makes of the accounts; nobody else changes them meanwhile.

    Raises:
        AccountsUnreadable: as `read_accounts`; the file is left as it is.
        CasewrightError: it cannot be written.
    """
    try:
        private_folder(home.root)
        with FileLock(f"{home.accounts}.lock", mode=0o600):
            kept = change(read_accounts(home))
            write_whole(home.accounts, "\n".join(map(_table_of, kept)).encode(), mode=PRIVATE)
    except OSError as error:
        raise CasewrightError(
            msg("{path} cannot be written ({reason}).", path=home.accounts, reason=error.strerror),
            remedy=msg("Give yourself write permission there, or set CASEWRIGHT_HOME to another folder."),
        ) from error


def _table_of(account: Account) -> str:
    """The account as a table of TOML, whose texts and booleans are written as in JSON."""
    values = account.model_dump().items()
    return "[[account]]\n" + "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values)


def _unreadable(path: Path, reason: Message) -> AccountsUnreadable:
    return AccountsUnreadable(
        msg("{path} cannot be read: {reason}.", path=path, reason=reason),
        remedy=msg("Correct the line, or add the accounts again."),
    )
