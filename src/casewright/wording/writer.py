"""A writer: one language, and a seller's own templates where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from jinja2 import Template, TemplateError, TemplateSyntaxError

from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.claim import CLAIM_TYPES, Claim
from casewright.model.form import Form
from casewright.settings import same_name
from casewright.wording.words import LANGUAGES, NoWording, environment
from casewright.wording.write import MESSAGE_LIMIT, SHORT_LIMIT, TooLong, length, surely_fits, write

#: Takes the place of the message of every claim type that has no template of its own.
FOR_ALL = "message"


class BadTemplate(CasewrightError):
    """A seller's own template cannot be read, or does not make a text that a case can be found by."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the texts of claims: `writer(claim)` is the claim's form.

    `own` holds a seller's templates for the message by claim type (`message` for all others). With `says_automated` the
    texts end with a sentence that says what filed them. `by_account` are other writers for some accounts, by the name
    without capitals and superfluous spaces.
    """

    language: str = "en"
    says_automated: bool = False
    own: Mapping[str, Template] = field(default_factory=lambda: MappingProxyType({}))
    by_account: Mapping[str, Writer] = field(default_factory=lambda: MappingProxyType({}))

    def __call__(self, claim: Claim) -> Form:
        """Write the texts of one claim.

        Raises:
            TooLong: a text does not fit into Amazon's field.
            BadTemplate: the seller's template fails, or leaves out the reference or the main identifier.
        """
        if other := self._writer_for(claim):
            return other(claim)
        template = self.own.get(claim.type) or self.own.get(FOR_ALL)
        form = _checked(claim, self.language, template) if template else write(claim, self.language)
        return declared(form, self.language) if self.says_automated else form

    def _writer_for(self, claim: Claim) -> Writer | None:
        """The writer of the claim's own account, where there is one."""
        return self.by_account.get(same_name(claim.account)) if self.by_account else None

    def what_hinders(self, claim: Claim) -> CasewrightError | None:
        """Why the claim cannot be written, None where it can."""
        if other := self._writer_for(claim):
            return other.what_hinders(claim)
        if not self.own and not self.says_automated and surely_fits(claim):
            return None
        try:
            self(claim)
        except (TooLong, BadTemplate) as error:
            return error
        return None


def declared(form: Form, language: str) -> Form:
    """The form with a sentence at the end of its texts that says what filed it.

    Raises:
        TooLong: the sentence does not fit any more.
    """
    said = _DECLARED[language]
    message, short = f"{form.message}\n\n{said}", f"{form.short_message}\n\n{said}"
    for text, limit in ((message, MESSAGE_LIMIT), (short, SHORT_LIMIT)):
        if length(text) > limit:
            raise TooLong(
                msg(
                    "With the sentence that says what filed it the text has {length} characters too many.",
                    length=length(text) - limit,
                ),
                remedy=msg("Shorten the details, or set `say_automated = false`."),
                place=None,
            )
    return form.model_copy(update={"message": message, "short_message": short})


_DECLARED = {
    "en": "Filed on the seller's behalf with Casewright, which is automated software.",
    "zh": "本问题由自动化软件 Casewright 代表卖家提交。",
    "ja": "この申請は、販売者に代わって自動化ソフトウェア Casewright が送信しました。",
    "de": "Im Auftrag des Verkäufers mit Casewright eingereicht, einer automatisierten Software.",
    "fr": "Envoyé au nom du vendeur avec Casewright, un logiciel automatisé.",
    "it": "Inviato per conto del venditore con Casewright, un software automatizzato.",
    "es": "Enviado en nombre del vendedor con Casewright, un software automatizado.",
}


def load_writer(language: str = "en", templates: Path | None = None, *, says_automated: bool = False) -> Writer:
    """A writer for a language, with the templates of a folder: `<claim type>.j2`, or `message.j2` for all types.

    A template for one language only has it in its name (`lost_in_warehouse.de.j2`) and comes first.

    Raises:
        NoWording: nobody has written that language.
        BadTemplate: a file is no template, or is named for no claim type.
    """
    short = language.replace("_", "-").split("-")[0].lower()
    if short not in LANGUAGES:
        raise NoWording(
            msg("There is no wording in {language!r}.", language=language),
            remedy=msg("Choose one of {languages}.", languages=[*LANGUAGES]),
        )
    own: dict[str, Template] = {}
    for file in sorted(templates.glob("*.j2"), key=lambda file: file.name.count(".")) if templates else ():
        name, _, only = file.name.removesuffix(".j2").partition(".")
        if name not in CLAIM_TYPES and name != FOR_ALL:
            known = ", ".join((*CLAIM_TYPES, FOR_ALL))
            raise BadTemplate(
                msg("{file}: there is no claim type {name!r}.", file=file, name=name),
                remedy=msg("Name it after one of: {known}.", known=known),
            )
        if only in ("", short):
            own[name] = _read(file)
    return Writer(short, says_automated, MappingProxyType(own))


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


def _checked(claim: Claim, language: str, template: Template) -> Form:
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
