"""Accounts added, listed, signed out and removed, with everything that belongs to them; says what was wiped."""

from __future__ import annotations

from contextlib import suppress
from typing import TextIO

from pydantic import SecretStr, ValidationError

from casewright.accounts.account import Account
from casewright.accounts.account_file import change_accounts, read_accounts
from casewright.accounts.account_lock import lock_account
from casewright.accounts.secret import Kind, secret
from casewright.accounts.sign_in_codes import Codes, totp_secret
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import KeyringUnusable, Vault
from casewright.complaints import complaints
from casewright.errors import CasewrightError, UsageError
from casewright.message import NOTHING, Message, msg
from casewright.model.labels import label
from casewright.model.problem import Value
from casewright.places import Home


class NoSuchAccount(CasewrightError):
    """No account has this name."""


class AccountExists(CasewrightError):
    """Another account already has this name."""


class Stored(Value):
    """What is kept of an account beside its names, never the values. `keyring` is why nothing is known of secrets."""

    account: Account
    secrets: tuple[Kind, ...] = ()
    session: bool = False
    keyring: Message = NOTHING


class Wiped(Value):
    """What was wiped of the account of this name, and what could not be, each in words."""

    name: str
    wiped: tuple[Message, ...]
    left: tuple[Message, ...] = ()


def described(name: str, marketplace: str, merchant: str = "", email: str = "", browser: str = "") -> Account:
    """Return an account as a person describes it; without a merchant's name, the account's name is used.

    Raises:
        UsageError: a part of it is not valid.
    """
    try:
        return Account(name=name, marketplace=marketplace, merchant=merchant or name, email=email, browser=browser)
    except ValidationError as error:
        raise UsageError(
            msg("The account cannot be added: {reason}.", reason=complaints(error)),
            remedy=msg("See {command}.", command="`casewright account add --help`"),
        ) from None


def read_secrets(lines: TextIO) -> tuple[SecretStr | None, SecretStr | None]:
    """Password and two-step secret from the first two lines, each missing where its line is empty.

    Raises:
        UsageError: the second line is not a two-step secret.
    """
    password, totp = (lines.readline().rstrip("\r\n") for _ in range(2))
    return (secret(password) if password else None), (totp_secret(totp) if totp.strip() else None)


def add_account(
    home: Home, vault: Vault, account: Account, *, password: SecretStr | None = None, totp: SecretStr | None = None
) -> Account:
    """Add an account, its secrets into the keyring first: an account is in the list only when everything is kept.

    Raises:
        AccountExists: another account has this name.
        KeyringUnusable: a secret was given and there is nowhere to keep it; nothing was added.
    """

    def added(known: tuple[Account, ...]) -> tuple[Account, ...]:
        if any(one.is_called(account.name) or one.is_called(account.merchant) for one in known):
            raise AccountExists(
                msg("There is already an account called {name}.", name=account.name),
                remedy=msg("`casewright account list` shows it; remove it first, or choose another name."),
            )
        for kind, value in given.items():
            begun.append(kind)
            vault.keep(account.name, kind, value)
        return (*known, account)

    begun: list[Kind] = []
    given = {kind: value for kind, value in ((Kind.PASSWORD, password), (Kind.TOTP, totp)) if value is not None}
    account = account.model_copy(update={"in_keyring": bool(given)})
    try:
        change_accounts(home, added)
    except CasewrightError:
        if begun:
            with suppress(KeyringUnusable):  # then nothing was kept, either
                vault.wipe(account.name)
        raise
    return account


def change_browser(home: Home, name: str, browser: str) -> Account:
    """Give an account another browser of its own, or none (empty): then it is the program's.

    Raises:
        NoSuchAccount: there is none of this name.
        UsageError: the browser is not valid.
    """
    known = account_called(home, name)
    changed = described(known.name, known.marketplace, known.merchant, known.email, browser)
    changed = changed.model_copy(update={"in_keyring": known.in_keyring})
    change_accounts(home, lambda accounts: tuple(changed if one.name == known.name else one for one in accounts))
    return changed


