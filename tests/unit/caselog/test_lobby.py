"""The list of cases is read exactly, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_pages import labels

from casewright.caselog.lobby import Lobby, LobbyWords, Pager, RowWords, read_lobby
from casewright.flow.reason import Reason
from casewright.flow.window import WindowError

HEADERS = ("Creation date", "Case ID", "Status", "Primary E-mail", "Short description", "Action")
CELLS = (
    "March 19, 2025 at 07:17:06 PM GMT+5",
    "16543210987",
    "Pending Amazon action",
    "support@harbor-lane.example",
    "Lost: 3 units CW-ABCDEFGH",
    "View or respond",
)
ROW = RowWords(CELLS, (("/cu/case-dashboard/view-case?caseID=16543210987", "View or respond"),))


def lobby(
    *rows: RowWords, headers: tuple[str, ...] = HEADERS, pager: str = "Cases 1 to 1 of 1", language: str = "en"
) -> Lobby | None:
    words = LobbyWords(("CW-ABCDEFGH",), headers, rows, ("Manage your support cases", pager))
    return read_lobby(words, labels(language))


def test_a_line_of_the_case_log_is_read_with_its_moment_in_utc() -> None:
    read = lobby(ROW)
    assert (read.searched, read.pager) == (("CW-ABCDEFGH",), Pager(1, 1, 1))
    (row,) = read.rows
    assert (row.case_id, row.status) == ("16543210987", "Pending Amazon action")
    assert row.subject == "Lost: 3 units CW-ABCDEFGH"
    assert row.created == datetime(2025, 3, 19, 14, 17, 6, tzinfo=UTC)


@given(st.permutations(range(len(HEADERS))))
def test_columns_are_taken_by_their_headers_not_by_their_place(order: list[int]) -> None:
    row = RowWords(tuple(CELLS[at] for at in order))
    assert lobby(row, headers=tuple(HEADERS[at] for at in order)).rows == lobby(ROW).rows


def test_a_table_without_headers_is_read_in_the_order_that_is_known() -> None:
    assert lobby(ROW, headers=()).rows == lobby(ROW).rows


@pytest.mark.parametrize("header", ["case id", "CASE ID", "ID", "Case ID:"])
def test_a_header_is_the_same_in_any_case_and_with_a_colon(header: str) -> None:
    assert lobby(ROW, headers=(HEADERS[0], header, *HEADERS[2:])).rows == lobby(ROW).rows


def test_an_id_that_only_a_link_tells_is_taken_from_the_link() -> None:
    link = ("/cu/case-dashboard/view-case/?ie=UTF8&caseID=16543210987", "16543210987")
    row = RowWords((CELLS[0], "", *CELLS[2:]), (link,))
    assert lobby(row).rows[0].case_id == "16543210987"


def test_two_ids_in_one_line_are_none() -> None:
    links = tuple((f"/view-case?caseID={number}", "View") for number in ("16543210987", "16543210988"))
    with pytest.raises(WindowError):
        lobby(RowWords((CELLS[0], "", *CELLS[2:]), links))


@pytest.mark.parametrize(
    ("pager", "counts"),
    [
        ("Cases 0 to 0 of 0", Pager(0, 0, 0)),
        ("Displaying 0 to 0 of 0", Pager(0, 0, 0)),
        ("Displaying 51 to 60 of 556 cases", Pager(51, 60, 556)),
        ("Cases 1,001 to 1,050 of 12,345", Pager(1001, 1050, 12345)),
        ("All of them", None),
    ],
)
def test_the_counts_of_old_and_new_pagers_are_read(pager: str, counts: Pager | None) -> None:
    assert lobby(headers=HEADERS, pager=pager).pager == counts


def test_a_pager_in_other_words_is_read_as_soon_as_a_mend_says_them() -> None:
    flow = labels().flow
    pager = flow.controls["pager"]
    words = pager.model_copy(update={"labels": pager.labels | {"ja": ("556 件中 1 から 10 件",)}})
    mended = flow.model_copy(update={"controls": flow.controls | {"pager": words}})
    page = LobbyWords((), HEADERS, (), ("12,345 件中 1,001 から 1,050 件",))
    assert read_lobby(page, type(labels())(mended, "ja")).pager == Pager(1001, 1050, 12345)


def test_a_page_without_table_and_pager_is_no_case_log() -> None:
    assert read_lobby(LobbyWords((), (), (), ("Sign in",)), labels()) is None


@pytest.mark.parametrize("broken", ["see 1", "1654321", "165432109871234"])
def test_a_line_without_a_case_id_is_never_passed_over(broken: str) -> None:
    with pytest.raises(WindowError, match="has no case ID") as told:
        lobby(RowWords((CELLS[0], broken, *CELLS[2:]), ROW.links))
    assert told.value.reason == Reason.UNKNOWN_SCREEN
