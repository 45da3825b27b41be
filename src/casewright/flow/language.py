"""The flow language as it is written: what a YAML file may hold, key by key. Also the source of its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, model_validator

from casewright.flow.control import Control, Labels, Role
from casewright.flow.fault import did_you_mean
from casewright.flow.model import TURNS, Purpose
from casewright.flow.verbs import AnyStep
from casewright.flow.verbs.press import PressStep
from casewright.flow.written import ClaimType, Label, Name, Names, Words, Written
from casewright.message import msg
from casewright.model.outcome import Outcome

ROLES: tuple[str, ...] = get_args(Role)

#: What a screen may end a walk with. The others are for the procedures around a walk to say.
ENDINGS: tuple[str, ...] = (
    "filed",
    Outcome.UNCERTAIN,
    Outcome.DUPLICATE,
    Outcome.ALREADY_REIMBURSED,
    Outcome.TOO_EARLY,
    Outcome.TOO_LATE,
    Outcome.EVIDENCE_MISSING,
    Outcome.UNKNOWN_SCREEN,
    Outcome.SIGNIN_REQUIRED,
    Outcome.HUMAN_CHALLENGE,
    Outcome.NO_PERMISSION,
    Outcome.RATE_LIMITED,
    Outcome.STOPPED,
    Outcome.FAILED_BEFORE_SUBMIT,
)


def _ending(word: str) -> str:
    if word not in ENDINGS:
        raise ValueError(did_you_mean(msg('a screen cannot end with "{word}"', word=word), word, ENDINGS))
    return word


def _turn(reason: str) -> str:
    if "_" in reason and reason not in TURNS:
        unknown = msg('"{word}" is not a reason for handing over to a person', word=reason)
        raise ValueError(did_you_mean(unknown, reason, TURNS))
    return reason


def _needs(key: str) -> JsonValue:
    keys: list[JsonValue] = [key]
    return {"required": keys}


class WrittenControl(Written):
    """One role and what is written on it, and perhaps a CSS selector for when no words fit."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_needs(role) for role in ROLES]})

    button: Label | None = None
    pressable: Label | None = Field(None, description="A button, link or tab: where it is not known which.")
    choice: Label | None = Field(
        None, description="A radio button, checkbox, tab or button: where it is not known which."
    )
    textbox: Label | None = None
    heading: Label | None = None
    words: Label | None = Field(
        None, description="A heading, or a block of text that says this and nothing else: where it is not known which."
    )
    radio: Label | None = None
    checkbox: Label | None = None
    tab: Label | None = None
    link: Label | None = None
    combobox: Label | None = None
    text: Label | None = Field(None, description="A text of the page that contains these words.")
    file: Label | None = Field(None, description="The button that opens the file chooser.")
    css: Words | None = Field(None, description="A CSS selector; cannot be seen, only used.")
    url: Words | None = Field(None, description="A regular expression searched in the page's address.")
    or_: Words | None = Field(None, alias="or", description="A CSS selector for when no words fit.")
    in_: Label | None = Field(
        None, alias="in", description="Where on the page: banner, main, contentinfo, dialog, or the name of a group."
    )

    row: Label | None = Field(
        None, description="Words of its row in a table, each whole; {fnsku} and the like are the claim's values."
    )
    below: Label | None = Field(None, description="The heading that it stands under, with no other between.")

    @model_validator(mode="after")
    def _one_role(self) -> WrittenControl:
        said = [role for role in ROLES if getattr(self, role) is not None]
        if len(said) != 1:
            raise ValueError(
                msg("exactly one role is expected, not {count} (roles: {roles})", count=len(said), roles=ROLES)
            )
        if self.or_ and said[0] in {"text", "css", "url"}:
            raise ValueError(msg('"{key}" cannot be combined with "{other}"', key="or", other=said[0]))
        for key, scope in (("in", self.in_), ("row", self.row), ("below", self.below)):
            if scope and said[0] in {"css", "url"} | ({"text"} if key != "row" else set()):
                raise ValueError(msg('"{key}" cannot be combined with "{other}"', key=key, other=said[0]))
        return self

    @property
    def role(self) -> Role:
        """The one role that is written."""
        return next(role for role in get_args(Role) if getattr(self, role) is not None)

    @property
    def labels(self) -> Labels:
        """The words by language; a selector or pattern stands under `en`."""
        written: Labels | str = getattr(self, self.role)
        return {"en": (written,)} if isinstance(written, str) else dict(written)

    def control(self, name: str) -> Control:
        """As the walk knows it."""
        where = {"scope": self.in_, "row": self.row, "below": self.below}
        return Control(name=name, role=self.role, labels=self.labels, fallback=self.or_, **where)


