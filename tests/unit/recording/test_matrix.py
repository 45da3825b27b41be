"""The matrix tells of each recorded page which screen it is and which controls are there, and what it misses if not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casewright import places
from casewright.flow.model import FlowSet
from casewright.flow.read import read_flows
from casewright.recording.matrix import Cell, MatrixRow, cells, matrix
from casewright.recording.resting_pages import situations, with_shown

FLOWS = read_flows(places.flows())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped recordings, to change."""
    return Path(shutil.copytree(places.recordings(), tmp_path / "recordings"))


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def row(root: Path, name: str, recording: str = "help-center") -> MatrixRow:
    return next(row for row in matrix(FLOWS, root, (recording,)) if row.page.endswith(f"/{name}"))


def test_a_page_that_a_flow_knows_is_one_screen_with_all_its_controls() -> None:
    tiles = row(places.recordings(), "tiles")
    assert tiles.sound
    assert tiles.screens == ("help-center/tiles",)
    assert {cell.finding for cell in tiles.cells["help-center/tiles"]} == {"found"}
    assert "interruptions/captcha" in tiles.rejected


def test_a_renamed_control_that_a_step_uses_is_missing_with_what_stands_there_instead(copy: Path) -> None:
    rewrite(
        copy / "help-center" / "08-associates.aria.yaml.j2",
        "text: Additional information",
        "text: Further information",
    )
    page = row(copy, "associates")
    assert not page.sound
    assert page.screens == ("help-center/associates",)
    [lacking] = page.lacking
    assert (lacking.finding, lacking.sign, lacking.instead[0]) == ("missing", False, "Further information")


def test_a_page_without_its_sign_is_no_screen_and_says_what_it_is_nearest_to(copy: Path) -> None:
    rewrite(copy / "help-center" / "03-tiles.aria.yaml.j2", '"My issue is not listed"', '"My issue is not here"')
    page = row(copy, "tiles")
    assert (page.sound, page.screens) == (False, ())
    assert '"My issue is not here"' in str(page.drift)


def test_a_control_that_is_there_twice_is_ambiguous(copy: Path) -> None:
    file = copy / "help-center" / "17-associates-transactions.aria.yaml.j2"
    file.write_text(file.read_text(encoding="utf-8") + "- text: Additional information\n- textbox\n", encoding="utf-8")
    [lacking] = row(copy, "associates-transactions").lacking
    assert (lacking.count, lacking.finding) == (2, "ambiguous")


def test_a_control_that_only_some_claims_need_may_be_missing() -> None:
    assert Cell("transactions", 0, sign=False, optional=True).sound
    assert not Cell("transactions", 2, sign=False, optional=True).sound


def test_every_screen_is_either_recognised_or_told_why_not() -> None:
    keys = {screen.key for screen in FLOWS.screens}
    for one in matrix(FLOWS, places.recordings(), ("doors",)):
        assert set(one.screens) | set(one.rejected) == keys
        assert all(one.rejected.values())


def test_what_a_page_shows_after_a_press_need_be_no_screen_but_never_two() -> None:
    shown = MatrixRow("a/b.tab", "b.html", False, (), {}, {}, row(places.recordings(), "tiles").drift)
    assert shown.sound
    assert not MatrixRow("a/b", "b.html", True, (), {}, {}, shown.drift).sound
    assert not MatrixRow("a/b.tab", "b.html", False, ("x/y", "x/z"), {}, {}, shown.drift).sound


def test_a_page_is_seen_with_every_page_that_its_frame_may_show() -> None:
    names = [one.name for one in situations(places.recordings(), ("help-center",))]
    assert "help-center/help-center/tiles" in names
    assert "help-center/help-center/contact-method/contact-form" in names
    assert len(set(names)) == len(names)


def test_a_shared_page_is_seen_in_a_site_that_includes_it() -> None:
    assert {one.site.recording for one in situations(places.recordings(), ("doors",))} != {"doors"}


def test_a_page_is_seen_with_each_of_its_tabs() -> None:
    form = next(one for one in situations(places.recordings(), ("help-center",)) if one.name.endswith("/contact-form"))
    names = [one.name.rpartition(".")[2] for one in with_shown(form)][1:]
    assert set(names) == {"email", "phone", "chat"}


def test_a_css_control_cannot_be_counted_so_it_is_in_no_matrix() -> None:
    tiles = next(one for one in situations(places.recordings(), ("help-center",)) if one.name.endswith("/tiles"))
    screen = next(one for one in FLOWS.screens if one.key == "help-center/tiles")
    control = FLOWS.control(screen, screen.seen[0]).model_copy(update={"role": "css"})
    own = FLOWS.flows["help-center"]
    changed = own.model_copy(update={"controls": own.controls | {screen.seen[0]: control}})
    flows = FlowSet(flows=FLOWS.flows | {"help-center": changed})
    found = cells(screen, tiles.sighting(), flows)
    assert screen.seen[0] not in {cell.control for cell in found}
