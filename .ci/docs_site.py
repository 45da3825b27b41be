"""What the documentation site takes from outside `docs/`: the pages about flows and recordings, and links to them."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"flows/README.md": "flows.md", "fixtures/README.md": "recordings.md"}
"""Pages that stand beside what they explain → their place in the site."""
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)]*)?\)")


def on_files(files: Files, config: Any) -> Files:  # noqa: ANN401 (mkdocs' own types are not typed)
    """Add the pages."""
    for source, place in PAGES.items():
        files.append(File.generated(config, place, content=(ROOT / source).read_text(encoding="utf-8")))
    decisions = [one for one in files if one.src_uri.startswith("decisions/")]
    for one in decisions:
        one.inclusion = one.inclusion.NOT_IN_NAV
    return files


def on_page_markdown(markdown: str, page: Any, **_: object) -> str:  # noqa: ANN401 (as above)
    """Links out of `docs/` lead to the page that was taken in; a file that was not is named without a link."""
    at = next((source for source, place in PAGES.items() if place == page.file.src_uri), f"docs/{page.file.src_uri}")

    def lead(found: re.Match[str]) -> str:
        target = found["target"]
        if "://" in target or target.startswith("mailto:"):
            return found[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(at), target))
        inside = PAGES.get(path) or (path.removeprefix("docs/") if path.startswith("docs/") else None)
        if inside is None or not (inside.endswith(".md") or (ROOT / path).is_file()):
            return found["words"]
        relative = posixpath.relpath(inside, posixpath.dirname(page.file.src_uri) or ".")
        return f"[{found['words']}]({relative}{found['anchor'] or ''})"

    return _LINK.sub(lead, markdown)
