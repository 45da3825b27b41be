from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from casewright.intake.cells import Unreadable
from casewright.intake.evidence_file import MAX_BYTES, inspect
from casewright.intake.load import load
from casewright.intake.photo_copies import Copies, carries_position
from casewright.intake.photos import GPS, says_where
from casewright.intake.row_evidence import EvidenceDesk
from casewright.model.evidence import Evidence, EvidenceKind
from casewright.model.problem import Problem
from casewright.places import demo_claims, shipped

HEIC = shipped() / "fixtures" / "evidence" / "telephone.heic"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d exif:GPSLatitude="52,31.2N"/></x:xmpmeta>'
TAKEN, DAY = 306, "2026:11:03 10:00:00"


def with_position():
    exif = Image.Exif()
    exif[TAKEN] = DAY
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 17.0)})
    return exif


def photo(folder: Path, name: str, **saved) -> Path:
    """A photo of 640 by 480 that says where and when it was taken."""
    picture = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    picture.save(folder / name, exif=with_position().tobytes(), **saved)
    return folder / name


def looked_at(path: Path) -> Evidence:
    found = inspect(path.name, EvidenceKind.PHOTO, path.parent)
    assert isinstance(found, Evidence), found
    return found


@pytest.fixture
def copies(tmp_path):
    return Copies(tmp_path / "home" / "evidence")


@pytest.fixture
def bare(tmp_path):
    """Copies for a seller who wants no positions sent."""
    return Copies(tmp_path / "home" / "evidence", strip_location=True)


@pytest.fixture
def heic(tmp_path):
    return Path(shutil.copy(HEIC, tmp_path / "IMG_1041.heic"))


def test_a_heic_photo_is_sent_as_a_jpeg_and_the_evidence_is_that_files(heic, copies):
    sent = copies.instead_of(looked_at(heic))

    assert (sent.name, sent.media_type, sent.kind) == ("IMG_1041-heic.jpg", "image/jpeg", EvidenceKind.PHOTO)
    content = sent.path.read_bytes()
    assert (sent.size, sent.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    with Image.open(sent.path) as picture:
        picture.load()
        assert (picture.format, picture.size, picture.getexif()[TAKEN]) == ("JPEG", (640, 480), DAY)


def test_the_original_stays_to_the_byte(heic, copies):
    copies.instead_of(looked_at(heic))

    assert heic.read_bytes() == HEIC.read_bytes()


def test_the_same_photo_gives_the_same_copy_each_time_and_on_another_machine(heic, tmp_path):
    first = Copies(tmp_path / "one").instead_of(looked_at(heic))
    again = Copies(tmp_path / "one").instead_of(looked_at(heic))
    elsewhere = Copies(tmp_path / "two").instead_of(looked_at(heic))

    assert again == first
    assert elsewhere.sha256 == first.sha256


def test_what_was_copied_is_said_once(heic, copies):
    copies.instead_of(looked_at(heic))
    copies.instead_of(looked_at(heic))

    assert list(map(str, copies.statements)) == [
        "1 HEIC photo is sent as a JPEG copy, because Amazon's forms do not accept HEIC"
    ]


def test_a_heic_photo_that_breaks_off_is_refused_with_a_hint(heic):
    heic.write_bytes(HEIC.read_bytes()[:700])
    found = inspect(heic.name, EvidenceKind.PHOTO, heic.parent)

    assert isinstance(found, Problem)
    assert found.code == "photo-broken"
    assert "JPEG or PNG" in (str(found.expected))


def test_a_photographed_invoice_may_be_heic_because_it_is_sent_as_jpeg(heic, copies):
    found = inspect(heic.name, EvidenceKind.STOCK_DOCUMENT, heic.parent)

    assert isinstance(found, Evidence)
    assert copies.instead_of(found).media_type == "image/jpeg"


def test_a_pdf_and_a_photo_that_every_form_takes_are_sent_themselves(tmp_path, copies, bare):
    for name in ("HL-1042-cracked-jar.jpg", "invoice-KG-7713.pdf"):
        proof = looked_at_any(demo_claims() / "evidence" / name)
        assert copies.instead_of(proof) is proof
        assert bare.instead_of(proof) is proof


def looked_at_any(path: Path) -> Evidence:
    found = inspect(path.name, EvidenceKind.OTHER, path.parent)
    assert isinstance(found, Evidence)
    return found


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("a.jpg", {}),
        ("a.jpg", {"xmp": XMP}),
        ("a.png", {}),
        ("a.tif", {}),
    ],
)
def test_where_asked_the_position_is_left_out_and_the_rest_is_kept(tmp_path, bare, name, saved):
    original = photo(tmp_path, name, **saved)
    before = original.read_bytes()
    proof = looked_at(original)
    assert carries_position(proof)

    sent = bare.instead_of(proof)

    assert (sent.name, sent.media_type) == (proof.name, proof.media_type)
    assert sent.sha256 != proof.sha256
    assert not carries_position(sent)
    assert b"GPSLatitude" not in sent.path.read_bytes()
    with Image.open(sent.path) as picture:
        assert picture.size == (640, 480)
        assert picture.getexif()[TAKEN] == DAY
    assert original.read_bytes() == before


