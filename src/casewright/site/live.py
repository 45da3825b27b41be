"""Seller Central itself, in a visible browser of the account's own; signing in stays the person's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from casewright.accounts.account_lock import lock_account
from casewright.accounts.own_browser import read_own_browser
from casewright.accounts.register import known_as, merchant_of, name_of
from casewright.accounts.sign_in_codes import Codes
from casewright.accounts.sign_in_keys import StoredKeys
from casewright.accounts.sign_in_store import SignInStore
from casewright.accounts.vault import open_vault
from casewright.flow.page_owner import Owner
from casewright.model.marketplaces import Marketplace
from casewright.model.marketplaces import marketplace as marketplace_of
from casewright.model.site_name import SiteName
from casewright.places import Home
from casewright.site.open import Ground, Opener, OpenVisit, Profile
from casewright.site.served_pages import Through
from casewright.site.signed_in import SignIn

_EUROPE = "sellercentral-europe.amazon.com"

_ASSETS = (
    "*.ssl-images-amazon.com",
    "*.media-amazon.com",
    "*.awswaf.com",
    "d2pihuraj6wacp.cloudfront.net",
)
"""Amazon's own hosts for scripts and pictures, for the puzzle that a person may have to solve, and for the help
center's texts. Not the whole of `cloudfront.net` or `amazonaws.com`: anybody can rent a place there."""


def reachable_hosts(domain: str, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every host that a browser on the live site can reach: the marketplace's, Amazon's sign-in, Amazon's assets.

    `domain` is what follows `amazon.`, such as `co.uk`; `also` are hosts that the person named.
    """
    return (f"*.amazon.{domain}", "*.amazon.com", *_ASSETS, *also)


def sign_in_hosts(place: Marketplace) -> frozenset[str]:
    """The hosts on whose sign-in pages a stored password may be typed: the marketplace's own, and no other."""
    europe = {_EUROPE} if place.group == "europe" else set()
    return frozenset({place.host, f"www.amazon.{place.domain}"} | europe)


def identity(contact: str | None = None) -> str:
    """Return what is added to the user agent. Amazon's Agent Policy asks automated software to say what it is.

    `contact` is an address of the seller's own, for whoever at Amazon wants to ask; none is made up.
    """
    return f"Casewright/{version('casewright')} ({'; '.join(('automated', *([contact] if contact else [])))})"


class Live:
    """The seller's real account. One visit an account at a time, in whichever window of whichever terminal.

    `also` are hosts that can be reached beside Amazon's; `contact` stands in the user agent.
    """

    name: SiteName = SiteName.LIVE

    def __init__(self, opener: Opener, home: Home, also: tuple[str, ...] = (), contact: str | None = None) -> None:
        self._opener = opener
        self._identity = identity(contact)
        self._also = also
        self._home = home

    @contextmanager
    def visit(self, account: str, marketplace: str, keep_in: Path) -> Iterator[OpenVisit]:
        """Open the visible browser; pictures go to `keep_in`.

        Raises:
            PersonNeeded: another Casewright works in this account, or the browser cannot be shown.
            CasewrightError: no browser, no such marketplace.
        """
        place = marketplace_of(marketplace)
        hosts = reachable_hosts(place.domain, self._also)
        name = name_of(self._home, account)
        source = Through("https", hosts)
        with lock_account(self._home.make(), name):
            ground = Ground(
                f"https://{place.host}",
                source,
                Owner(merchant_of(self._home, account), place.code),
                hosts=frozenset({_EUROPE}) if place.group == "europe" else frozenset(),
                attended=True,
                profile=self._profile(account, name, place, source),
            )
            with self._opener.visit(ground, keep_in) as visit:
                yield visit

    def _profile(self, account: str, name: str, place: Marketplace, source: Through) -> Profile:
        """Who visits: in the account's own browser nothing is lent, typed or kept, as the sign-in stays there."""
        known, also = known_as(self._home, account), frozenset(self._also)
        if known and known.browser:
            return Profile(self._identity, also, own=read_own_browser(known.browser), origins=source.origins)
        vault = open_vault(self._home)
        keys = StoredKeys(known, vault, Codes(self._home), sign_in_hosts(place))
        return Profile(self._identity, also, keys, SignIn(SignInStore(self._home, vault), name))
