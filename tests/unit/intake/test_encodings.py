from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casewright.intake import encodings
from casewright.intake.columns import count_known
from casewright.intake.encodings import LOST_LETTER, TooLarge, find_encoding, open_text
from casewright.intake.load import load

CHINESE = "店铺,站点,索赔类型,丢失/损坏日期,数量,商品名称\nHarbor,US,仓库丢失,2026-10-13,3,蓝色马克杯\n"
JAPANESE = "account,marketplace,type,product_name\n港,JP,lost,青いマグカップ ステンレス 保温 保冷 ふた付き 直飲み\n" * 3
WESTERN = "account,marketplace,type,product_name\nHäfen & Söhne,DE,lost,Größe für Café à la carte – 5 €\n" * 3


def knows(text):
    return max((count_known(line.split(",")) for line in text.splitlines()[:5]), default=0)


def written(tmp_path, content):
    path = tmp_path / "claims.csv"
    path.write_bytes(content)
    return find_encoding(path, knows)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (JAPANESE, "cp932", "cp932"),
        (WESTERN, "cp1252", "cp1252"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encodings_in_the_field_are_recognised(tmp_path, text, encoding, found):
    assert written(tmp_path, text.encode(encoding)) == found


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"\x00\x01" * 50, codecs.BOM_UTF16_LE + b"\x00\xd8\x00"])
def test_what_is_no_text_has_no_encoding(tmp_path, content):
    assert written(tmp_path, content) is None


def test_a_single_zero_byte_does_not_make_a_text_unreadable(tmp_path):
    assert written(tmp_path, CHINESE.encode() + b"\0") == "utf-8"


def test_a_wrong_byte_far_down_is_noticed(tmp_path):
    assert written(tmp_path, b"a,b\n" * 400_000 + "é".encode("cp1252") + b"\n") == "cp1252"


@given(st.binary(max_size=300).filter(lambda content: not content.startswith(b"\x1f\x8b")))
def test_whatever_encoding_is_said_decodes_the_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("encoding") / "claims.csv"
    path.write_bytes(content)
    found = find_encoding(path, knows)

    if found is not None:
        with open_text(path, found) as file:
            assert isinstance(file.read(), str)


@pytest.mark.parametrize(("text", "encoding"), [(JAPANESE, "cp932"), (WESTERN, "cp1252")])
def test_what_was_taken_is_told_with_the_words_of_its_country(tmp_path, text, encoding):
    path = tmp_path / "claims.csv"
    path.write_bytes(text.encode(encoding))

    (statement,) = load([path]).statements
    assert {"cp932": "Japanese", "cp1252": "Western"}[encoding] in str(statement)


FEW = "account,marketplace,type,product_name\nHarbor,US,lost,{}\n"


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("陶瓷杯 Stoneware", "gb18030"),
        ("蓝色马克杯", "gb18030"),
        ("茶", "gb18030"),
        ("青いマグカップ", "cp932"),
        ("マグ", "cp932"),
        ("Größe 5", "cp1252"),
        ("Café", "cp1252"),
        ("Müller & Söhne", "cp1252"),
    ],
)
def test_a_few_words_under_english_headers_are_enough(tmp_path, words, encoding):
    assert written(tmp_path, FEW.format(words).encode(encoding)) == encoding


@given(
    st.text(st.sampled_from("蓝色马克杯陶瓷茶壶不锈钢保温瓶大号小号红黑白木竹玻璃收纳盒毛巾"), min_size=1, max_size=12)
)
def test_common_chinese_words_are_never_taken_for_japanese(tmp_path_factory, words):
    content = FEW.format(words).encode("gb18030")
    assume("\ufffd" in content.decode("utf-8", "replace"))  # 小 alone is a Cyrillic letter as well
    assert written(tmp_path_factory.mktemp("e"), content) == "gb18030"


def decoded(tmp_path, content):
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with open_text(path, find_encoding(path, knows)) as file:
        return file.read()


@pytest.mark.parametrize(("text", "encoding"), [(JAPANESE, "cp932"), (CHINESE, "gb18030"), (CHINESE, "utf-8")])
def test_a_single_byte_that_fits_no_letter_is_replaced_and_the_file_is_read(tmp_path, text, encoding):
    read = decoded(tmp_path, text.encode(encoding) + b"broken \x81,row\n")

    assert read.startswith(text)
    assert LOST_LETTER in read


def test_a_line_of_another_encoding_does_not_change_the_others(tmp_path):
    assert CHINESE in decoded(tmp_path, CHINESE.encode() + "Größe,x\n".encode("cp1252"))


def test_bytes_that_no_western_letter_has_are_not_taken_for_chinese(tmp_path):
    text = b"account,marketplace,type,product_name\nHarbor,US,lost,Lamp \x81\x9d green\n"
    assert f"Lamp {LOST_LETTER * 2} green" in decoded(tmp_path, text)


def test_a_packed_file_is_unpacked(tmp_path):
    assert decoded(tmp_path, gzip.compress(CHINESE.encode())) == CHINESE


def test_a_packed_file_that_unfolds_without_end_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(encodings, "MAX_UNPACKED", 1000)
    with pytest.raises(TooLarge):
        decoded(tmp_path, gzip.compress(b"a,b\n" * 1000))
