"""The case log's pages are read exactly, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casewright.caselog.page_text import Pager, moment, read_lobby
from casewright.flow.sighting import Frame, Sighting
from casewright.flow.window import WindowError

HEADER = """
      - row "Creation date Case ID Status Primary E-mail Short description Action":
        - columnheader "Creation date"
        - columnheader "Case ID"
        - columnheader "Status"
        - columnheader "Primary E-mail"
        - columnheader "Short description"
        - columnheader "Action\""""
ROW = """
      - row "long":
        - cell "March 19, 2025 at 07:17:06 PM GMT+5"
        - cell "16543210987"
        - cell "Pending Amazon action"
        - cell "support@harbor-lane.example"
        - 'cell "Lost: 3 units CW-ABCDEFGH"'
        - cell "View or respond":
          - link "View or respond":
            - /url: /cu/case-dashboard/view-case?caseID=16543210987"""


def page(*lines: str, pager: str = "Cases 1 to 1 of 1", search: str = "CW-ABCDEFGH") -> Sighting:
    table = "".join(lines)
    aria = f"""- main:
  - searchbox "Search by case ID or subject": {search}
  - button "Go"
  - table "Cases":
    - rowgroup:{table}
  - paragraph: {pager}"""
    return Sighting("https://sellercentral.amazon.com/cu/case-lobby", "en", (Frame("x", "- banner"), Frame("y", aria)))


def test_a_line_of_the_case_log_is_read_with_its_moment_in_utc() -> None:
    lobby = read_lobby(page(HEADER, ROW))

    assert lobby
    assert lobby.searched == ("CW-ABCDEFGH",)
    assert lobby.pager == Pager(1, 1, 1)
    (row,) = lobby.rows
    assert (row.case_id, row.status) == ("16543210987", "Pending Amazon action")
    assert row.subject == "Lost: 3 units CW-ABCDEFGH"
    assert row.created == datetime(2025, 3, 19, 14, 17, 6, tzinfo=UTC)


def test_columns_are_taken_by_their_headers_not_by_their_place() -> None:
    header = HEADER.replace('"Case ID"', '"x"').replace('"Status"', '"Case ID"').replace('"x"', '"Status"')
    row = (
        ROW.replace('16543210987"\n', 'x"\n')
        .replace('"Pending Amazon action"', '"16543210987"')
        .replace('"x"', '"Closed"')
    )

    lobby = read_lobby(page(header, row))

    assert lobby
    assert (lobby.rows[0].case_id, lobby.rows[0].status) == ("16543210987", "Closed")


def test_a_table_without_headers_is_read_in_the_order_that_is_known() -> None:
    lobby = read_lobby(page(ROW))

    assert lobby
    assert lobby.rows[0].case_id == "16543210987"


def test_a_table_of_headers_only_is_a_search_that_found_nothing() -> None:
    lobby = read_lobby(page(HEADER, pager="Cases 0 to 0 of 0"))

    assert lobby
    assert lobby.rows == ()
    assert lobby.pager == Pager(0, 0, 0)


def test_large_counts_have_commas() -> None:
    lobby = read_lobby(page(HEADER, ROW, pager="Cases 1,001 to 1,050 of 12,345"))

    assert lobby
    assert lobby.pager == Pager(1001, 1050, 12345)


def test_without_a_pager_nothing_is_said_of_the_count() -> None:
    lobby = read_lobby(page(HEADER, ROW, pager="All of them"))

    assert lobby
    assert lobby.pager is None


def test_a_page_without_the_table_is_no_case_log() -> None:
    assert read_lobby(Sighting("x", "en", (Frame("x", '- heading "Sign in" [level=1]'),))) is None


@pytest.mark.parametrize("broken", ["", "see below", "1654321", "165432109871234"])
def test_a_line_without_a_case_id_is_never_passed_over(broken: str) -> None:
    with pytest.raises(WindowError, match="has no case ID") as told:
        read_lobby(page(HEADER, ROW.replace('cell "16543210987"', f'cell "{broken}"')))

    assert told.value.reason == "unknown-screen"


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("March 19, 2025 at 07:17:06 PM GMT", 19),
        ("March 19, 2025 at 07:17:06 PM GMT-7", 26),
        ("March 19, 2025 at 12:17:06 AM UTC", 0),
        ("March 19, 2025 at 12:17:06 PM GMT+0", 12),
        ("2025-03-19T19:17:06Z", 19),
    ],
)
def test_a_moment_is_told_in_utc(text: str, hour: int) -> None:
    assert moment(text) == datetime(2025, 3, 19, 0, 17, 6, tzinfo=UTC) + timedelta(hours=hour)


def test_half_hours_count_in_the_direction_of_the_hours() -> None:
    assert moment("March 19, 2025 at 07:17:06 PM GMT+5:30") == datetime(2025, 3, 19, 13, 47, 6, tzinfo=UTC)
    assert moment("March 19, 2025 at 07:17:06 PM GMT-0330") == datetime(2025, 3, 19, 22, 47, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "March 19, 2025 at 07:17:06 PM", "March 39, 2025 at 07:17:06 PM GMT", "Z"]
)
def test_what_is_no_moment_is_none_rather_than_a_guess(text: str) -> None:
    assert moment(text) is None


@given(
    st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(-12, 14),
)
def test_every_moment_that_the_case_log_can_show_is_read_back(at: datetime, hours: int) -> None:
    there = at.astimezone(timezone(timedelta(hours=hours)))
    shown = f"{there:%B} {there.day}, {there.year} at {there:%I:%M:%S %p} GMT{hours:+d}"

    assert moment(shown) == at


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_moments(text: str) -> None:
    found = moment(text)

    assert found is None or found.tzinfo is UTC
