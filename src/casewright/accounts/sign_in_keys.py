"""What signs in to one account: given out once in a visit, and then signing in is the person's."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import SecretStr

from casewright.accounts.account import Account
from casewright.accounts.secret import Kind
from casewright.accounts.sign_in_codes import Codes
from casewright.accounts.vault import Vault
from casewright.errors import CasewrightError
from casewright.flow.reason import Reason
from casewright.flow.window import Key, WindowError
from casewright.message import msg


@dataclass(slots=True)
class StoredKeys:
    """The keys of an account that was added; without a stored password it has none, and the person signs in.

    `hosts` are those whose sign-in pages they are for.
    """

    account: Account | None
    vault: Vault
    codes: Codes
    hosts: frozenset[str]
    given: set[Key] = field(default_factory=set)

    def give(self, what: Key) -> str:
        """The value, once.

        Raises:
            WindowError: `no-key`, it is not stored, cannot be had now, or was given out in this visit before.
        """
        if self.account is None or what in self.given:
            told = (
                msg("it was already tried in this visit")
                if what in self.given
                else msg("the account has not been added")
            )
            raise WindowError(Reason.NO_KEY, msg("no {what} is typed: {told}", what=what, told=told))
        try:
            value = self._stored_key(self.account, what)
        except CasewrightError as error:
            raise WindowError(
                Reason.NO_KEY, msg("no {what} is typed: {message}", what=what, message=error.message)
            ) from None
        if not value:
            raise WindowError(Reason.NO_KEY, msg("no {what} is stored for {name}", what=what, name=self.account.name))
        self.given.add(what)
        return value

    def _stored_key(self, account: Account, what: Key) -> str:
        password = self.vault.fetch(account.name, Kind.PASSWORD)
        match what:
            case "email":
                return account.email if password else ""
            case "password":
                return _reveal(password)
            case "code":
                kept = self.vault.fetch(account.name, Kind.TOTP)
                return _reveal(self.codes.take(account.name, kept)) if kept else ""


def _reveal(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""
