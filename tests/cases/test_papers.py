"""Evidence as it lies in sellers' folders: names, paths, telephones, and PDFs of every make."""

from __future__ import annotations

import shutil
import unicodedata

import pytest
from PIL import Image

from .seller_files import CLAIM

DAMAGED = CLAIM | {"Claim type": "Damaged in warehouse"}


@pytest.mark.parametrize(("on_disk", "in_sheet"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_from_a_mac_is_the_same_name(desk, check, on_disk, in_sheet):
    name = "evidence/Rechnung-Müller-März.pdf"
    desk.paper(unicodedata.normalize(on_disk, name))
    desk.claims(CLAIM | {"Stock documents": unicodedata.normalize(in_sheet, name)})
    assert check().verdicts == {"FO-1": "ready"}


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("JPEG", "IMG_1.HEIC", "rename it to IMG_1.jpg"),
        ("PNG", "Screenshot.jpg", "rename it to Screenshot.png"),
        ("WEBP", "whatsapp.jpg", "save it as JPEG"),
        ("JPEG", "IMG_1.png", "rename it to IMG_1.jpg"),
        ("HEIF", "IMG_1.jpg", "rename it to IMG_1.heic"),
        ("JPEG", "IMG_1.pdf", "rename it to IMG_1.jpg"),
        ("JPEG", "IMG_1.jpe", "rename it to IMG_1.jpg"),
        ("PNG", "IMG_1", "rename it to IMG_1.png"),
    ],
)
def test_a_photo_under_a_wrong_name_is_told_its_right_one(desk, check, kind, name, words):
    if kind == "HEIF":
        import pi_heif  # noqa: PLC0415 (reads only: a picture of the kind is made by hand)

        assert pi_heif
        (desk.folder / "evidence" / name).write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0" * 64)
    else:
        Image.new("RGB", (1200, 900), "#888").save(desk.folder / "evidence" / name, format=kind)
    desk.claims(DAMAGED | {"Photos": f"evidence/{name}"})
    assert check().told(words)


@pytest.mark.parametrize("name", ["IMG_1.JPEG", "IMG_1.JFIF", "IMG_1.Jpg"])
def test_every_ending_of_a_jpeg_is_taken(desk, check, name):
    Image.new("RGB", (1200, 900), "#888").save(desk.folder / "evidence" / name, format="JPEG")
    desk.claims(DAMAGED | {"Photos": f"evidence/{name}"})
    done = check()
    assert done.verdicts == {"FO-1": "ready"}, done.messages


def test_what_a_telephone_leaves_beside_its_photos_is_passed_over_and_told(desk, check):
    folder = desk.folder / "evidence" / "FO-1"
    (folder / "photos").mkdir(parents=True)
    shutil.copy(desk.folder / "evidence" / "invoice.pdf", folder / "invoice.pdf")
    Image.new("RGB", (1200, 900), "#888").save(folder / "photos" / "IMG_1.JPG", format="JPEG")
    for name in ("IMG_1.MOV", "IMG_1.AAE", ".DS_Store", "Thumbs.db", "read me.txt"):
        (folder / name).write_bytes(b"\1\2\3")
    desk.claims(DAMAGED | {"Stock documents": ""})
    done = check()
    assert done.verdicts == {"FO-1": "ready"}, done.messages
    assert sum("was skipped" in message for message in done.messages) == 3


@pytest.mark.parametrize(
    "name",
    ["invoice.pdf", "Evidence/Invoice.PDF", "evidence\\invoice.pdf", "./evidence/invoice.pdf"],
)
def test_a_file_that_is_there_is_found_or_named(desk, check, name):
    desk.claims(CLAIM | {"Stock documents": name})
    done = check()
    assert done.verdicts == {"FO-1": "ready"} or done.told("did you mean evidence/invoice.pdf?")


def test_an_absolute_path_inside_the_folder_is_taken_or_told_how_to_write(desk, check):
    desk.claims(CLAIM | {"Stock documents": str(desk.folder / "evidence" / "invoice.pdf")})
    done = check()
    assert done.verdicts == {"FO-1": "ready"} or done.told("evidence/invoice.pdf")
    desk.claims(CLAIM | {"Stock documents": "/somewhere/else/evidence/invoice.pdf"})
    assert check().told("write it from the sheet's folder: evidence/invoice.pdf")


GOOD = {
    "as it is": lambda pdf: pdf,
    "a line before": lambda pdf: b"\r\n" + pdf,
    "a mark before": lambda pdf: b"\xef\xbb\xbf" + pdf,
    "a name before": lambda pdf: b"invoice.pdf\n" + pdf,
    "no end": lambda pdf: pdf.replace(b"%%EOF", b"").rstrip(),
    "end twice": lambda pdf: pdf + b"\n%%EOF\n",
    "end cut": lambda pdf: pdf.rstrip()[:-2],
    "garbage after": lambda pdf: pdf + b"\0" * 400 + b"mail footer",
    "one line": lambda pdf: pdf.replace(b"\n%%EOF", b" %%EOF"),
    "cross-reference off": lambda pdf: pdf.replace(b"startxref\n", b"startxref\n9"),
}


@pytest.mark.parametrize("how", GOOD)
def test_a_pdf_that_viewers_open_is_taken(desk, check, how):
    path = desk.folder / "evidence" / "invoice.pdf"
    path.write_bytes(GOOD[how](path.read_bytes()))
    desk.claims()
    done = check()
    assert done.verdicts == {"FO-1": "ready"}, done.messages


@pytest.mark.parametrize(
    ("password", "ready"), [({"owner_password": "o"}, True), ({"owner_password": "o", "user_password": "u"}, False)]
)
def test_only_a_password_for_reading_stops_a_pdf(desk, check, password, ready):
    desk.paper("evidence/invoice.pdf", **password)
    desk.claims()
    done = check()
    assert ("FO-1" in done.verdicts) is ready, done.messages
    assert ready or done.told("this PDF asks for a password")


def test_a_scan_without_text_says_so(desk, check):
    Image.new("RGB", (2400, 1800), "#eee").save(desk.folder / "evidence" / "invoice.pdf", format="PDF")
    desk.claims()
    done = check()
    assert (done.verdicts, done.told("is a scan without text")) == ({"FO-1": "ready"}, True)
