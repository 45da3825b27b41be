"""The language of `--help`, found without the model of the settings: that takes Pydantic, which no help is worth."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from casewright.cli.console_language import language_on_console
from casewright.message import SOURCE, languages, system_language
from casewright.places import SETTINGS_FILE, home


def help_language(asked: str | None) -> str:
    """What `--lang` asked for, else what the environment, a settings file or the system says.

    Help answers whatever is wrong elsewhere: a settings file that cannot be read, or a language that is not known,
    counts as nothing said. A console that cannot show the language is answered in English.
    """
    said = (asked, os.environ.get("CASEWRIGHT_LANG"), *map(_written_in, (Path(SETTINGS_FILE), home().settings)))
    otherwise = SOURCE if asked else system_language()
    return language_on_console(next((language for language in said if language in languages()), otherwise))


def _written_in(file: Path) -> str | None:
    try:
        language = tomllib.loads(file.read_text(encoding="utf-8")).get("lang")
    except (OSError, ValueError):
        return None
    return language if isinstance(language, str) else None
