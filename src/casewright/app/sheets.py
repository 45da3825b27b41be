"""Starter files for claims, and the schema with which an editor checks them."""

from __future__ import annotations

from pathlib import Path

from casewright.app.workspace import open_workspace
from casewright.intake.claim_schema import json_schema
from casewright.intake.template import template, what_spreadsheets_change
from casewright.message import Message


def write_template(out: Path, *, lang: str | None = None) -> Path:
    """Write a starter file for claims, in the format given by its name.

    Raises:
        UsageError: the format is not known, or the file already exists.
    """
    return template(out, open_workspace(lang=lang).settings.language)


def template_notice(path: Path) -> Message:
    """Return what to know before filling in a template; an empty message if there is nothing."""
    return what_spreadsheets_change(path)


def claim_schema() -> dict[str, object]:
    """The JSON Schema of claims in YAML and JSON."""
    return json_schema()
