"""The flow language as it is written: what a YAML file may hold, key by key. Also the source of its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    JsonValue,
    Tag,
    WithJsonSchema,
    model_validator,
)

from casewright.flow.fault import did_you_mean
from casewright.flow.model import (
    TURNS,
    AttachStep,
    ChooseStep,
    CompareStep,
    EnterStep,
    FillStep,
    KeepStep,
    Key,
    Labels,
    PickStep,
    PressStep,
    Purpose,
    Role,
    SayStep,
    Step,
)
from casewright.model.claim import CLAIM_TYPES
from casewright.model.form import VALUES
from casewright.model.outcome import Outcome

#: The interface languages of Seller Central; `en` stands in where a control has no words of its own.
LANGUAGES = frozenset(
    {"ar", "de", "en", "en-GB", "es", "fr", "hi", "it", "ja", "ko", "nl", "pl", "pt", "pt-BR", "sv", "ta", "th"}
    | {"tr", "vi", "zh", "zh-CN", "zh-TW"}
)
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


def _said(words: str) -> str:
    if not words.strip():
        raise ValueError("words are missing here")
    return words


def _by_language(label: object) -> object:
    """Words, a list of words, or either by language: all become lists by language."""
    by_language = label if isinstance(label, dict) else {"en": label}
    return {code: [words] if isinstance(words, str) else words for code, words in by_language.items()}


def _truth(written: object) -> object:
    """YAML 1.2 knows two words for it; `yes` and `on` are labels."""
    if written not in {"true", "false"}:
        raise ValueError('"true" or "false" is expected')
    return written == "true"


def _ending(word: str) -> str:
    if word not in ENDINGS:
        raise ValueError(f'a screen cannot end with "{word}"{did_you_mean(word, ENDINGS)}')
    return word


def _turn(reason: str) -> str:
    if "_" in reason and reason not in TURNS:
        raise ValueError(f'"{reason}" is no reason for a person{did_you_mean(reason, TURNS)}')
    return reason


def _verb_of(step: object) -> str | None:
    return next((key for key in step if key in STEPS), None) if isinstance(step, dict) else None


Words = Annotated[
    str, Field(min_length=1), BeforeValidator(lambda words: _said(words) if isinstance(words, str) else words)
]
_WORDS_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
}
_LABEL_SCHEMA = {
    "description": "What is written on it: words, a list of words (any of them), or either by interface language.",
    "anyOf": [
        *_WORDS_SCHEMA["anyOf"],
        {
            "type": "object",
            "properties": dict.fromkeys(sorted(LANGUAGES), _WORDS_SCHEMA),
            "required": ["en"],
            "additionalProperties": False,
        },
    ],
}
Label = Annotated[
    dict[str, Annotated[tuple[Words, ...], Field(min_length=1)]],
    BeforeValidator(_by_language),
    WithJsonSchema(_LABEL_SCHEMA),
]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


_CLAIM_TYPES: dict[str, JsonValue] = {"type": "string", "enum": [*CLAIM_TYPES]}


class Written(BaseModel):
    """Part of a flow file; a key it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _needs(key: str) -> JsonValue:
    keys: list[JsonValue] = [key]
    return {"required": keys}


class WrittenControl(Written):
    """One role and what is written on it, and perhaps a CSS selector for when no words fit."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_needs(role) for role in ROLES]})

    button: Label | None = None
    textbox: Label | None = None
    heading: Label | None = None
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

    @model_validator(mode="after")
    def _one_role(self) -> WrittenControl:
        said = [role for role in ROLES if getattr(self, role) is not None]
        if len(said) != 1:
            raise ValueError(f"one role is expected, here are {len(said)} (roles: {', '.join(ROLES)})")
        if self.or_ and said[0] in {"text", "css", "url"}:
            raise ValueError(f'"or" does not go with "{said[0]}"')
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


_VALUE: dict[str, JsonValue] = {"enum": [*sorted(VALUES)]}


class WrittenAct(Written):
    """What every step that does something may say: for which claims it is done. Without these, for all."""

    for_: Annotated[tuple[str, ...], Field(min_length=1)] | None = Field(
        None, alias="for", description="Only for these claim types.", json_schema_extra={"items": _CLAIM_TYPES}
    )
    given: str | None = Field(None, description="Only where the claim has this value.", json_schema_extra=_VALUE)
    missing: str | None = Field(
        None, description="Only where the claim does not have this value.", json_schema_extra=_VALUE
    )

    @property
    def conditions(self) -> dict[str, Any]:
        """As the walk knows them."""
        return {"types": self.for_ or (), "given": self.given, "missing": self.missing}


class WrittenPress(WrittenAct):
    """Press a button, link or tab; `submits: true` on the one that creates the case."""

    press: Name
    submits: Annotated[bool, BeforeValidator(_truth)] = False

    def step(self) -> Step:
        """As the walk knows it."""
        return PressStep(control=self.press, submits=self.submits, **self.conditions)


class WrittenFill(WrittenAct):
    """Type one of the claim's values and read it back."""

    fill: Name
    with_: str = Field(alias="with", json_schema_extra={"enum": [*sorted(VALUES)]})

    def step(self) -> Step:
        """As the walk knows it."""
        return FillStep(control=self.fill, value=self.with_, **self.conditions)


