"""Golden texts: what a browser reads in a recorded page, as a template that fits every account and every case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casewright.flow.sighting import parse_aria
from casewright.model.marketplaces import marketplace
from casewright.recording.read import RecordingError, read_recording, read_site, recording_names
from casewright.recording.recording import Page, Recording
from casewright.recording.resting_pages import ACCOUNT, MARKETPLACE

BY_HAND = "{#- by hand -#}"
"""What stands in a golden text that lists what a browser shows only one of: it is never written over."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of a recording, in a site that has it: itself last, before it the pages that hold it in a frame."""

    recording: str
    site: Recording
    shown: tuple[Page, ...]

    @property
    def page(self) -> Page:
        """The page itself."""
        return self.shown[-1]

    @property
    def name(self) -> str:
        """`help-center/tiles`: unique over all recordings."""
        return f"{self.recording}/{self.page.name}"


def own_pages(root: Path, name: str) -> Iterator[OwnPage]:
    """Every page of a recording under `root` once, without those that only send on.

    A recording that is no site by itself is seen in the first site that includes it.

    Raises:
        RecordingError: it cannot be read.
    """
    own = {page.name for page in read_recording(root / name).pages}
    site = _site_with(root, name)
    for page in site.pages:
        if page.name in own and not page.redirect:
            yield OwnPage(name, site, _with_holders(site, page))


def _site_with(root: Path, name: str) -> Recording:
    try:
        return read_site(root, name)
    except RecordingError:
        holders = [one for one in recording_names(root) if name in read_recording(root / one).include]
        if not holders:
            raise
        return read_site(root, holders[0])


def _with_holders(site: Recording, page: Page) -> tuple[Page, ...]:
    holder = next((one for one in site.pages if page.at in one.frames), None)
    return (*_with_holders(site, holder), page) if holder else (page,)


def golden_text(aria: str, case_id: str, example: Mapping[str, str]) -> str:
    """Return what was read as a golden text: what differs by account and case becomes a placeholder."""
    country = marketplace(MARKETPLACE).name
    typed = [(" ".join(text.split()), f"draft.{name}") for name, text in example.items()]
    for words, place in ((case_id, "case.case_id"), (ACCOUNT, "account"), (country, "marketplace"), *typed):
        aria = aria.replace(words, f"{{{{ {place} }}}}")
    return aria + "\n"


def write_golden(path: Path, text: str) -> bool:
    """Write a golden text to its file, as a template only if needed; return whether anything changed.

    What is kept by hand stays, and so does a text that reads the same.
    """
    template = path.with_name(path.name + ".j2")
    if template.is_file() and BY_HAND in template.read_text(encoding="utf-8"):
        return False
    kept, other = (template, path) if "{{" in text else (path, template)
    before = kept.read_text(encoding="utf-8") if kept.is_file() else None
    other.unlink(missing_ok=True)
    if before is not None and parse_aria(before) == parse_aria(text):
        return False
    kept.write_text(text, encoding="utf-8", newline="\n")
    return True
