"""A draft recording: one kept page that no flow knows, as a folder that `flow check --recording` reads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from casewright.flow.window import Kept
from casewright.recording.read import FILE

_NAME = re.compile(r"[^a-z0-9]+")


def write_draft(folder: Path, kept: Kept, url: str, language: str, about: str) -> Path | None:
    """Write page and text of a kept moment as a recording of one page; None where its text was not kept.

    The folder's name is the recording's: as `draft_name` makes it.
    Both were scrubbed when they were kept. The frames of the page stand in its one text: recognition counts over all
    of them anyway. Whoever goes on with it takes them apart and says what each control does.
    """
    if kept.text is None:
        return None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "01-unknown.aria.yaml").write_bytes(kept.text.read_bytes())
    if kept.page is not None:
        (folder / "01-unknown.html").write_bytes(kept.page.read_bytes())
    else:
        (folder / "01-unknown.html").write_text("<!doctype html><title>Not kept</title>\n", encoding="utf-8")
    if kept.picture is not None:
        shutil.copyfile(kept.picture, folder / "01-unknown.png")
    path = re.sub(r"\s", "", urlsplit(url).path) or "/"
    content = {
        "recording": folder.name,
        "about": about,
        "language": language or "en",
        "start": path,
        "pages": [
            {
                "name": "unknown",
                "file": "01-unknown.html",
                "at": path,
                "evidence": "captured",
                "sources": ["kept by Casewright where a walk did not know the page"],
            }
        ],
    }
    write_yaml(folder / FILE, content)
    return folder


def draft_name(words: str) -> str:
    """Words as the name of a recording."""
    return _NAME.sub("-", words.casefold()).strip("-") or "unknown"


def write_yaml(path: Path, content: object) -> None:
    """Write a file that people go on with: block style, in the order given."""
    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(content, file)