class WrittenScreen(Written):
    """One recognisable moment: what is seen, and one of steps, a case ID to take, an end, a handing over."""

    seen: Names = Field(description="Controls that are each there exactly once.")
    not_: Names | tuple[()] = Field((), alias="not", description="Controls that are not there at all.")
    any: Names | tuple[()] = Field((), description="Controls of which at least one is there, enabled.")
    do: Annotated[tuple[AnyStep, ...], Field(min_length=1)] | None = None
    through: tuple[PressStep, ...] = Field(
        (), description="Levels of categories that may lie between this screen and the next: which choice is ours."
    )
    next: Names | tuple[()] = Field((), description="The screens that may follow; without it, whatever is recognised.")
    take: Name | None = Field(None, description="The control whose named group case_id is the case.")
    ends: Annotated[str, AfterValidator(_ending)] | None = Field(None, json_schema_extra={"enum": [*ENDINGS]})
    hands_over: Annotated[Words, AfterValidator(_turn)] | None = Field(
        None, alias="hands-over", description=f"Why a person has to go on: {', '.join(sorted(TURNS))}, or a sentence."
    )

    waits: Annotated[int, Field(ge=1, le=600)] | None = Field(
        None, description="The page is on its way: for how many seconds another screen is waited for."
    )
    without: tuple[Annotated[str, Field(pattern=r"^/[^\s{}]*$")], ...] = Field(
        (), description="Addresses at which the account has nothing, as this page says: they are not opened again."
    )
    slow: Annotated[int, Field(ge=20, le=600)] | None = Field(
        None, description="What comes after the steps is known to take so many seconds, with nothing to be seen."
    )
    rests: Annotated[int, Field(ge=1, le=15)] | None = Field(
        None, description="For how many seconds the page must have stood so: what tells it from others may come later."
    )
    reads: Literal["cases", "case"] | None = Field(
        None, description="The case log is read here: its list of cases, or one case."
    )

    @model_validator(mode="after")
    def _one_purpose(self) -> WrittenScreen:
        said = (self.do, self.ends, self.hands_over, self.waits, self.reads)
        if sum(one is not None for one in said) != 1:
            raise ValueError(msg('exactly one of "do", "ends", "hands-over", "waits" and "reads" is expected'))
        if (self.take is not None) != (self.ends == "filed"):
            raise ValueError(
                msg('"take" and "ends: filed" belong together: a case counts as filed where its ID is read')
            )
        if (self.through or self.slow) and self.do is None:
            raise ValueError(msg('"through" and "slow" need "do": without steps, nothing here leads to another page'))
        if self.without and self.do is None:
            raise ValueError(msg('"without" needs "do": without steps, the walk has nowhere to go on'))
        if self.next and self.do is None:
            raise ValueError(msg('"next" needs "do": without steps, nothing here leads to another screen'))
        return self


_PATH = r"^/([^/\\][^\\]*)?$"


class WrittenFlow(Written):
    """One file: the controls Amazon changes often, the screens it changes rarely."""

    model_config = ConfigDict(title="Casewright flow")

    flow: Name
    version: Annotated[int, Field(ge=1)]
    purpose: Purpose = Field("file", description="What it is walked for; its screens are known for nothing else.")
    files: tuple[ClaimType, ...] = Field((), description="Claim types.")
    start: Annotated[str, Field(pattern=_PATH)] | None = None
    english: Annotated[str, Field(pattern=_PATH)] | None = Field(
        None, description="Where Seller Central is asked for English, when its interface speaks no language we know."
    )
    include: tuple[Name, ...] = ()
    controls: dict[Name, WrittenControl]
    screens: Annotated[dict[Name, WrittenScreen], Field(min_length=1)]


class WrittenMend(Written):
    """A user's own file: other words on controls of one version of a flow, and nothing else."""

    flow: Name
    mends: Annotated[int, Field(ge=1)]
    controls: Annotated[dict[Name, WrittenControl], Field(min_length=1)]
