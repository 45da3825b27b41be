"""A language that nobody speaks: every sentence of the catalogs in ⟦brackets⟧, so that whatever stands outside of them
was never put into a catalog. What a sentence names (`{claim}`) stands outside, too: plain English in it is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from tests.contract.catalogs import sentences

from casewright import message
from casewright.message import DOMAIN

LANGUAGE = "qps"
"""What the language is called: the first code that ISO 639 leaves to whoever needs one is `qaa`, the last `qtz`."""

NAMES = (
    "Harbor Lane Goods",
    "Lagoon Supplies",
)
"""What sellers, products and files are called in these tests: said as it is in every language."""

_MARKED = re.compile("⟦[^⟦⟧]*⟧")
_CODE = re.compile(
    r"`[^`\n]*`"  # a command
    r"|\"[^\"\n]*\"|“[^”\n]*”"  # what stands in a file or on a page
    r"|\bhttps?://\S+|\S*[/\\@_=*<>|~]\S*|\S+\.[a-z]{2,5}\b|\S+\.\d\S*"  # addresses, files, versions
    r"|--?[a-z][\w-]*|[\w-]*\d[\w-]*|[\w]+-[\w-]+"  # options, numbers, names of flows and controls
)
_WORD = re.compile(r"(?<![\w'’])[A-Za-z][a-z'’]{2,}(?!\w)")


@pytest.fixture(scope="session")
def pseudo_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogs with this language alone."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalog(folder)
    return folder


def write_catalog(folder: Path) -> None:
    """Write the catalog of this language where `message.FOLDER` may point."""
    made = Catalog(locale="en")
    for sentence in sentences():
        if sentence.id:
            forms = sentence.id if isinstance(sentence.id, tuple) else (sentence.id,)
            said = tuple(map(mark, forms))
            made.add(sentence.id, said if sentence.pluralizable else said[0], context=sentence.context)
    target = folder / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, made)


def mark(text: str) -> str:
    """A sentence in this language: what stands in it outside of braces, in brackets."""
    marked = ""
    for literal, name, form, conversion in Formatter().parse(text):
        written = literal.replace("{", "{{").replace("}", "}}")
        # Each sentence by itself: a page that shows only the first one cuts the rest off.
        marked += f"⟦{written.replace('. ', '⟧. ⟦')}⟧" if any(map(str.isalpha, literal)) else written
        if name is not None:
            marked += "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"
    return marked


def unmark(text: str) -> str:
    """A text of this language in English: without its brackets."""
    return text.replace("⟦", "").replace("⟧", "")


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """As long as this is entered, the program knows this language and English, and speaks this one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message, "FOLDER", folder)
        patch.setenv("CASEWRIGHT_LANG", LANGUAGE)
        message.catalog.cache_clear()
        try:
            yield
        finally:
            message.catalog.cache_clear()


def expect_marked(text: str, *data: str) -> None:
    """Fail where words of a text were never put into a catalog, and are neither code nor data."""
    left = unmarked(text, *data)
    assert not left, "said, but in no catalog:\n" + "\n".join(left)


def unmarked(text: str, *data: str) -> list[str]:
    """Each line with a word that stands outside of brackets and is neither code nor data; `·` is what was taken out."""
    left = _MARKED.sub("⟦⟧", text)
    for each in sorted((*NAMES, *data), key=len, reverse=True):
        left = left.replace(each, "·")
    left = _CODE.sub("·", left)
    return [line.strip() for line in left.splitlines() if _WORD.search(line)]
