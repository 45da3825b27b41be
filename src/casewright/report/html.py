"""The report: one folder that needs nothing else, with what was typed where beside the pictures of the screens."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from casewright.casework.result import Preview, Settled
from casewright.message import SOURCE, Message, msg, msg_n
from casewright.model.labels import label
from casewright.policy.verdict import Verdict
from casewright.redact import redact
from casewright.report.card import size_of
from casewright.report.table import amount_of
from casewright.report.walk_story import Story, stories
from casewright.whole_file import write_whole

_PICTURES = "pictures"


def write_preview(preview: Preview, into: Path, language: str = SOURCE) -> Path:
    """Write `index.html` of a dry run into a folder and return its path.

    Pictures that are not in the folder yet are copied into it.

    Raises:
        OSError: the folder cannot be written.
    """
    return write_page(
        "preview.html.j2",
        into,
        language,
        stories=_with_pictures(stories(preview.entries), into),
        refused=preview.plan.refused,
        plan=preview.plan,
        guard=preview.guard,
        site=preview.site,
        moment=preview.plan.created_at,
    )


def write_receipts(
    settled: Sequence[Settled], refused: Sequence[Verdict], site: str, into: Path, language: str = SOURCE
) -> Path:
    """Write `index.html` of a filing into a folder and return its path: every claim with its receipt.

    Raises:
        OSError: the folder cannot be written.
    """
    return write_page(
        "receipts.html.j2",
        into,
        language,
        stories=_with_pictures(stories(settled), into),
        refused=refused,
        site=site,
        moment=datetime.now(UTC),
    )


def write_page(template: str, into: Path, language: str, **values: object) -> Path:
    """Write a template's page in a language as `index.html` into a folder, whole or not at all, and return its path.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_whole(into / "index.html", redact(_environment(language).get_template(template).render(values)))


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=PackageLoader("casewright.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value.say(language) if isinstance(value, Message) else value,
    )
    made.globals |= {"msg": msg, "msg_n": msg_n, "language": language}
    made.filters |= {"size": size_of, "amount": amount_of, "label": label}
    return made


def _with_pictures(told: Sequence[Story], into: Path) -> list[Story]:
    """The stories with every picture inside the folder, named relative to it."""
    return [story.with_pictures(lambda picture: _inside(picture, into)) for story in told]


def _inside(picture: Path, into: Path) -> str:
    root = into.resolve()
    real = picture.resolve()
    if not real.is_relative_to(root):
        target = root / _PICTURES / f"{real.parent.name}-{real.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(real, target)
        real = target
    return real.relative_to(root).as_posix()
