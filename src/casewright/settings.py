"""Settings: flags over `CASEWRIGHT_*` over `casewright.toml` over these defaults."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from casewright.complaints import complaints
from casewright.errors import UsageError
from casewright.message import languages, msg, system_language
from casewright.places import SETTINGS_FILE, home


def _language(code: str) -> str:
    if code not in languages():
        raise ValueError(msg("one of {words} is expected", words=languages()))
    return code


def _several_paths(given: object) -> object:
    """One path, or several separated as the system separates them in PATH; a list stays as it is."""
    if isinstance(given, Path):
        return (given,)
    return tuple(part for part in given.split(os.pathsep) if part) if isinstance(given, str) else given


PerDay = Annotated[int, Field(ge=1, le=500)]
PerHour = Annotated[int, Field(ge=1, le=500)]
Pause = Annotated[float, Field(ge=0, le=3600)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Client = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Wording = Literal["en", "zh", "ja", "de", "fr", "it", "es"]


class AccountSettings(BaseModel):
    """What is set for one account in place of the general setting of the same name; None leaves that as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    per_day: PerDay | None = None
    per_hour: PerHour | None = None
    pause_seconds: Pause | None = None
    wording: Wording | None = None
    say_automated: bool | None = None
    templates: Path | None = None
    client: Client | None = None
    fee_percent: Percent | None = None


class Settings(BaseModel):
    """Everything a person may set. Times are in seconds; counts are cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Annotated[str, AfterValidator(_language)] | None = None
    """Interface language; None takes it from `LANG`."""
    plain: bool = False
    """Whether nothing moves on the terminal and nothing has a color: for screen readers."""
    per_day: PerDay = 10
    """Cases a day and account at most."""
    per_hour: PerHour = 10
    """Cases an hour and account at most."""
    batch: Annotated[int, Field(ge=1, le=100)] = 10
    """Cases a run at most."""
    pause_seconds: Pause = 30.0
    """Pause between two cases on the live site."""
    settle_seconds: Annotated[float, Field(ge=0, le=86_400)] = 900.0
    """How long after a submit "not found in the case log" proves nothing yet, on the live site."""
    patience_seconds: Annotated[float, Field(gt=0, le=600)] = 60.0
    """How long a page may take before it counts as unknown (Amazon's contact form takes up to 60 s)."""
    sandbox_url: str | None = None
    """A running `casewright sandbox`; None starts one inside the program."""
    recording: str = "help-center"
    """Which recorded variant replay and sandbox show."""
    browser: str | None = None
    """Path of a browser, or a channel (`chrome`, `msedge`); None finds one."""
    also_reachable: tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")], ...] | None = None
    """Hosts that the live site's pages may reach beside Amazon's own list."""
    contact: Annotated[str, Field(pattern=r"^[\x21-\x27\x2a-\x3a\x3c-\x7e]{1,200}$")] | None = None
    """An address, a page or an e-mail, that the browser's user agent names so that Amazon can ask; None names none."""
    proxy: str | None = None
    """The HTTP proxy that leads to the internet; None takes the system's, or the one in `HTTPS_PROXY`."""
    ledger_url: str | None = None
    """An SQLAlchemy address of a shared ledger; None keeps one in the home folder."""
    wording: Wording = "en"
    """Language of the subject and message that Amazon's associates read."""
    say_automated: bool = False
    """Whether the case's text says that automated software filed it; the browser's user agent always does."""
    templates: Path | None = None
    """A folder of the seller's own message templates."""
    client: Client | None = None
    """Whom a statement is for; None takes the account's own name."""
    fee_percent: Percent | None = None
    """The fee of whoever files for a client, in percent of what Amazon paid and did not take back; None: no fee."""
    reimbursements: Annotated[tuple[Path, ...], BeforeValidator(_several_paths)] = ()
    """Amazon's Reimbursements reports, files or folders: what was paid already is not claimed again."""
    early: bool = False
    """File claims without the advised waiting."""
    strip_location: bool = False
    """Send copies of photos without the position at which they were taken; the originals keep it."""
    shelf: Path | None = None
    """A folder of invoices, packing slips and proofs of delivery: a claim takes from it what it does not name."""
    costs: Path | None = None
    """A list of what products cost, by SKU, ASIN or FNSKU: xlsx or csv, Amazon's sourcing-cost download too."""
    compare_papers: bool = True
    """Whether what papers say is compared with the claims: product, units, date, buyer, weight and boxes."""
    companies: dict[str, str] = {}
    """Account → the company that its invoices are made out to, where it is not called like the account."""
    columns: dict[str, str] = {}
    """A seller's own column headers: header → field."""
    accounts: dict[str, AccountSettings] = {}
    """Account → what is set for it in place of the general setting."""
    rules: dict[str, dict[str, Any]] = {}
    """Rules that the seller replaces: rule name → values. Verdict and receipt say so."""

    def for_account(self, name: str) -> Settings:
        """The settings as they hold for an account, however its name is written."""
        wanted = same_name(name)
        own = next((own for called, own in self.accounts.items() if same_name(called) == wanted), None)
        return self.model_copy(update=own.model_dump(exclude_none=True)) if own else self

    @property
    def language(self) -> str:
        """The interface language: what was set, else what the system speaks if there is a catalog for it."""
        return self.lang or system_language()


def same_name(account: str) -> str:
    """An account's name without the chance of its writing."""
    return " ".join(account.split()).casefold()


def load_settings(**flags: object) -> Settings:
    """Read the settings; flags that are None count as not given.

    Raises:
        UsageError: a file is no TOML, a key is unknown, a value is out of range: with the key and what was expected.
    """
    try:
        given = {name: value for name, value in flags.items() if value is not None}
        return Settings.model_validate(_merged(_read_files(), _read_environment(), given))
    except ValidationError as error:
        raise UsageError(
            msg("Settings: {reason}.", reason=complaints(error)),
            remedy=msg("See {page} for keys and ranges.", page="docs/reference/settings.md"),
        ) from error
    except (ValueError, RecursionError, OSError) as error:  # no TOML, a number or a nesting without end, no right to it
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(
            msg("casewright.toml cannot be read: {error}.", error=why),
            remedy=msg("Correct the line, or remove the file."),
        ) from None


def _read_files() -> dict[str, Any]:
    """The working folder's `casewright.toml` over the home folder's."""
    tables = [
        tomllib.loads(path.read_text("utf-8")) for path in (home().settings, Path(SETTINGS_FILE)) if path.is_file()
    ]
    return _merged(*tables)


def _read_environment() -> dict[str, Any]:
    """What `CASEWRIGHT_*` says, in capitals or not; a list or a table is written as JSON, as in `["a.example"]`."""
    said = {name.casefold(): value for name, value in os.environ.items()}
    values = {name: said.get(f"casewright_{name}") for name in Settings.model_fields}
    return {name: _value_of(text) for name, text in values.items() if text is not None}


def _value_of(text: str) -> object:
    if not text.startswith(("[", "{")):
        return text
    try:
        return json.loads(text)
    except ValueError:  # the model says what is wrong with it
        return text


def _merged(*tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables in one, later ones over earlier ones; inner tables are merged, too."""
    merged: dict[str, Any] = {}
    for table in tables:
        for name, value in table.items():
            before = merged.get(name)
            if isinstance(before, dict) and isinstance(value, dict):
                merged[name] = _merged(before, value)
            else:
                merged[name] = value
    return merged
