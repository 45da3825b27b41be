"""Removes personal data and secrets from text and HTML that is kept; the same thing gets the same placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from casewright.policy.personal_data import STREET
from casewright.redact import redact

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ORDER = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])")
_AMAZON_ID = re.compile(r"amzn1\.[\w.-]{4,}")
_TOKEN = re.compile(
    r"eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"  # a JSON web token
    r"|\bAt[nz][ar]\|[\w+/=-]{16,}"  # Login with Amazon
    r"|(?<![\w/+=.-])(?=[\w/+=-]*\d)(?=[\w/+=-]*[a-z])(?=[\w/+=-]*[A-Z])[\w/+=-]{40,}"  # long, and of all kinds
)
_PERSON = re.compile(
    r"((?i:\b(?:buyer|customer|recipient|ship(?:ped|s)? to|deliver(?:ed)? to|sold to)(?: name)?"
    r"|买家|收件人|購入者|お届け先)"
    r"\s?[:：]\s*)([^\s:：,;<>()\[\]][^\n:：,;<>()\[\]]{1,60})"
)
"""A person's name behind words that say so; a name alone cannot be told from any other words."""
_MANY_DIGITS = re.compile(r"(?:\d[^\w\n]{0,3}){7,}")
#: Digits that are no telephone number: an order, a day, an ID with nothing between its digits.
_NUMBERS = re.compile(
    r"\d{3}-\d{7}-\d{7}|(?<![\d+])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<![\w+.-])\d{8,20}(?![\w-])|\b[A-Z]+\d[A-Z\d]+\b"
)
_SECRET_NAME = re.compile(
    r"csrf|token|session|passw|passcode|secret|signature|credential|otp|cookie|metadata1|mcid|merchantid|dir_paid"
    r"|^openid\.|^sig$|^code$|^auth",
    re.IGNORECASE,
)
_SECRET_TYPES = frozenset({"password"})
_SECRET_COMPLETIONS = frozenset({"one-time-code", "current-password", "new-password"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "data", "cite"})
_SILENT = ("script", "noscript", "object", "embed")


class Scrubber:
    """Replaces what nobody else may read by placeholders such as `[email 1]`, the same for the same thing.

    There are `email`, `phone`, `address`, `person`, `token`, `account`, `name` and `order`; what `redact` knows goes
    first.

    One scrubber for all parts of a recording keeps equal things equal. Orders stay unless `orders` is set, because a
    claim is about them; `names` are further words to remove, such as the account's own name. `region` is the country
    whose telephone numbers are written without a country code.
    """

    def __init__(self, *, orders: bool = False, names: tuple[str, ...] = (), region: str = "US") -> None:
        self._orders = orders
        self._names = tuple(sorted((name for name in names if name.strip()), key=len, reverse=True))
        self._region = "GB" if region == "UK" else region
        self._seen: dict[tuple[str, str], str] = {}

    def text(self, text: str) -> str:
        """A text without personal data and secrets."""
        text = redact(text)
        for name in self._names:
            text = re.sub(re.escape(name), self._placeholder("name"), text, flags=re.IGNORECASE)
        text = _EMAIL.sub(self._placeholder("email"), text)
        text = _PERSON.sub(lambda match: match[1] + self._named("person", match[2]), text)
        text = STREET.sub(self._placeholder("address"), text)
        text = _AMAZON_ID.sub(self._placeholder("account"), text)
        text = _TOKEN.sub(self._placeholder("token"), text)
        if self._orders:
            text = _ORDER.sub(self._placeholder("order"), text)
        return self._without_phones(text)

    def address(self, address: str) -> str:
        """An address whose query holds no token, session or account; pictures in the address itself stay."""
        if address.startswith("data:"):
            return address
        try:
            parts = urlsplit(address)
        except ValueError:
            return self.text(address)
        if not parts.query:
            return self.text(address)
        pairs = [
            (name, self._secret(value) if _SECRET_NAME.search(name) and value else self.text(value))
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        query = urlencode(pairs, safe="[] /:")
        return urlunsplit((parts.scheme, parts.netloc, self.text(parts.path), query.replace(" ", "%20"), ""))

    def html(self, html: str) -> str:
        """A page without personal data, secrets, scripts and comments; its structure and labels stay."""
        from bs4 import BeautifulSoup, Comment  # noqa: PLC0415 (only where a page is kept)

        page = BeautifulSoup(html, "html.parser")
        for silent in page.find_all(_SILENT):
            silent.decompose()
        for comment in page.find_all(string=lambda found: isinstance(found, Comment)):
            comment.extract()
        self._scrub_texts(page)
        for tag in page.find_all(True):
            self._scrub_tag(tag)
        return redact(str(page))

    def _scrub_texts(self, page: BeautifulSoup) -> None:
        """Every text that can be read, those inside templates (shadow roots) too; style sheets are no texts."""
        from bs4.element import NavigableString, PreformattedString, Stylesheet  # noqa: PLC0415 (as in `html`)

        for found in page.find_all(string=True):
            if isinstance(found, NavigableString) and not isinstance(found, (PreformattedString, Stylesheet)):
                changed = self.text(found)
                if changed != found:
                    found.replace_with(type(found)(changed))

    def _scrub_tag(self, tag: Tag) -> None:
        secret = _holds_secret(tag)
        for name, value in list(tag.attrs.items()):
            if name.startswith("on"):
                del tag[name]
            elif not isinstance(value, str):  # class names
                continue
            elif name in {"value", "content"} and secret and value:
                tag[name] = self._secret(value)
            elif name == "srcdoc":
                tag[name] = self.html(value)
            else:
                tag[name] = self.address(value) if name in _ADDRESSES else self.text(value)

    def _without_phones(self, text: str) -> str:
        """Telephone numbers that are written as such; Amazon's own long numbers are none."""
        if not _MANY_DIGITS.search(_NUMBERS.sub(_blank, text)):
            return text
        from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 (large, and most texts hold no digits)

        looked_at = _NUMBERS.sub(_blank, text)
        kept, last = [], 0
        for found in PhoneNumberMatcher(looked_at, self._region, leniency=Leniency.VALID):
            kept += [text[last : found.start], self._named("phone", found.raw_string)]
            last = found.end
        return "".join([*kept, text[last:]])

    def _secret(self, value: str) -> str:
        return self._named("token", value)

    def _placeholder(self, kind: str) -> Callable[[re.Match[str]], str]:
        return lambda match: self._named(kind, match.group().casefold() if kind == "email" else match.group())

    def _named(self, kind: str, value: str) -> str:
        """The placeholder of a value: the same one each time."""
        known = self._seen.get((kind, value))
        if known is None:
            number = 1 + sum(1 for other, _ in self._seen if other == kind)
            known = self._seen[kind, value] = f"[{kind} {number}]"
        return known


def _blank(match: re.Match[str]) -> str:
    """As long as what it stands for, so that places stay."""
    return "~" * len(match.group())


def _holds_secret(tag: Tag) -> bool:
    """Whether a tag's value is a secret, by what it is or what it is called."""
    kind, completion = str(tag.get("type", "")).lower(), str(tag.get("autocomplete", "")).lower()
    if kind in _SECRET_TYPES or completion in _SECRET_COMPLETIONS:
        return True
    return any(_SECRET_NAME.search(str(tag.get(name, ""))) for name in ("name", "id", "http-equiv", "property"))
