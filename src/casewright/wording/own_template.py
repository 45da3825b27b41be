"""A seller's own templates for the message: reading them, and what a text made with one must hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Template, TemplateError, TemplateSyntaxError

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES, Claim
from casewright.model.form import Form
from casewright.wording.templates import environment
from casewright.wording.write import write

_FOR_ALL = "message"
"""Takes the place of the message of every claim type that has no template of its own."""


class BadTemplate(CasewrightError):
    """A seller's own template cannot be read, or does not make a text that a case can be found by."""


def read_templates(folder: Path, language: str) -> dict[str, Template]:
    """The templates of a folder for one language, by claim type, or `message` for all types.

    Raises:
        BadTemplate: a file is no template, or is named for no claim type.
    """
    own: dict[str, Template] = {}
    for file in sorted(folder.glob("*.j2"), key=lambda file: file.name.count(".")):
        name, _, only = file.name.removesuffix(".j2").partition(".")
        if name not in CLAIM_TYPES and name != _FOR_ALL:
            known = ", ".join((*CLAIM_TYPES, _FOR_ALL))
            raise BadTemplate(
                msg("{file}: there is no claim type {name!r}.", file=file, name=name),
                remedy=msg("Name it after one of: {known}.", known=known),
            )
        if only in ("", language):
            own[name] = _read(file)
    return own


def _read(file: Path) -> Template:
    try:
        return environment().from_string(file.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
    except TemplateSyntaxError as error:
        raise BadTemplate(
            msg("{file}, line {lineno}: {message}.", file=file, lineno=error.lineno, message=error.message),
            remedy=msg("Correct the template."),
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadTemplate(
            msg("{file}: cannot be read as UTF-8 text.", file=file), remedy=msg("Save it as UTF-8.")
        ) from error


def choose_template(own: Mapping[str, Template], claim_type: str) -> Template | None:
    """The seller's template for a claim type, None where the shipped message is used."""
    return own.get(claim_type) or own.get(_FOR_ALL)


def write_with(template: Template, claim: Claim, language: str) -> Form:
    """Write the texts of a claim with the seller's own template for the message.

    Raises:
        TooLong: a text does not fit into Amazon's field.
        BadTemplate: the template fails, or leaves out the reference or the main identifier.
    """
    try:
        form = write(claim, language, template)
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise BadTemplate(
            msg("Your template for {type} fails: {error}.", type=claim.type, error=error),
            remedy=msg("Correct the template."),
        ) from error
    for name, value in (("reference", form.reference), ("main_identifier", form.main_identifier)):
        if value not in form.message:
            raise BadTemplate(
                msg(
                    "Your template for {type} leaves out the {field}.",
                    type=claim.type,
                    field=name.replace("_", " "),
                ),
                remedy=msg("Add {{{{ {name} }}}} to it: the case is found again by it.", name=name),
            )
    return form
