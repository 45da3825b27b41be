"""Removes personal data and secrets from text and HTML that is kept; the same thing gets the same placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PreformattedString, Stylesheet
from phonenumbers import Leniency, PhoneNumberMatcher

from casewright.model.marketplaces import marketplace
from casewright.privacy.personal import (
    ACCOUNT_ID,
    BEFORE_PERSON,
    EMAIL,
    HEAD_OF_PERSON,
    MANY_DIGITS,
    NAME,
    NAME_IN_A_SENTENCE,
    NO_TELEPHONE,
    ORDER,
    PERSON,
    STREET,
    TOKEN,
)
from casewright.redact import redact, secrets_in

_KNOWN_NAME = 6
"""Letters that a name has at least to be known again where nothing around it says that it is one; half as many in
scripts that need fewer."""
_NO_NAMES = ("button", "option", "label", "h1", "h2", "h3", "h4", "h5", "h6")
"""Elements whose text is what can be done, or begins something else."""
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
    """Replaces what nobody else may read by placeholders such as `[email 1]`, always the same for the same value.

    There are `email`, `phone`, `address`, `person`, `token`, `account`, `name` and `order`; what `redact` knows goes
    first.

    One scrubber for all parts of a recording keeps equal things equal. Orders stay unless `orders` is set, because a
    claim is about them; `names` are further words to remove, such as the account's own name. `region` is the country
    whose telephone numbers are written without a country code.
    """

    def __init__(self, *, orders: bool = False, names: tuple[str, ...] = (), region: str = "US") -> None:
        self._orders = orders
        self._names = tuple(sorted((name for name in names if name.strip()), key=len, reverse=True))
        self._region = marketplace(region).country
        self._seen: dict[tuple[str, str], str] = {}
        self._people: set[str] = set()
        self.found: set[str] = set()
        """What was replaced in texts so far, each as it was written; whoever asks for it may empty it."""

    def text(self, text: str) -> str:
        """A text without personal data and secrets."""
        self.found |= secrets_in(text)
        text = redact(text)
        for name in self._names:
            text = re.sub(re.escape(name), self._placeholder("name"), text, flags=re.IGNORECASE)
        text = ACCOUNT_ID.sub(self._placeholder("account"), self._without_people(text))
        text = TOKEN.sub(self._placeholder("token"), text)
        if self._orders:
            text = ORDER.sub(self._placeholder("order"), text)
        return self._without_phones(text)

    def people(self, text: str) -> str:
        """A text without personal data, for what has to keep its paths and long words: a traceback."""
        return self._without_phones(self._without_people(redact(text)))

    def _without_people(self, text: str) -> str:
        text = EMAIL.sub(self._placeholder("email"), text)
        text = PERSON.sub(lambda match: match[1] + self._person(match[2]), text)
        for name in self._people:
            text = text.replace(name, self._in_text("person", name)) if name in text else text
        return STREET.sub(self._placeholder("address"), text)

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
        silent = (PreformattedString, Stylesheet)
        found = [one for one in page.find_all(string=True) if isinstance(one, NavigableString)]
        texts = [one for one in found if not isinstance(one, silent) and one.strip()]
        for before, text in pairwise(texts):
            if _says_who(before, text):
                self._known_person(text)
        for text in texts:
            changed = self.text(text)
            if changed != text:
                text.replace_with(type(text)(changed))

    def _known_person(self, written: str) -> None:
        """Know a name by its first line from here on, wherever it stands."""
        name = re.match(NAME, written.strip())
        found = name[0].strip() if name else ""
        if len(found) >= (_KNOWN_NAME if found.isascii() else _KNOWN_NAME // 2):
            self._people.add(found)

    def _person(self, written: str) -> str:
        """The placeholder of a name behind words that say that it is one; a sentence goes on after it."""
        name = NAME_IN_A_SENTENCE.match(written)
        end = name.end() if name else len(written)
        self._known_person(written[:end])
        return self._in_text("person", written[:end]) + written[end:]

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
        if not MANY_DIGITS.search(NO_TELEPHONE.sub(_blank, text)):
            return text
        looked_at = NO_TELEPHONE.sub(_blank, text)
        kept, last = [], 0
        for found in PhoneNumberMatcher(looked_at, self._region, leniency=Leniency.VALID):
            kept += [text[last : found.start], self._in_text("phone", found.raw_string)]
            last = found.end
        return "".join([*kept, text[last:]])

    def _secret(self, value: str) -> str:
        return self._placeholder_for("token", value)

    def _placeholder(self, kind: str) -> Callable[[re.Match[str]], str]:
        return lambda match: self._in_text(kind, match.group())

    def _in_text(self, kind: str, written: str) -> str:
        """The placeholder for something that stands in a text."""
        self.found.add(written)
        return self._placeholder_for(kind, written.casefold() if kind == "email" else written)

    def _placeholder_for(self, kind: str, value: str) -> str:
        """The placeholder of a value: the same one each time."""
        known = self._seen.get((kind, value))
        if known is None:
            number = 1 + sum(1 for other, _ in self._seen if other == kind)
            known = self._seen[kind, value] = f"[{kind} {number}]"
        return known


def _blank(match: re.Match[str]) -> str:
    """As long as what it stands for, so that places stay."""
    return "~" * len(match.group())


def _says_who(before: NavigableString, text: NavigableString) -> bool:
    """Return whether a text that stands in the element after another is a name because the other says so."""
    if text.find_parent(_NO_NAMES) is not None:
        return False
    return bool(BEFORE_PERSON.search(before) or (HEAD_OF_PERSON.match(before) and _is_value(text)))


def _is_value(text: NavigableString) -> bool:
    """Whether a text stands in the value of a list of names and values, or of a table's row, and is no single word."""
    if not re.search(r"\w\s+\w|[一-鿿]{2}", text.strip()):
        return False
    holder = text.find_parent(("dd", "td"))
    before = holder.find_previous_sibling() if holder else None
    return before is not None and before.name in {"dt", "th", "td"}


def _holds_secret(tag: Tag) -> bool:
    """Return whether a tag's value is a secret, by what it is or what it is called."""
    kind, completion = str(tag.get("type", "")).lower(), str(tag.get("autocomplete", "")).lower()
    if kind in _SECRET_TYPES or completion in _SECRET_COMPLETIONS:
        return True
    return any(_SECRET_NAME.search(str(tag.get(name, ""))) for name in ("name", "id", "http-equiv", "property"))
