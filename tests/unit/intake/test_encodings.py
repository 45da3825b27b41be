from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casewright.intake.columns import known
from casewright.intake.encodings import encoding_of
from casewright.intake.load import load

CHINESE = "店铺,站点,索赔类型,丢失/损坏日期,数量,商品名称\nHarbor,US,仓库丢失,2026-10-13,3,蓝色马克杯\n"
JAPANESE = "account,marketplace,type,product_name\n港,JP,lost,青いマグカップ ステンレス 保温 保冷 ふた付き 直飲み\n" * 3
WESTERN = "account,marketplace,type,product_name\nHäfen & Söhne,DE,lost,Größe für Café à la carte – 5 €\n" * 3


def knows(text):
    return max((known(line.split(",")) for line in text.splitlines()[:5]), default=0)


def written(tmp_path, content):
    path = tmp_path / "claims.csv"
    path.write_bytes(content)
    return encoding_of(path, knows)


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


@given(st.binary(max_size=300))
def test_whatever_encoding_is_said_decodes_the_file(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("encoding") / "claims.csv"
    path.write_bytes(content)
    found = encoding_of(path, knows)

    assert found is None or isinstance(path.read_text(encoding=found), str)


@pytest.mark.parametrize(("text", "encoding"), [(JAPANESE, "cp932"), (WESTERN, "cp1252")])
def test_what_was_taken_is_told_with_the_words_of_its_country(tmp_path, text, encoding):
    path = tmp_path / "claims.csv"
    path.write_bytes(text.encode(encoding))

    (statement,) = load([path]).statements
    assert {"cp932": "Japanese", "cp1252": "Western"}[encoding] in statement


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
