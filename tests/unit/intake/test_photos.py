from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from casewright.intake.cells import Unreadable
from casewright.intake.photos import check
from casewright.places import demo_claims


def refused(path):
    with pytest.raises(Unreadable) as found:
        check(path)
    return found.value.code


@pytest.mark.parametrize("photo", sorted((demo_claims() / "evidence").glob("*.jpg")), ids=lambda path: path.name)
def test_the_demos_photos_are_good(photo):
    check(photo)
    assert photo.stat().st_size < 200_000


def test_a_photo_that_breaks_off_is_refused(tmp_path):
    whole = next((demo_claims() / "evidence").glob("*.jpg")).read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])

    assert refused(tmp_path / "a.jpg") == "photo-broken"


@pytest.mark.parametrize(("width", "taken"), [(499, False), (500, True)])
def test_a_photo_has_at_least_five_hundred_pixels_across(tmp_path, width, taken):
    Image.new("RGB", (width, 900)).save(tmp_path / "a.png")

    if taken:
        check(tmp_path / "a.png")
    else:
        assert refused(tmp_path / "a.png") == "photo-too-small"


def test_a_picture_that_would_fill_the_memory_is_refused_unopened(tmp_path):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    (tmp_path / "a.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )

    assert refused(tmp_path / "a.png") == "photo-too-large"
