"""Typing what signs in: on https, on the marketplace's own sign-in pages, into the right field, or not at all."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle
from playwright.sync_api import Error as PlaywrightError

from casewright.browser.eye import Eye
from casewright.browser.find import find
from casewright.browser.page_change import Patience
from casewright.browser.verbs import milliseconds
from casewright.flow.reason import Reason
from casewright.flow.window import Enter, Key, Keys, WindowError
from casewright.message import msg

_SIGN_IN = re.compile(r"/(?:ap|ax|signin)(?:/|$)")
"""The paths of Amazon's sign-in pages."""

_TYPES: dict[Key, frozenset[str]] = {
    "email": frozenset({"email", "text", "tel"}),
    "password": frozenset({"password"}),
    "code": frozenset({"password", "tel", "text", "number"}),
}
_FIELD = """element => [element.localName, element.type ?? '', element.form?.action ?? '',
  `${element.id} ${element.name} ${element.autocomplete}`]"""
_FOR_CODES = re.compile(r"otp|one-time|code", re.IGNORECASE)


def enter(eye: Eye, act: Enter, keys: Keys | None, patience: Patience) -> None:
    """Type a sign-in value, and check that the field took it. No message contains the value.

    The field is held while it is looked at and typed into, so that no page that comes meanwhile can take its place.

    Raises:
        WindowError: `no-key` where nothing may be typed there, `not-found`, `ambiguous`, `read-back-differs`.
    """
    if keys is None:
        raise WindowError(Reason.NO_KEY, msg("nothing is stored to sign in with"))
    _see_page(eye.page.url, keys)
    found = find(eye, act.target, keys.hosts, patience)
    if not found.in_page:
        raise WindowError(
            Reason.NO_KEY, msg("{label} is in a frame of the page, where no password belongs", label=act.target.label)
        )
    field = found.element
    _see_field(field, act, keys)
    value = keys.give(act.what)
    try:
        _see_page(eye.page.url, keys)
        field.fill(value, timeout=milliseconds(patience))
        took = field.input_value(timeout=milliseconds(patience)) == value
    except PlaywrightError:
        raise WindowError(
            Reason.PAGE_GONE, msg("{label} took nothing", label=act.target.label)
        ) from None  # its message may hold the value
    if not took:
        raise WindowError(Reason.READ_BACK_DIFFERS, msg("{label} does not hold what was typed", label=act.target.label))


def _see_page(url: str, keys: Keys) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.netloc not in keys.hosts or not _SIGN_IN.match(parts.path):
        raise WindowError(
            Reason.NO_KEY,
            msg(
                "{scheme}://{netloc}{path} is not a sign-in page of the marketplace",
                scheme=parts.scheme,
                netloc=parts.netloc,
                path=parts.path,
            ),
        )


def _see_field(field: ElementHandle, act: Enter, keys: Keys) -> None:
    name, kind, sent_to, called = (str(one) for one in field.evaluate(_FIELD))
    fits = kind in _TYPES[act.what] and (act.what != "code" or bool(_FOR_CODES.search(called)))
    if name != "input" or not fits:
        raise WindowError(
            Reason.NO_KEY,
            msg(
                "{label} is not a field for a {what} ({name} {kind})",
                label=act.target.label,
                what=act.what,
                name=name,
                kind=kind,
            ),
        )
    if sent_to:
        _see_page(sent_to, keys)
