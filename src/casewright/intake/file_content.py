"""What a file really holds, by its first bytes: whatever its name says."""

from __future__ import annotations

import re
from typing import NamedTuple

from casewright.message import Message, msg

HEAD = 8192
"""Bytes from the beginning that are enough to tell."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"})
_SPACE = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf"
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_SIGN_IN = re.compile(
    rb"sign[ -]?in|log ?in|ap_signin|anmelden|connexion|accedi|iniciar sesi|\xe7\x99\xbb\xe5\xbd\x95", re.IGNORECASE
)


class Content(NamedTuple):
    """A kind of content: its media type, what a person calls it, and the ending that fits it."""

    media_type: str
    name: Message
    ending: str = ""


PDF = Content("application/pdf", msg("a PDF"), ".pdf")
JPEG = Content("image/jpeg", msg("a JPEG photo"), ".jpg")
PNG = Content("image/png", msg("a PNG picture"), ".png")
TIFF = Content("image/tiff", msg("a TIFF picture"), ".tif")
HEIC = Content("image/heic", msg("a HEIC photo"), ".heic")
WEBP = Content("image/webp", msg("a WebP picture"), ".webp")
GIF = Content("image/gif", msg("a GIF picture"), ".gif")
BMP = Content("image/bmp", msg("a BMP picture"), ".bmp")
AVIF = Content("image/avif", msg("an AVIF picture"), ".avif")
VIDEO = Content("video/mp4", msg("a video"), ".mov")
ZIP = Content("application/zip", msg("a packed folder (zip) or an Office file"), ".zip")
OLE = Content("application/x-ole-storage", msg("an old Office file"), ".xls")
GZIP = Content("application/gzip", msg("a packed file (gzip)"), ".gz")
SIGN_IN_PAGE = Content("text/html", msg("a sign-in page"), ".html")
WEB_PAGE = Content("text/html", msg("a web page"), ".html")
XML_SHEET = Content("application/xml", msg("an XML Spreadsheet 2003"), ".xml")
XML = Content("application/xml", msg("an XML file"), ".xml")
TEXT = Content("text/plain", msg("a text file"), ".txt")

_SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", GIF),
    (b"BM", BMP),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x1f\x8b", GZIP),
)
_PDF_WITHIN = 1024
"""Viewers look for `%PDF` in so many bytes from the beginning."""


def recognise_content(head: bytes) -> Content | None:
    """What a file that begins so is; None where its bytes say nothing."""
    for signature, content in _SIGNATURES:
        if head.startswith(signature):
            return content
    if head[4:8] == b"ftyp":
        return _of_brand(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    return _of_text(head)


def _of_brand(head: bytes) -> Content:
    """Of a container for pictures and films: its own brand decides, then those it is compatible with."""
    size = int.from_bytes(head[:4], "big")
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, 64, len(head)), 4))]
    if brands[0] in (b"avif", b"avis"):
        return AVIF
    return HEIC if any(brand in _HEIC_BRANDS for brand in brands) else VIDEO


def _of_text(head: bytes) -> Content | None:
    text = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    begin = text.lstrip(_SPACE + b"\xff\xfe")[:512].lower()
    if begin.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<!--", b"<script")):
        title = _TITLE.search(text)
        return SIGN_IN_PAGE if _SIGN_IN.search(title[1] if title else text[:2000]) else WEB_PAGE
    if begin.startswith((b"<?xml", b"<workbook")):
        return XML_SHEET if b"schemas-microsoft-com:office:spreadsheet" in text else XML
    if text and not text.count(b"\x00") and all(byte >= 32 or byte in b"\t\n\r\x0c\x1a" for byte in text[:512]):
        return TEXT
    return None
