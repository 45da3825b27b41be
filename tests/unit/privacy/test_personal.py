"""One table says what is personal: whoever looks for it and whoever takes it out find the same."""

from __future__ import annotations

import pytest

from casewright.privacy.captured_page import KINDS
from casewright.privacy.scrub import Scrubber

PERSONAL = {
    "email": ["ann@harbor-lane.example", "王芳@例子.example"],
    "address": ["12 Harbor Lane", "7 Old Mill Way", "Bahnhofstraße 12", "12 rue Victor", "Via Roma, 12"],
    "order": ["113-1234567-7654321"],
    "account": ["amzn1.mp.o.A1B2C3D4"],
    "token": ["eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0", "Atza|IwEBIJ0123456789abcdef"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts])
def test_what_is_scrubbed_is_what_a_captured_page_is_searched_for(kind: str, text: str):
    page = f"Contact: {text}."
    assert KINDS[kind].search(page)
    assert text not in Scrubber(orders=True).text(page)
    assert not KINDS[kind].search(Scrubber(orders=True).text(page))


@pytest.mark.parametrize("number", ["20264418827301", "17204938815", "FBA17K4R2WQD", "CW-ABCD2345", "2026-09-24"])
def test_amazons_own_numbers_are_nobodys(number: str):
    assert Scrubber().people(f"It is {number} here.") == f"It is {number} here."