def account_called(home: Home, name: str) -> Account:
    """The account with this name or merchant name.

    Raises:
        NoSuchAccount: there is none.
    """
    known = read_accounts(home)
    for one in known:
        if one.is_called(name):
            return one
    names = [one.name for one in known] or msg("none has been added yet")
    raise NoSuchAccount(
        msg("No account is called {name} (known: {names}).", name=name, names=names),
        remedy=msg("Add it with {command}.", command="`casewright account add`"),
    )


def name_of(home: Home, called: str) -> str:
    """Return the name an account is kept under: the one it was added with, or the given one if it never was.

    Claims may name an account that nobody added, or by its merchant's name: its session must be found again.
    """
    return next((one.name for one in read_accounts(home) if one.is_called(called)), called)


def known_as(home: Home, called: str) -> Account | None:
    """Return the account that claims call by this name; None if it was never added."""
    return next((one for one in read_accounts(home) if one.is_called(called)), None)


def merchant_of(home: Home, called: str) -> str:
    """Return the seller's name as the header must show it: as added, else the very name that the claims use.

    So in an account that nobody added, claims are filed only if Seller Central uses the claims' own name for it.
    """
    return next((one.merchant for one in read_accounts(home) if one.is_called(called)), called)


def accounts(home: Home, vault: Vault) -> tuple[Stored, ...]:
    """Every account, with what is kept of it."""
    return tuple(_stored(home, vault, account) for account in read_accounts(home))


def logout(home: Home, vault: Vault, name: str) -> Wiped:
    """Wipe everything that could sign in to the account: secrets and session. It stays in the list.

    Raises:
        NoSuchAccount: none of this name was added, and nothing is kept of one.
        PersonNeeded: a browser of this account is open; nothing was wiped.
    """
    known = known_as(home, name)
    name = known.name if known else name
    sessions = SignInStore(home, vault)
    wiped: list[Message] = []
    left: list[Message] = []
    with lock_account(home, name):
        if not sessions.has(name):
            account_called(home, name)
        try:
            wiped.extend(map(label, vault.wipe(name)))
            _mark_wiped(home, known)
        except KeyringUnusable as error:
            if known is None or known.in_keyring or sessions.has(name):  # otherwise nothing was ever given to it
                left.append(msg("what the keyring may hold ({reason})", reason=error.message))
        if sessions.wipe(name):
            wiped.append(msg("kept session"))
        Codes(home).wipe(name)
    return Wiped(name=name, wiped=tuple(wiped), left=tuple(left))


def _mark_wiped(home: Home, known: Account | None) -> None:
    """Note that the keyring holds nothing of the account any more."""
    if known and known.in_keyring:
        bare = known.model_copy(update={"in_keyring": False})
        change_accounts(home, lambda accounts: tuple(bare if one == known else one for one in accounts))


def remove_account(home: Home, vault: Vault, name: str) -> Wiped:
    """Wipe everything of an account as `logout` does, and take it from the list. The ledger keeps what was filed.

    While something of it is left, it stays in the list: whoever unlocks the keyring can remove it then.

    Raises:
        NoSuchAccount: there is none of this name.
        PersonNeeded: a browser of this account is open; nothing was wiped.
    """
    account = account_called(home, name)
    gone = logout(home, vault, account.name)
    if gone.left:
        kept = msg("its entry in the list of accounts: remove it again when the rest can be wiped")
        return gone.model_copy(update={"left": (*gone.left, kept)})
    change_accounts(home, lambda known: tuple(one for one in known if one.name != account.name))
    return gone.model_copy(update={"wiped": (*gone.wiped, msg("its entry in the list of accounts"))})


def _stored(home: Home, vault: Vault, account: Account) -> Stored:
    secrets: tuple[Kind, ...] = ()
    trouble = NOTHING
    try:
        secrets = tuple(kind for kind in Kind if vault.fetch(account.name, kind) is not None)
    except KeyringUnusable as error:
        trouble = error.message
    return Stored(
        account=account,
        secrets=secrets,
        session=SignInStore(home, vault).has(account.name),
        keyring=trouble,
    )
