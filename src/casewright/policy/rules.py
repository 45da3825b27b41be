"""The rules as typed values: read from rules.toml, with the seller's own values over them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated, Any, Self

from dateutil.relativedelta import relativedelta
from pydantic import Field, ValidationError, model_validator

from casewright.errors import CasewrightError, UsageError
from casewright.model.claim import CLAIM_TYPES
from casewright.model.evidence import EvidenceKind
from casewright.model.marketplaces import Group, marketplace
from casewright.model.problem import Value

Days = Annotated[int, Field(strict=True, ge=0, le=3650)]


class Bilingual(Value):
    """A sentence in the two languages of the interface."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        """The sentence in Chinese for `zh` and its kin, in English for everything else."""
        return self.zh if language.lower().startswith("zh") else self.en


class BilingualList(Value):
    """Sentences in the two languages of the interface."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    def say(self, language: str) -> tuple[str, ...]:
        """The sentences in Chinese for `zh` and its kin, in English for everything else."""
        return self.zh if language.lower().startswith("zh") else self.en


class Conduct(Value):
    """A rule on how to behave: where it stands, when it was last looked up, and what it says."""

    name: str
    source: str
    checked_on: date
    sentence: Bilingual


class Window(Conduct):
    """When, and with what proof, one claim type may be filed in some marketplaces.

    `earliest_days` and `latest_days` (or `latest_months`) count from the claim's event date; both edges belong to the
    window. `proof` is what Amazon rejects the claim without, `advised` what it often asks for; `any_proof` asks for one
    file at least, of whatever kind. `paid_as` are the reasons under which Amazon's Reimbursements report shows such
    losses; none means that any reason may be one. `overridden` is True where the seller's settings replaced a value.
    """

    type: str
    title: Bilingual
    groups: tuple[Group, ...]
    earliest_days: Days
    latest_days: Days | None = None
    latest_months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None
    proof: tuple[EvidenceKind, ...] = ()
    advised: tuple[EvidenceKind, ...] = ()
    any_proof: bool = False
    paid_as: tuple[str, ...] = ()
    counts_from: Bilingual
    expect: Bilingual
    refused_for: BilingualList = BilingualList()
    overridden: bool = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.type not in CLAIM_TYPES:
            raise ValueError(f"{self.type} is no claim type")
        if (self.latest_days is None) == (self.latest_months is None):
            raise ValueError("give latest_days or latest_months, one of the two")
        if self.latest_days is not None and self.latest_days < self.earliest_days:
            raise ValueError("latest_days is before earliest_days")
        return self

    def first_day(self, event: date) -> date:
        """The first day on which a loss of that day may be claimed."""
        return event + relativedelta(days=self.earliest_days)

    def last_day(self, event: date) -> date:
        """The last day; months end on the month's last day where they have fewer days."""
        if self.latest_days is not None:
            return event + relativedelta(days=self.latest_days)
        return event + relativedelta(months=self.latest_months or 0)


class Rules(Value):
    """All rules there are."""

    windows: tuple[Window, ...]
    conduct: tuple[Conduct, ...]

    def window(self, claim_type: str, code: str) -> Window:
        """The window of a claim type in a marketplace.

        Raises:
            CasewrightError: there is no such claim type, or no rule of it for that marketplace.
        """
        group = marketplace(code).group
        for window in self.windows:
            if window.type == claim_type and group in window.groups:
                return window
        raise CasewrightError(
            f"no rule says when {claim_type} may be claimed in {code}", remedy="Run `casewright explain`."
        )

    def named(self, name: str) -> Conduct:
        """A rule by its name.

        Raises:
            KeyError: there is no such rule.
        """
        for rule in (*self.windows, *self.conduct):
            if rule.name == name:
                return rule
        raise KeyError(name)


@cache
def shipped_rules() -> Rules:
    """The rules that came with the program."""
    text = resources.files("casewright.policy").joinpath("rules.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Rules.model_validate({"windows": data["window"], "conduct": data["conduct"]})


def load_rules(overrides: Mapping[str, Mapping[str, Any]] | None = None) -> Rules:
    """The shipped rules with the seller's values over them (`[rules.NAME]` in casewright.toml).

    Raises:
        UsageError: a name, a key or a value in the overrides fits no rule.
    """
    rules = shipped_rules()
    if not overrides:
        return rules
    names = {window.name for window in rules.windows}
    for name in overrides:
        if name not in names:
            raise UsageError(f"settings: there is no rule {name!r}", remedy=f"The rules: {', '.join(sorted(names))}.")
    return rules.model_copy(
        update={
            "windows": tuple(
                _overridden(window, overrides[window.name]) if window.name in overrides else window
                for window in rules.windows
            )
        }
    )


_REPLACEABLE = ("earliest_days", "latest_days", "latest_months", "proof", "advised", "any_proof")


def _overridden(window: Window, values: Mapping[str, Any]) -> Window:
    odd = [key for key in values if key not in _REPLACEABLE]
    if odd:
        raise UsageError(
            f"settings: rule {window.name} has no {', '.join(odd)} to replace",
            remedy=f"These can be: {', '.join(_REPLACEABLE)}.",
        )
    data = window.model_dump()
    if "latest_days" in values:
        data["latest_months"] = None
    elif "latest_months" in values:
        data["latest_days"] = None
    try:
        return Window.model_validate(data | dict(values) | {"overridden": True})
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'values'}: {one['msg']}" for one in error.errors())
        raise UsageError(f"settings: rule {window.name}: {told}", remedy="Mend [rules] in casewright.toml.") from error
