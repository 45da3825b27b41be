"""A writer: one language, and a seller's own templates where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from casewright import wording
from casewright.errors import CasewrightError
from casewright.message import msg
from casewright.model.claim import Claim
from casewright.model.form import Form
from casewright.settings import same_name
from casewright.wording.limits import MESSAGE_LIMIT, SHORT_LIMIT, TooLong, length, surely_fits
from casewright.wording.words import LANGUAGES, NoWording

if TYPE_CHECKING:
    from jinja2 import Template


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
        template = wording.own_template.choose_template(self.own, claim.type) if self.own else None
        form = (
            wording.own_template.write_with(template, claim, self.language)
            if template
            else wording.write.write(claim, self.language)
        )
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
        except CasewrightError as error:
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
                    "With the sentence that says what filed it, the text is {length} characters too long.",
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
    own = wording.own_template.read_templates(templates, short) if templates else {}
    return Writer(short, says_automated, MappingProxyType(own))
