"""The report: one self-contained folder, with what was typed where beside the pictures of the screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from casewright.casework.result import Preview, Settled
from casewright.message import SOURCE, Message, msg, msg_n
from casewright.model.labels import label
from casewright.policy.verdict import Verdict
from casewright.redact import redact
from casewright.report.card import size_of
from casewright.report.overview import overview
from casewright.report.table import amount_of
from casewright.report.walk_story import stories
from casewright.whole_file import write_whole


def write_preview(preview: Preview, into: Path, language: str = SOURCE) -> Path:
    """Write `index.html` of a dry run into a folder and return its path.

    Pictures that are not in the folder yet are copied into it.

    Raises:
        OSError: the folder cannot be written.
    """
    told = [story.with_pictures(into) for story in stories(preview.entries)]
    return write_page(
        "preview.html.j2",
        into,
        language,
        stories=told,
        refused=preview.plan.refused,
        overview=overview(told, preview.plan.refused),
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
    told = [story.with_pictures(into) for story in stories(settled)]
    return write_page(
        "receipts.html.j2",
        into,
        language,
        stories=told,
        refused=refused,
        overview=overview(told, refused),
        site=site,
        moment=datetime.now(UTC),
    )


def write_page(template: str, into: Path, language: str, **values: object) -> Path:
    """Write a template's page in a language as `index.html` into a folder, whole or not at all, and return its path.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    return write_whole(into / "index.html", redact(environment(language).get_template(template).render(values)))


@cache
def environment(language: str, *more: str) -> Environment:
    """What renders templates in a language: the reports' own, and those of the packages in `more`, which come first.

    Everything is escaped, and a message is said in the language.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*more, "casewright.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value.say(language) if isinstance(value, Message) else value,
    )
    made.globals |= {"msg": msg, "msg_n": msg_n, "language": language}
    made.filters |= {"size": size_of, "amount": amount_of, "label": label}
    return made
