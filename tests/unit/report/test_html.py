from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from casewright.casework.plan import Plan
from casewright.casework.result import GuardCount, Preview, Step
from casewright.model.outcome import Outcome
from casewright.report.html import write_preview, write_receipts
from casewright.report.settled import files_held_back, files_held_back_lines, settled_document

from .conftest import AWKWARD, filed


class Page(HTMLParser):
    """A report as a browser takes it apart: tags with attributes, and the text that can be read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def addresses(self) -> set[str]:
        return {value for _, attrs in self.tags for name, value in attrs.items() if name in {"src", "href"} and value}


@pytest.fixture
def page(preview: Preview, tmp_path: Path) -> Page:
    return Page(write_preview(preview, tmp_path / "review"))


def test_a_preview_shows_each_text_as_it_was_typed(page: Page, preview: Preview):
    for one in preview.entries:
        assert one.entry.form.subject in page.text
        assert one.entry.form.message in page.text


def test_what_a_claim_says_is_never_taken_for_markup(page: Page):
    assert AWKWARD in page.text
    assert "script" not in {tag for tag, _ in page.tags}
    assert all("onerror" not in attrs for _, attrs in page.tags)


def test_refused_claims_stand_there_with_rule_remedy_and_source(page: Page, preview: Preview):
    assert [verdict.refusal for verdict in preview.plan.refused] == [Outcome.WAIT, Outcome.EVIDENCE_MISSING]
    for verdict in preview.plan.refused:
        for reason in verdict.reasons:
            assert str(reason.message) in page.text
            assert reason.rule in page.text
            assert str(reason.source) in page.text


def test_the_guards_count_is_told_with_what_was_refused(page: Page):
    assert "0 requests left this machine." in page.text
    assert "answered 212 from recorded pages and refused 3" in page.text
    assert "https://example.com/beacon?a=<b>" in page.text


def test_a_request_that_left_is_not_hidden(preview: Preview, tmp_path: Path):
    leaky = preview.model_copy(update={"guard": GuardCount(answered=1, left=1)})
    page = Page(write_preview(leaky, tmp_path / "review"))
    assert "1 request left this machine." in page.text
    assert ("p", {"class": "guard bad"}) in page.tags


def test_every_digest_that_a_yes_is_bound_to_stands_there(page: Page, preview: Preview):
    assert preview.plan.digest in page.text
    assert preview.plan.sources[0].sha256 in page.text
    for one in preview.entries:
        assert one.entry.digest in page.text
        for proof in one.entry.claim.evidence:
            assert proof.sha256 in page.text


def test_the_page_needs_nothing_but_its_folder(page: Page, tmp_path: Path):
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "link", "iframe", "object", "form"})
    folder = tmp_path / "review"
    for address in page.addresses():
        assert address.startswith("#") or (folder / address).is_file(), address
    assert "url(" not in (folder / "index.html").read_text(encoding="utf-8")


def test_every_link_inside_the_page_has_a_target(page: Page):
    targets = {attrs["id"] for _, attrs in page.tags if attrs.get("id")}
    inside = {address[1:] for address in page.addresses() if address.startswith("#")}
    assert inside <= targets


def test_pictures_from_elsewhere_are_copied_into_the_folder(preview: Preview, tmp_path: Path):
    page = Page(write_preview(preview, tmp_path / "elsewhere"))
    pictures = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    screens = {picture for picture in pictures if picture.endswith(".png")}
    assert len(screens) == 2 * len(preview.entries)
    assert all((tmp_path / "elsewhere" / picture).is_file() for picture in pictures)


def test_a_picture_that_is_gone_leaves_no_broken_image(preview: Preview, tmp_path: Path):
    for picture in preview.entries[0].walked.pictures:
        picture.picture.unlink()
    page = Page(write_preview(preview, tmp_path / "review"))
    assert all((tmp_path / "review" / attrs["src"]).is_file() for tag, attrs in page.tags if tag == "img")


def test_every_picture_has_its_size_so_that_nothing_moves_when_it_comes(page: Page, tmp_path: Path):
    pictures = [attrs for tag, attrs in page.tags if tag == "img"]
    assert pictures
    for attrs in pictures:
        with Image.open(tmp_path / "review" / attrs["src"]) as picture:
            assert (int(attrs["width"]), int(attrs["height"])) == picture.size


def test_every_file_of_the_evidence_is_shown_and_opens_large(page: Page, preview: Preview):
    alts = [attrs["alt"] for tag, attrs in page.tags if tag == "img"]
    for one in preview.entries:
        for proof in one.entry.claim.evidence:
            assert f"{proof.name}, enlarge" in alts
            assert f"{one.entry.claim.claim_id}, {proof.name}, enlarged" in alts


@pytest.mark.parametrize("content", [b"no longer a picture", b"", None])
def test_evidence_that_is_gone_or_changed_is_named_without_a_picture(
    preview: Preview, tmp_path: Path, content: bytes | None
):
    for one in preview.entries:
        for proof in one.entry.claim.evidence:
            proof.path.unlink(missing_ok=True)
            if content is not None:
                proof.path.write_bytes(content)
    page = Page(write_preview(preview, tmp_path / "review"))
    assert "This file cannot be shown here." in page.text
    for one in preview.entries:
        assert all(proof.name in page.text for proof in one.entry.claim.evidence)


def test_a_preview_of_a_photo_tells_nothing_of_where_it_was_taken(preview: Preview, tmp_path: Path):
    write_preview(preview, tmp_path / "review")
    for path in (tmp_path / "review" / "pictures").glob("evidence-*"):
        with Image.open(path) as picture:
            assert not picture.getexif()


def test_a_true_color_picture_of_a_screen_is_packed_once(preview: Preview, tmp_path: Path):
    first = preview.entries[0].walked.pictures[0].picture
    Image.effect_noise((400, 300), 60).convert("RGB").save(first)
    before = first.stat().st_size
    write_preview(preview, tmp_path / "review")
    packed = first.read_bytes()
    write_preview(preview, tmp_path / "review")
    assert len(packed) < before
    assert first.read_bytes() == packed


def test_a_claim_says_what_amazons_page_calls_what_was_pressed(preview: Preview, tmp_path: Path):
    text = walked_otherwise(
        preview,
        tmp_path,
        Step(screen="help-center/tiles", verb="press", control="not-listed", words="My issue is not listed"),
        Step(screen="help-center/tiles", verb="press", control="unnamed-arrow"),
    )
    assert ">My issue is not listed</em>" in text
    first_claim = text[text.index('id="claim-1"') : text.index('id="claim-2"')]
    assert ">not-listed<" not in first_claim
    assert ">unnamed-arrow<" in text


def test_the_claims_are_summed_up_by_outcome_and_in_all(page: Page, preview: Preview):
    told = re.sub(r"\s+", " ", page.text)
    amounts = [one.entry.claim.amount for one in preview.entries]
    refused = [verdict.claim.amount for verdict in preview.plan.refused]
    assert f"4 previewed ({sum(amounts)} USD)" in told
    assert f"6 claims, {sum(amounts + refused)} USD" in told


def test_claims_can_be_picked_out_by_outcome_and_by_account(preview: Preview, tmp_path: Path):
    first, *rest = preview.entries
    claim = first.entry.claim.model_copy(update={"account": 'Other "Shop" </style>'})
    verdict = first.entry.verdict.model_copy(update={"claim": claim})
    other = first.model_copy(update={"entry": first.entry.model_copy(update={"verdict": verdict})})
    page = Page(write_preview(preview.model_copy(update={"entries": (other, *rest)}), tmp_path / "review"))
    articles = [attrs for tag, attrs in page.tags if tag == "article"]
    assert {attrs["data-outcome"] for attrs in articles} == {"previewed", "wait", "evidence_missing"}
    assert {attrs["data-account"] for attrs in articles} == {"1", "2"}
    radios = {attrs.get("id") for tag, attrs in page.tags if tag == "input"}
    assert {"outcome-1", "outcome-2", "outcome-3", "account-1", "account-2"} <= radios
    rules = (tmp_path / "review" / "index.html").read_text("utf-8")
    assert "Shop" not in rules[: rules.index("</style>")]


def test_a_value_that_was_read_back_differently_is_shown_both_ways(preview: Preview, tmp_path: Path):
    first = preview.entries[0]
    steps = tuple(
        step.model_copy(update={"read_back": "cut sho"}) if step.value == "subject" else step
        for step in first.walked.steps
    )
    changed = first.model_copy(update={"walked": first.walked.model_copy(update={"steps": steps})})
    page = Page(write_preview(preview.model_copy(update={"entries": (changed,)}), tmp_path / "review"))
    assert "cut sho" in page.text
    assert first.entry.form.subject in page.text
    assert ("li", {"class": "step differs"}) in page.tags


def test_writing_again_replaces_the_page_and_leaves_no_half_file(preview: Preview, tmp_path: Path):
    for _ in range(2):
        write_preview(preview, tmp_path / "review")
    assert [one.name for one in (tmp_path / "review").glob("index*")] == ["index.html"]


def test_receipts_show_case_reference_and_the_chain(preview: Preview, plan: Plan, tmp_path: Path):
    settled = [filed(one, at) for at, one in enumerate(preview.entries, start=1)]
    page = Page(write_receipts(settled, plan.refused, "sandbox", tmp_path / "review"))
    assert "4 of 4 claims became cases" in re.sub(r"\s+", " ", page.text)
    assert "No case was opened at Amazon" in page.text
    for one in settled:
        assert one.receipt.case_id in page.text
        assert one.receipt.reference in page.text
        assert one.receipt.hash in page.text


def test_a_claim_without_a_case_is_not_counted_as_one(preview: Preview, plan: Plan, tmp_path: Path):
    settled = [filed(preview.entries[0], 1), *preview.entries[1:]]
    page = Page(write_receipts(settled, plan.refused, "live", tmp_path / "review"))
    assert "1 of 4 claims became cases" in re.sub(r"\s+", " ", page.text)


def walked_otherwise(preview: Preview, tmp_path: Path, *steps: Step) -> str:
    """The page of a preview whose first claim went another way."""
    first, *rest = preview.entries
    walk = first.walked.model_copy(update={"steps": steps, "submit_found": True})
    entries = (first.model_copy(update={"walked": walk}), *rest)
    return write_preview(preview.model_copy(update={"entries": entries}), tmp_path / "other").read_text("utf-8")


def test_what_a_tool_does_not_take_is_told(preview: Preview, tmp_path: Path):
    text = walked_otherwise(
        preview, tmp_path, Step(screen="policy-tool/lost", verb="fill", control="fnsku", value="fnsku", read_back="X")
    )
    assert "none of the text above" in text
    assert "these files are sent: none" in text


def test_files_that_a_way_does_not_take_are_told_once_for_all_their_claims(preview: Preview):
    typed = Step(screen="policy-tool/lost", verb="fill", control="fnsku", value="fnsku", read_back="X")
    tool = {"steps": (typed,), "submit_found": True}
    entries = [one.model_copy(update={"walked": one.walked.model_copy(update=tool)}) for one in preview.entries]
    proven = next(one for one in entries if one.entry.form.evidence)
    names = [file.name for file in proven.entry.form.evidence]
    twin = proven.model_copy(update={"entry": proven.entry})
    assert settled_document(proven)["files_held_back"] == names
    (line,) = files_held_back_lines([proven, twin])
    assert all(name in str(line) for name in names)


def test_a_way_that_takes_every_file_holds_none_back(preview: Preview):
    assert files_held_back_lines(preview.entries) == []
    stopped = preview.entries[0].walked.model_copy(update={"steps": (), "submit_found": False})
    assert files_held_back(preview.entries[0].model_copy(update={"walked": stopped})) == []


def test_that_english_was_asked_for_is_told(preview: Preview, tmp_path: Path):
    told = "the interface spoke de; opened /home"
    text = walked_otherwise(preview, tmp_path, Step(screen="home/home", verb="ask", control="English", read_back=told))
    assert told in text
