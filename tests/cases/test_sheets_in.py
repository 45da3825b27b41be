"""Sheets of claims as sellers keep them: dates, amounts and names in every spelling, lines that are no claims."""

from __future__ import annotations

import pytest

from .seller_files import CLAIM, LANTERN, TRANSACTION


@pytest.mark.parametrize(
    "day",
    [
        *("10/13/2026", "13/10/2026", "13.10.2026", "2026-10-13", "2026/10/13", "20261013", "Oct 13, 2026"),
        *("13-Oct-26", "13 October 2026", "2026年10月13日", "令和8年10月13日", "13. Oktober 2026", "13 octobre 2026"),
        *("2026-10-13T00:00:00Z", "２０２６年１０月１３日"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_date_with_one_meaning_is_read(desk, check, day, separator):
    desk.claims(CLAIM | {"Event date": day}, separator=separator)
    done = check()
    assert (done.verdicts, done.errors) == ({"FO-1": "ready"}, [])
    assert done.data["claims"][0]["deadline"] == "2026-12-12"


def test_a_date_that_could_be_two_is_settled_by_its_column_and_told(desk, check):
    desk.claims(CLAIM | {"Event date": "10/05/2026"}, CLAIM | {"Claim ID": "FO-2", "Event date": "10/13/2026"})
    done = check()
    assert done.told("month first")
    assert done.data["claims"][0]["deadline"] == "2026-12-04"


def test_a_date_that_could_be_two_is_never_guessed(desk, check):
    desk.claims(CLAIM | {"Event date": "10/05/2026"})
    done = check()
    assert (done.verdicts, done.told("could be 2026-10-05 or 2026-05-10")) == ({}, True)


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        ("$1,009.35", "USD", "3028.05"),
        ("1 009,35 €", "EUR", "3028.05"),
        ("1\u00a0009,35", "EUR", "3028.05"),
        ("1\u202f009,35", "EUR", "3028.05"),
        ("1'009.35", "EUR", "3028.05"),
        ("1.009,35", "EUR", "3028.05"),
        ("£1,009.35", "GBP", "3028.05"),
        ("A$9.35", "AUD", "28.05"),
        ("R$ 9,35", "BRL", "28.05"),
        ("9,35 zł", "PLN", "28.05"),
        ("9,35 kr", "SEK", "28.05"),
        ("Rs. 1,009.35", "INR", "3028.05"),
        ("₺9,35", "TRY", "28.05"),
        ("¥1,200", "JPY", "3600"),
        ("1200円", "JPY", "3600"),
        ("9.347812", "USD", "28.05"),
    ],
)
def test_an_amount_is_read_as_its_currency_writes_it(desk, check, written, currency, amount):
    desk.claims(CLAIM | {"Unit value": written, "Currency": currency})
    done = check()
    assert [float(claim["amount"]) for claim in done.data["claims"]] == [float(amount)], done.messages


@pytest.mark.parametrize(
    ("place", "sign", "told"), [("US", "$", False), ("CA", "$", True), ("JP", "¥", True), ("SE", "kr", True)]
)
def test_a_sign_is_the_marketplaces_currency_and_said_where_that_is_not_plain(desk, check, place, sign, told):
    desk.claims(CLAIM | {"Marketplace": place, "Currency": sign, "Unit value": "1,200.00"})
    done = check()
    assert (list(done.verdicts), done.errors, done.told("was taken for")) == (["FO-1"], [], told)


def test_a_sign_that_the_marketplace_does_not_settle_is_refused_with_what_it_could_be(desk, check):
    desk.claims(CLAIM | {"Currency": "¥"})
    done = check()
    assert (done.verdicts, done.told("¥ could be CNY or JPY")) == ({}, True)


@pytest.mark.parametrize("written", ["3 pcs", "3件", "3 units", "3 Stk."])
def test_a_word_for_the_unit_does_not_hinder(desk, check, written):
    desk.claims(CLAIM | {"Quantity": written})
    assert [claim["quantity"] for claim in check().data["claims"]] == [3]


def test_the_day_number_of_a_spreadsheet_in_a_csv_is_a_day_and_told(desk, check):
    desk.claims(CLAIM | {"Event date": "46308"})
    done = check()
    assert (done.data["claims"][0]["first_day"], done.told("the number was taken for the day 2026-10-13")) == (
        "2026-10-13",
        True,
    )


def test_a_sign_of_another_currency_than_the_rows_is_refused(desk, check):
    desk.claims(CLAIM | {"Unit value": "CHF 1’009.35", "Currency": "EUR"})
    assert [problem["code"] for problem in check().errors] == ["currency-differs"]


@pytest.mark.parametrize("place", ["US", "USA", "Amazon.com", "United States", "美国", "美国站", "ATVPDKIKX0DER"])
@pytest.mark.parametrize("money", ["USD", "US$", "美元", "US dollars"])
def test_marketplaces_and_currencies_are_known_by_their_words(desk, check, place, money):
    desk.claims(CLAIM | {"Marketplace": place, "Currency": money})
    assert check().verdicts == {"FO-1": "ready"}


def test_a_chinese_tracker_is_read_and_its_problems_are_chinese(desk, casewright):
    names = {
        "Claim ID": "索赔编号", "Account": "店铺", "Marketplace": "站点", "Claim type": "索赔类型",
        "Event date": "丢失日期", "Quantity": "丢失数量", "Unit value": "采购单价", "Currency": "币种",
        "Product name": "品名", "FNSKU": "FNSKU", "ASIN": "ASIN", "Transaction ID": "交易编号",
        "Details": "详情", "Stock documents": "库存证明",
    }  # fmt: skip
    row = CLAIM | {"Marketplace": "美国", "Currency": "美元", "Quantity": "３", "Claim type": "仓库丢失"}
    chinese = {names[name]: cell for name, cell in row.items()}
    desk.claims(chinese, chinese | {"索赔编号": "FO-2", "丢失数量": "三"})
    done = casewright("check", "claims.csv", "--lang", "zh")
    said = done.out + done.err
    assert "FO-1" in said
    assert "problem" not in said
    assert "1 个错误" in said


LINE = list(CLAIM.values())
SECOND = list((CLAIM | {"Claim ID": "FO-2", "Transaction ID": "20914466380555"}).values())


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("TOTAL", ["TOTAL", "", "", "", "", "=SUM(F2:F3)"]),
        ("Grand total", ["Grand total", *[""] * 5, 28.05]),
        ("Summe", ["Summe", *[""] * 4, 6]),
        ("合计", ["合计", *[""] * 4, 6]),
        ("WAREHOUSE DAMAGED", ["WAREHOUSE DAMAGED"]),
        ("Claim ID", list(CLAIM)),
        ("Prepared for internal use", ["Prepared for internal use"]),
    ],
)
@pytest.mark.parametrize("at", [1, 2])
def test_a_line_that_is_no_claim_is_told_in_one_line_and_stops_nothing(desk, check, label, cells, at):
    lines = [LINE, SECOND]
    lines.insert(at, cells)
    desk.workbook(["Claims of October"], [], list(CLAIM), *lines)
    done = check("claims.xlsx")
    assert done.verdicts == {"FO-1": "ready", "FO-2": "ready"}
    assert [problem["message"] for problem in done.problems] == [f"there is no claim here ({label})"]
    assert done.code == 0


