"""Compiles the catalogs whenever the package is built or installed: wheels and editable installs have them."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path(__file__).parent / "src" / "casewright" / "locale"


def compile_catalogs(folder: Path = LOCALE) -> None:
    """Write the `.mo` beside each `.po` that is newer. Whole, or not at all: several processes may do it at once."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        partial = target.with_suffix(f".mo.{os.getpid()}")
        with partial.open("wb") as file:
            write_mo(file, catalog)
        partial.replace(target)


class CompileCatalogs(BuildHookInterface):
    """The build hook; pyproject.toml names it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (the hook's signature)
        """Compile before the files are collected."""
        compile_catalogs()