def in_png():
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("a.jpg", {"xmp": XMP}),
        ("a.png", {"pnginfo": in_png()}),
        ("a.tiff", {"compression": "tiff_lzw", "tiffinfo": {700: XMP}}),
    ],
)
def test_a_position_in_xmp_alone_is_seen_and_left_out(tmp_path, bare, name, saved):
    Image.new("RGB", (640, 480)).save(tmp_path / name, **saved)
    assert says_where(tmp_path / name)

    sent = bare.instead_of(looked_at(tmp_path / name)).path
    assert not says_where(sent)
    assert b"GPSLatitude" not in sent.read_bytes()


def test_a_scan_of_several_pages_keeps_all_of_them(tmp_path, bare):
    pages = [Image.new("RGB", (640, 480), colour) for colour in ("white", "grey", "black")]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:], exif=with_position().tobytes())

    assert says_where(tmp_path / "a.tif")

    with Image.open(bare.instead_of(looked_at(tmp_path / "a.tif")).path) as picture:
        assert [page_colour(picture, page) for page in range(picture.n_frames)] == [255, 128, 0]


def page_colour(picture, page):
    picture.seek(page)
    return picture.convert("L").getpixel((0, 0))


def test_a_heic_photo_loses_its_position_too_and_only_where_asked(heic, copies, bare):
    proof = looked_at(heic)

    assert carries_position(copies.instead_of(proof))
    assert not carries_position(bare.instead_of(proof))


def test_a_position_that_cannot_be_taken_out_is_refused(tmp_path, bare, monkeypatch):
    monkeypatch.setattr("casewright.intake.photo_copies.says_where", lambda path: True)

    with pytest.raises(Unreadable) as refused:
        bare.instead_of(looked_at(photo(tmp_path, "a.jpg")))
    assert refused.value.code == "photo-location-kept"


def test_a_copy_that_would_be_too_large_is_made_smaller_and_else_refused(heic, copies, monkeypatch):
    whole = copies.instead_of(looked_at(heic))
    shutil.rmtree(whole.path.parent)
    monkeypatch.setattr("casewright.intake.photo_copies.MAX_BYTES", whole.size - 1)
    assert copies.instead_of(looked_at(heic)).size < whole.size <= MAX_BYTES

    monkeypatch.setattr("casewright.intake.photo_copies.MAX_BYTES", 100)
    with pytest.raises(Unreadable) as refused:
        copies.instead_of(looked_at(heic))
    assert refused.value.code == "evidence-too-large"


def test_a_home_that_cannot_be_written_is_a_problem_of_the_photo(heic, tmp_path):
    (tmp_path / "file").write_text("no folder")
    desk = EvidenceDesk(tmp_path, Copies(tmp_path / "file" / "evidence"))
    (found,) = desk.results([(heic.name, EvidenceKind.PHOTO)])

    assert isinstance(found, Problem)
    assert (found.code, found.value) == ("evidence-not-copied", heic.name)


def claims_with(seller, name, copies):
    header = (*seller.csv_text().strip().split(","), "photos")
    return load([seller.csv([*seller.row(), name], header=header)], copies=copies)


def test_a_claim_carries_the_copy_and_its_hash(seller, heic, copies):
    batch = claims_with(seller, heic.name, copies)
    (sent,) = batch.claims[0].evidence

    assert (sent.name, sent.sha256) == ("IMG_1041-heic.jpg", hashlib.sha256(sent.path.read_bytes()).hexdigest())
    assert any("JPEG copy" in str(line) for line in batch.statements)


def test_a_photo_with_a_position_is_named_in_a_warning_until_the_seller_asks(seller, copies, bare):
    photo(seller.folder, "yard.jpg")
    warned = [one for one in claims_with(seller, "yard.jpg", copies).problems if one.code == "photo-location"]
    asked = claims_with(seller, "yard.jpg", bare)

    (one,) = warned
    assert (one.severity, "yard.jpg" in str(one.message)) == ("warning", True)
    assert "--strip-location" in (str(one.expected))
    assert asked.problems == ()
    assert [str(line) for line in asked.statements if "location" in str(line)] == [
        "1 photo is sent as a copy without its location; the original stays as it is"
    ]