class WrittenChoose(WrittenAct):
    """Take a radio button or checkbox, or `option` of a drop-down."""

    choose: Name
    option: Words | None = None

    def step(self) -> Step:
        """As the walk knows it."""
        return ChooseStep(control=self.choose, option=self.option, **self.conditions)


class WrittenAttach(WrittenAct):
    """Give the claim's evidence to the page."""

    attach: Name
    with_: Literal["evidence", "document"] = Field(alias="with", description="All files, or the one document.")

    def step(self) -> Step:
        """As the walk knows it."""
        return AttachStep(control=self.attach, value=self.with_, **self.conditions)


class WrittenSay(WrittenAct):
    """Say one of the claim's values in a chat: type it, read it back, press `send`."""

    say: Name
    with_: str = Field(alias="with", json_schema_extra=_VALUE)
    send: Name

    def step(self) -> Step:
        """As the walk knows it."""
        return SayStep(control=self.say, value=self.with_, send=self.send, **self.conditions)


class WrittenCompare(WrittenAct):
    """See that the page shows one of the claim's values behind a control; quotes and list numbers may differ."""

    compare: Name
    with_: str = Field(alias="with", json_schema_extra=_VALUE)

    def step(self) -> Step:
        """As the walk knows it."""
        return CompareStep(control=self.compare, value=self.with_, **self.conditions)


class WrittenKeep(Written):
    """Keep a picture of this moment under a name."""

    keep: Name

    def step(self) -> Step:
        """As the walk knows it."""
        return KeepStep(name=self.keep)


class WrittenPick(Written):
    """In the account chooser: press the claim's account and its marketplace. Which they are, no flow says."""

    pick: Literal["account"]

    def step(self) -> Step:
        """As the walk knows it."""
        return PickStep(what=self.pick)


class WrittenEnter(Written):
    """On a sign-in screen: what the seller stored to sign in. What it is, no flow can read."""

    enter: Name
    with_: Key = Field(alias="with")

    def step(self) -> Step:
        """As the walk knows it."""
        return EnterStep(control=self.enter, what=self.with_)


STEPS: dict[str, type[Written]] = {
    "press": WrittenPress,
    "fill": WrittenFill,
    "choose": WrittenChoose,
    "attach": WrittenAttach,
    "say": WrittenSay,
    "compare": WrittenCompare,
    "keep": WrittenKeep,
    "pick": WrittenPick,
    "enter": WrittenEnter,
}
WrittenStep = Annotated[
    Annotated[WrittenPress, Tag("press")]
    | Annotated[WrittenFill, Tag("fill")]
    | Annotated[WrittenChoose, Tag("choose")]
    | Annotated[WrittenAttach, Tag("attach")]
    | Annotated[WrittenSay, Tag("say")]
    | Annotated[WrittenCompare, Tag("compare")]
    | Annotated[WrittenKeep, Tag("keep")]
    | Annotated[WrittenPick, Tag("pick")]
    | Annotated[WrittenEnter, Tag("enter")],
    Discriminator(_verb_of),
]


class WrittenScreen(Written):
    """One recognisable moment: what is seen, and one of steps, a case ID to take, an end, a handing over."""

    seen: Names = Field(description="Controls that are each there exactly once.")
    not_: Names | tuple[()] = Field((), alias="not", description="Controls that are not there at all.")
    do: Annotated[tuple[WrittenStep, ...], Field(min_length=1)] | None = None
    next: Names | tuple[()] = Field((), description="The screens that may follow; without it, whatever is recognised.")
    take: Name | None = Field(None, description="The control whose named group case_id is the case.")
    ends: Annotated[str, AfterValidator(_ending)] | None = Field(None, json_schema_extra={"enum": [*ENDINGS]})
    hands_over: Annotated[Words, AfterValidator(_turn)] | None = Field(
        None, alias="hands-over", description=f"Why a person has to go on: {', '.join(sorted(TURNS))}, or a sentence."
    )

    waits: Annotated[int, Field(ge=1, le=600)] | None = Field(
        None, description="The page is on its way: for how many seconds another screen is waited for."
    )
    reads: Literal["cases", "case"] | None = Field(
        None, description="The case log is read here: its list of cases, or one case."
    )

    @model_validator(mode="after")
    def _one_purpose(self) -> WrittenScreen:
        said = (self.do, self.ends, self.hands_over, self.waits, self.reads)
        if sum(one is not None for one in said) != 1:
            raise ValueError('one of "do", "ends", "hands-over", "waits" and "reads" is expected')
        if (self.take is not None) != (self.ends == "filed"):
            raise ValueError('"take" and "ends: filed" belong together: a case is filed where its ID is read')
        if self.next and self.do is None:
            raise ValueError('"next" needs "do": nothing is done here that could lead on')
        return self


_PATH = r"^/([^/\\][^\\]*)?$"


class WrittenFlow(Written):
    """One file: the controls Amazon changes often, the screens it changes rarely."""

    model_config = ConfigDict(title="Casewright flow")

    flow: Name
    version: Annotated[int, Field(ge=1)]
    purpose: Purpose = Field("file", description="What it is walked for; its screens are known for nothing else.")
    files: tuple[str, ...] = Field((), description="Claim types.", json_schema_extra={"items": _CLAIM_TYPES})
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