def test_two_header_rows_are_read_as_one(desk, check):
    upper = ["Unit" if name == "Unit value" else "" for name in CLAIM]
    below = ["value" if name == "Unit value" else name for name in CLAIM]
    desk.workbook(upper, below, LINE)
    assert check("claims.xlsx").verdicts == {"FO-1": "ready"}


def test_several_products_in_a_row_are_told_with_what_to_do(desk, check):
    desk.claims(CLAIM | {"FNSKU": f"{LANTERN['fnsku']}\nX0038TTB2K", "Quantity": "3\n2", "ASIN": ""})
    assert check().told("this row lists 2 products, and a claim is for one")


@pytest.mark.parametrize("mark", [";", "; ", ", ", "，", "、", "\n", " + ", " / ", "|"])
def test_two_files_in_a_cell_are_found_whatever_separates_them(desk, check, mark):
    desk.paper("evidence/a.pdf")
    desk.paper("evidence/b.pdf")
    desk.claims(CLAIM | {"Stock documents": f"evidence/a.pdf{mark}evidence/b.pdf"})
    done = check()
    assert [proof["name"] for proof in done.data["claims"][0]["evidence"]] == ["a.pdf", "b.pdf"], done.messages


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2.09145E+13", "digits were lost"),
        ("2,09145E+13", "digits were lost"),
        ("20914466380127.5", ""),
        ("see ledger", ""),
    ],
)
def test_an_identifier_that_lost_its_digits_is_refused_at_its_cell(desk, check, cell, words):
    desk.claims(CLAIM | {"Transaction ID": cell})
    done = check()
    (problem,) = done.errors
    assert (done.verdicts, problem["place"]["column"]) == ({}, "L")
    assert words in problem["message"]


