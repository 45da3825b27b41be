"""Which encoding a text file is in: by its mark, by what decodes, by the headers that then make sense."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

#: Encodings in the field, by what a seller would call them.
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "gb18030": "GB18030 (Chinese Excel)",
    "cp932": "Shift-JIS (Japanese Excel)",
    "cp1252": "Windows-1252 (Western Excel)",
}
_FALLBACKS = ("gb18030", "cp932", "cp1252")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 64 * 1024
_FEW = 20
"""One zero byte in so many may be a slip in a text; more are no text, or UTF-16 without its mark."""


def encoding_of(path: Path, knows: Callable[[str], int]) -> str | None:
    """The encoding of a file, None where it is no text in any that is known here.

    `knows` counts the known headers in the beginning of a text: the surest sign that it was decoded rightly.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), None)
    if marked:
        return marked if _decodes(path, marked) else None
    if sample.count(0) * _FEW > len(sample):
        return None
    if _decodes(path, "utf-8"):
        return "utf-8"
    if b"\0" in sample:
        return None
    possible = [name for name in _ranked(sample) if _decodes(path, name)]
    texts = {name: sample.decode(name, "replace") for name in possible}
    return max(possible, key=lambda name: (knows(texts[name]), _reads_like(texts[name], name)), default=None)


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while block := file.read(1024 * 1024):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _reads_like(text: str, name: str) -> int:
    """How much a text looks like what people write in an encoding, from 0 to 2.

    A few characters are too little for statistics, and the same bytes are often words in one encoding and rubbish in
    another: people in China write the common characters, and in Japan hardly a line without kana.
    """
    if name == "gb18030":
        foreign = [one for one in text if not one.isascii()]
        common = sum(map(_is_common_chinese, foreign))
        return 2 if common * 5 >= len(foreign) * 4 else 1
    if name == "cp932":
        kana = any("\u3041" <= one <= "\u30fe" for one in text)
        return 2 * (kana and not any("\uff61" <= one <= "\uff9f" for one in text))  # the half-width ones are rubbish
    return 1


def _is_common_chinese(character: str) -> bool:
    """Whether it is punctuation or one of the 3,755 characters that GB 2312 calls common."""
    try:
        return character.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def _ranked(sample: bytes) -> list[str]:
    """The fallbacks, most likely first, as charset-normalizer sees the sample."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (only where UTF-8 failed)

    likely = [codecs.lookup(match.encoding).name for match in from_bytes(sample, cp_isolation=list(_FALLBACKS))]
    return list(dict.fromkeys([*(name for name in likely if name in _FALLBACKS), *_FALLBACKS]))
