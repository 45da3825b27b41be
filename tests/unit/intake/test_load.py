from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from casewright.intake.load import load

CHINESE = ("编号", "店铺", "站点", "索赔类型", "丢失/损坏日期", "数量", "单价", "币种", "商品名称", "FNSKU", "交易编号")


def as_expected(claim):
    return (
        claim.claim_id == "C-1"
        and claim.account == "Harbor Lane Goods"
        and claim.type == "lost_in_warehouse"
        and claim.event_date == date(2026, 10, 13)
        and claim.quantity == 3
        and claim.unit_value == Decimal("12.50")
        and claim.fnsku == "X002L7QK4D"
        and claim.transaction_id == "20265118427306"
    )


def entry(seller):
    return dict(
        zip(
            (
                "claim_id",
                "account",
                "marketplace",
                "type",
                "event_date",
                "quantity",
                "unit_value",
                "currency",
                "product_name",
                "fnsku",
                "transaction_id",
            ),
            seller.row(),
            strict=True,
        )
    )


@pytest.mark.parametrize("kind", ["csv", "tsv", "semicolons", "utf-16", "xlsx", "json", "jsonl", "yaml"])
def test_the_same_claim_comes_out_of_every_format(seller, kind):
    path = {
        "csv": lambda: seller.csv(seller.row()),
        "tsv": lambda: seller.csv(seller.row(), name="claims.tsv", separator="\t"),
        "semicolons": lambda: seller.csv(seller.row(), separator=";"),
        "utf-16": lambda: seller.csv(seller.row(), name="claims.txt", separator="\t", encoding="utf-16"),
        "xlsx": lambda: seller.xlsx(seller.row(event_date=date(2026, 10, 13), quantity=3, unit_value=12.5)),
        "json": lambda: seller.text(json.dumps([entry(seller)]), "claims.json"),
        "jsonl": lambda: seller.text(json.dumps(entry(seller)) + "\n", "claims.jsonl"),
        "yaml": lambda: seller.text(
            "\n".join(["claims:", " -", *(f"  {name}: {cell}" for name, cell in entry(seller).items())]), "claims.yaml"
        ),
    }[kind]()

    batch = load([path])

    assert batch.problems == ()
    assert batch.rows == 1
    assert as_expected(batch.claims[0])


def test_headers_and_types_may_be_chinese(seller):
    batch = load([seller.csv(seller.row(type="仓库丢失"), header=CHINESE, encoding="gb18030")])

    assert batch.problems == ()
    assert as_expected(batch.claims[0])


def test_an_encoding_that_is_not_utf8_is_told(seller):
    batch = load([seller.csv(seller.row(product_name="蓝色马克杯"), header=CHINESE, encoding="gb18030")])

    assert tuple(map(str, batch.statements)) == (
        "claims.csv: read as GB18030 (Chinese Excel), cells separated by commas",
    )
    assert batch.claims[0].product_name == "蓝色马克杯"


def test_everything_wrong_in_all_rows_is_told_at_once(seller):
    path = seller.csv(
        seller.row(claim_id="C-1", quantity="0", event_date="2026/13/45"),
        seller.row(claim_id="C-2", quantity="1.5", fnsku="XO02L7QK4D"),
        seller.row(claim_id="C-3", quantity="三", unit_value="free", currency="shells"),
    )

    batch = load([path])

    told = {(problem.place.row, problem.place.field, problem.code) for problem in batch.problems}
    assert told >= {
        (2, "quantity", "bad-quantity"),
        (2, "event_date", "bad-date"),
        (3, "quantity", "bad-quantity"),
        (3, "fnsku", "bad-identifier"),
        (4, "quantity", "bad-quantity"),
        (4, "unit_value", "bad-money"),
    }
    assert any(place == (4, "currency") for place in ((one.place.row, one.place.field) for one in batch.problems))
    assert all(one.value and one.expected and one.claim_id for one in batch.problems)
    assert batch.rows == 3
    assert batch.claims == ()


def test_a_problem_names_file_sheet_row_field_value_and_what_was_expected(seller):
    batch = load([seller.xlsx(seller.row(), seller.row(claim_id="C-2", quantity="three"))])

    (problem,) = batch.problems
    assert str(problem.place) == "claims.xlsx, Claims!F3 (quantity)"
    assert problem.value == "three"
    assert str(problem.expected) == "a whole number of units, 1 or more, like 3"
    assert problem.claim_id == "C-2"
    assert [claim.claim_id for claim in batch.claims] == ["C-1"]


def test_an_unknown_column_is_a_warning_with_the_closest_name_and_its_values_are_kept(seller, codes):
    header = (*seller.csv_text().strip().split(","), "Quantty", "Colour of carton")
    batch = load([seller.csv([*seller.row(), "9", "brown"], header=header)])

    assert codes(batch) == ["unknown-column", "unknown-column"]
    assert batch.problems[0].severity == "warning"
    assert str(batch.problems[0].expected) == "a known column such as Quantity"
    assert batch.extras == {"C-1": {"Quantty": "9", "Colour of carton": "brown"}}
    assert len(batch.claims) == 1


def test_a_missing_column_is_one_problem_and_the_rest_of_the_rows_is_checked(seller, codes):
    header = seller.csv_text().strip().split(",")
    position = header.index("event_date")
    rows = [seller.row(claim_id="C-1"), seller.row(claim_id="C-2", quantity="0")]
    batch = load(
        [
            seller.csv(
                *([*one[:position], *one[position + 1 :]] for one in rows),
                header=[name for name in header if name != "event_date"],
            )
        ]
    )

    assert codes(batch) == ["missing-column", "bad-quantity"]
    assert batch.problems[0].place.field == "event_date"
    assert batch.claims == ()
    assert batch.rows == 2


