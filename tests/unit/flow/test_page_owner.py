"""Whose page it is, is read in the header and nowhere else."""

from __future__ import annotations

import pytest
from tests.unit.flow.fake_window import page

from casewright.flow.page_owner import Owner, OwnerRow, merchant_row, place_row, shown_owner
from casewright.flow.sighting import Frame, Sighting

HARBOR = Owner("Harbor Lane Goods", "US")


def seen(*lines: str) -> Sighting:
    return Sighting("https://sellercentral.amazon.com/home", "en", (Frame("https://x", "\n".join(lines)),))


def with_header(words: str) -> Sighting:
    return seen("- banner:", '  - button "Open menu"', f'  - button "{words}"', "- main:", '  - heading "Hello"')


def test_the_header_tells_account_and_marketplace() -> None:
    assert shown_owner(with_header("Harbor Lane Goods | United States")) == HARBOR
    assert str(HARBOR) == "Harbor Lane Goods | United States"


@pytest.mark.parametrize("words", ["Harbor Lane Goods | Vereinigte Staaten", "Harbor  Lane Goods | 美国"])
def test_it_may_be_in_another_language(words: str) -> None:
    assert shown_owner(with_header(words)) == HARBOR


def test_a_name_may_have_a_line_in_it() -> None:
    assert shown_owner(with_header("Harbor | Lane | Germany")) == Owner("Harbor | Lane", "DE")


@pytest.mark.parametrize("words", ["Harbor Lane Goods", "Harbor Lane Goods | Narnia", " | Germany", "Messages"])
def test_what_names_no_marketplace_is_no_header(words: str) -> None:
    assert shown_owner(with_header(words)) is None


def test_words_in_the_page_itself_are_nobodys_header() -> None:
    line = '  - button "Harbor Lane Goods | United States"'
    assert shown_owner(seen("- main:", line)) is None
    assert shown_owner(seen("- banner:", '  - button "Open menu"', "- main:", line)) is None


def test_a_page_without_a_banner_is_read_outside_its_main_part() -> None:
    assert shown_owner(seen('- link "Harbor Lane Goods | United States"', "- main:", "  - paragraph: x")) == HARBOR


def test_a_header_inside_a_frame_does_not_count() -> None:
    inner = Frame("https://y", '- banner:\n  - button "Harbor Lane Goods | United States"')
    assert shown_owner(Sighting("https://x", "en", (Frame("https://x", "- iframe"), inner))) is None


def test_two_accounts_in_a_header_are_none() -> None:
    lines = ('  - button "Harbor Lane Goods | United States"', '  - link "Harbor Lane Goods | Canada"')
    assert shown_owner(seen("- banner:", *lines)) is None


def test_no_frame_at_all_shows_nothing() -> None:
    assert shown_owner(Sighting("https://x", "en", ())) is None


def test_spaces_and_capitals_do_not_make_another_account_but_a_marketplace_does() -> None:
    assert HARBOR.same(Owner("HARBOR lane  goods", "US"))
    assert not HARBOR.same(Owner("Harbor Lane Goods", "CA"))
    assert not HARBOR.same(Owner("Harbor Lane", "US"))


def test_the_choosers_lines_are_found_with_their_mark() -> None:
    chooser = page(
        "/account-switcher/default/merchantMarketplace",
        """- button "Other Goods" [expanded]
           - button "Canada"
           - button "United States (current)" [pressed]
           - button "Harbor Lane Goods"
           - button "Select account" """,
    )
    assert merchant_row(chooser, HARBOR) == OwnerRow("Harbor Lane Goods", chosen=False)
    assert place_row(chooser, HARBOR) == OwnerRow("United States (current)", chosen=True)
    assert merchant_row(chooser, Owner("Third Goods", "US")) is None
    assert place_row(chooser, Owner("Harbor Lane Goods", "MX")) is None


def test_the_rows_of_the_eu_hold_a_radio_button_and_say_what_is_chosen() -> None:
    rows = [
        '- button "Harbor Lane Goods. Selected"\n  - radio',
        '- button "United States (当前). Selected"\n  - radio [checked]',
        '- button "Canada"\n  - radio',
        '- button "Mexico"\n  - radio [checked]',
    ]
    chooser = Sighting("/account-switcher", "en", (Frame("/account-switcher", "\n".join(rows)),))
    assert merchant_row(chooser, HARBOR) == OwnerRow("Harbor Lane Goods. Selected", chosen=True)
    assert place_row(chooser, HARBOR) == OwnerRow("United States (当前). Selected", chosen=True)
    assert place_row(chooser, Owner("Harbor Lane Goods", "CA")) == OwnerRow("Canada", chosen=False)
    assert place_row(chooser, Owner("Harbor Lane Goods", "MX")) == OwnerRow("Mexico", chosen=True)


@pytest.mark.parametrize("mark", [" (pending registration)", " (Pending)", "（pending registration）"])
def test_a_marketplace_that_waits_for_its_registration_is_not_taken(mark: str) -> None:
    chooser = page("/account-switcher/default/merchantMarketplace", f'- button "Canada{mark}"')
    assert place_row(chooser, Owner("Harbor Lane Goods", "CA")) is None


def test_a_merchant_with_brackets_in_its_name_is_found() -> None:
    chooser = page("/merchant-picker", '- button "Goods (Germany)"\n- button "Goods"')
    assert merchant_row(chooser, Owner("Goods (Germany)", "DE")) == OwnerRow("Goods (Germany)", chosen=False)


def test_two_lines_of_one_name_are_nobodys() -> None:
    chooser = page("/merchant-picker", '- button "Harbor Lane Goods"\n- button "Harbor Lane Goods"')
    assert merchant_row(chooser, HARBOR) is None