@pytest.mark.parametrize("cell", [f'="{TRANSACTION}"', f"'{TRANSACTION}", f" {TRANSACTION} ", f"{TRANSACTION}.0"])
def test_an_identifier_that_a_tool_guarded_is_read(desk, check, cell):
    desk.claims(CLAIM | {"Transaction ID": cell})
    assert check().verdicts == {"FO-1": "ready"}


def test_an_isbn_gets_its_zero_back_and_it_is_told(desk, check):
    desk.claims(CLAIM | {"FNSKU": "306406152", "ASIN": "306406152"})
    done = check()
    assert (done.verdicts, done.told("the zeros in front of 0306406152")) == ({"FO-1": "ready"}, True)


def test_a_tracker_with_other_columns_gets_no_suggestion_that_misleads(desk, check):
    tracker = {"#": "1", "Case ID": "17204938815", "Date filed": "2026-11-02", "Reason": "Lost", "Discrepancy": "3",
               "Quantity": "3", "SKU": "FO-LAN-GRN", "FNSKU": LANTERN["fnsku"], "Comments": "asked twice"}  # fmt: skip
    desk.claims(tracker)
    done = check()
    assert not any("did you mean" in problem["message"] for problem in done.problems)
    assert sum("there is no column for" in message for message in done.messages) >= 4


@pytest.mark.parametrize(
    "copy",
    ["claims (1).csv", "claims - Copy.csv", "claims – Kopie.csv", "claims copy 2.csv", "claims副本.csv"],
)
def test_of_a_synced_folder_the_original_is_read_and_the_copy_is_told(desk, check, copy):
    desk.claims()
    desk.claims(CLAIM | {"Quantity": "2"}, name=copy)
    desk.text("notes.txt", "call the supplier\n")
    desk.text("~$claims.csv", "x")
    done = check(".")
    assert [claim["quantity"] for claim in done.data["claims"]] == [3]
    assert done.told("this looks like a copy of claims.csv")
    assert done.code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html><table><tr><td>FNSKU</td></tr></table></html>", "this is a web page called .xls"),
        ("FNSKU\tQuantity\nX0037RWQ9P\t3\n", "this is a text file called .xls"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an XML Spreadsheet 2003",
        ),
    ],
)
def test_what_only_calls_itself_xls_is_named(desk, check, content, words):
    desk.text("claims.xls", content)
    assert check("claims.xls").told(words)


def test_nothing_that_is_there_is_overwritten(desk, casewright):
    desk.claims(CLAIM | {"Quantity": "none"})
    for command in (("check", "claims.csv", "--fix-up"), ("template",)):
        desk.workbook(["my prices"], name="mine.xlsx")
        before = (desk.folder / "mine.xlsx").read_bytes()
        done = casewright(*command, "mine.xlsx")
        assert (done.code, "already exists" in done.err + done.out) == (2, True)
        assert (desk.folder / "mine.xlsx").read_bytes() == before


def test_a_template_filled_in_by_an_american_excel_is_read_but_for_lost_digits(desk, casewright, check):
    told = casewright("template", "t.csv").out
    assert "rewrites dates and long numbers" in " ".join(told.split())
    header = (desk.folder / "t.csv").read_text("utf-8-sig").strip()
    names = header.split(",")
    row = CLAIM | {"Event date": "10/13/2026", "Unit value": "$9.35"}
    desk.claims({name: row.get(name, "") for name in names})
    assert check().verdicts == {"FO-1": "ready"}