def test_a_missing_type_column_is_one_problem(seller, codes):
    header = seller.csv_text().strip().split(",")
    row = [cell for name, cell in zip(header, seller.row(), strict=True) if name != "type"]
    batch = load([seller.csv(row, header=[name for name in header if name != "type"])])

    assert codes(batch) == ["missing-column"]
    assert batch.rows == 1


def test_a_sellers_own_header_is_mapped_by_the_settings(seller):
    header = ["Worth each" if name == "unit_value" else name for name in seller.csv_text().strip().split(",")]
    batch = load([seller.csv(seller.row(), header=header)], {"worth EACH": "unit_value"})

    assert batch.problems == ()
    assert batch.claims[0].unit_value == Decimal("12.50")


def test_a_mapping_to_no_field_is_told(seller, codes):
    batch = load([seller.csv(seller.row())], {"Worth": "unit_price"})

    assert codes(batch) == ["unknown-field"]
    assert len(batch.claims) == 1


def test_without_claim_ids_rows_are_named_by_their_number(seller):
    header = seller.csv_text().strip().split(",")[1:]
    batch = load([seller.csv(seller.row()[1:], seller.row(transaction_id="20265118427307")[1:], header=header)])

    assert [claim.claim_id for claim in batch.claims] == ["row-2", "row-3"]


def test_two_rows_with_the_same_claim_id_are_an_error_that_names_the_first(seller, codes):
    batch = load([seller.csv(seller.row(), seller.row(transaction_id="20265118427399"))])

    assert codes(batch) == ["duplicate-claim-id"]
    assert "claims.csv, row 2" in str(batch.problems[0].message)
    assert [claim.transaction_id for claim in batch.claims] == ["20265118427306"]


def test_two_rows_for_the_same_loss_are_a_warning_and_both_are_judged(seller, codes):
    batch = load([seller.csv(seller.row(), seller.row(claim_id="C-2", quantity="4"))])

    assert codes(batch) == ["duplicate-row"]
    assert batch.problems[0].severity == "warning"
    assert len(batch.claims) == 2


def test_the_same_claim_id_in_two_files_is_an_error(seller, codes):
    paths = [
        seller.csv(seller.row(), name="a.csv"),
        seller.csv(seller.row(transaction_id="20265118427399"), name="b.csv"),
    ]

    assert codes(load(paths)) == ["duplicate-claim-id"]


def test_a_folder_means_the_claims_files_in_it(seller):
    seller.csv(seller.row(), name="a.csv")
    seller.xlsx(seller.row(claim_id="C-2", transaction_id="20265118427399"), name="b.xlsx")
    seller.text("left open", "~$b.xlsx")
    seller.text("hello", "readme.md")

    batch = load([seller.folder])

    assert [claim.claim_id for claim in batch.claims] == ["C-1", "C-2"]
    assert batch.problems == ()


def test_a_file_named_twice_is_read_once(seller):
    path = seller.csv(seller.row())
    batch = load([path, path])

    assert len(batch.claims) == 1
    assert "claims.csv: named more than once, read once" in map(str, batch.statements)


@pytest.mark.parametrize(
    ("name", "code"),
    [("nowhere.csv", "file-not-found"), ("claims.docx", "unknown-format"), ("empty", "no-claims-file")],
)
def test_a_path_that_is_no_file_of_claims_is_a_problem(seller, codes, name, code):
    (seller.folder / "empty").mkdir()
    seller.text("x", "claims.docx")

    assert codes(load([seller.folder / name])) == [code]


@pytest.mark.parametrize(
    "name", ["claims.xlsx", "claims.xls", "claims.ods", "claims.csv", "claims.json", "claims.yaml"]
)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x89PNG\r\n\x1a\n\x00\x00", b"[{", b"\xff\xfe\x00"])
def test_what_is_not_a_file_of_claims_is_one_problem_and_never_a_traceback(seller, codes, name, content):
    batch = load([seller.text(content, name)])

    assert len(codes(batch)) == 1
    assert batch.claims == ()
    assert batch.problems[0].expected


def test_a_row_whose_evidence_is_not_there_is_refused_by_name(seller, codes):
    header = (*seller.csv_text().strip().split(","), "photos")
    batch = load([seller.csv([*seller.row(), "evidence/crushed.jpg"], header=header)])

    assert codes(batch) == ["evidence-not-found"]
    assert batch.problems[0].claim_id == "C-1"
    assert batch.problems[0].place.row == 2
    assert batch.claims == ()


def test_a_row_that_names_no_evidence_is_left_to_the_judgement(seller, codes):
    batch = seller.one()

    assert codes(batch) == []
    assert batch.claims[0].evidence == ()


def test_every_thousand_rows_the_reader_tells_how_far_it_is(seller):
    path = seller.csv(*(seller.row(claim_id=f"C-{number}") for number in range(2500)))
    told: list[int] = []
    assert load([path], tell=told.append).rows == 2500
    assert told == [1000, 2000]


@pytest.mark.parametrize("written", ["NA", "N/A", "none", "-", "无"])
def test_a_word_for_nothing_where_a_value_is_needed_is_shown_as_it_stood(seller, written):
    (problem,) = load([seller.csv(seller.row(marketplace=written))]).problems
    assert (problem.code, problem.value) == ("missing-value", written)
    assert written in str(problem.message)
