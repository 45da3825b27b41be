"""The pictures of the tutorial. `python -m tests.tutorial.pictures` makes them anew in docs/pictures, in each language.

The tutorial's own commands are run in a terminal of 80 columns, on the demo's claims; what the terminal shows is drawn
by a browser, and so is the report of the preview.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import tempfile
from contextlib import chdir
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from unicodedata import east_asian_width

from PIL import Image
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.text import Text
from tests.unit.cli.terminal_person import Person

from casewright.browser import start
from casewright.browser.launch import find_browser
from casewright.intake.demo_files import write_demo
from casewright.message import SOURCE, languages, msg_in

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "pictures"
COLUMNS = 80

_CONTROL = re.compile(r"\x1b\[(?P<count>\d*)(?P<move>[AK])|\x1b\[\?[0-9;]*[a-z]|(?P<back>\r(?!\n))|\r?(?P<line>\n)")
"""What moves the cursor: up, to the begin of the line, to the next line; and what only hides it."""

_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff }}
pre {{ display: inline-block; margin: 0; padding: 14px 18px; color: #1b1f24; border: 1px solid #c8ccd0;
  border-radius: 8px; width: {columns}ch;
  font: 14px/1.35 "DejaVu Sans Mono", "Noto Sans Mono", "WenQuanYi Micro Hei Mono", monospace }}
b.wide {{ display: inline-block; width: 2ch; font-weight: inherit; text-align: center }}
</style><pre>{text}</pre>"""


class Artist:
    """Runs commands in one home folder and language, and keeps what they show as pictures."""

    def __init__(self, browser: Browser, language: str) -> None:
        self._browser, self._language = browser, language
        self._home = Path.cwd() / "home"

    def run(self, *words: str) -> Person:
        """The program with these words, in front of somebody."""
        return Person(self._home, "--lang", self._language, *words, program=("-m", "casewright"))

    def draw_terminal(self, name: str, person: Person, *words: str) -> None:
        """What stands on the screen of a terminal now, below the command."""
        command = shlex.join(["casewright", *words])
        shown = "\n".join([f"$ {command}", *_screen(person.shown)]).rstrip()
        page = self._browser.new_page(device_scale_factor=1.5)
        page.set_content(_PAGE.format(columns=COLUMNS, text=_coloured(shown)))
        self._keep(name, page.locator("pre").screenshot())
        page.close()

    def draw_report(self, name: str, report: Path) -> None:
        """The top of a report."""
        page: Page = self._browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(report.as_uri())
        page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
        page.evaluate("Promise.all([...document.images].map((image) => image.decode().catch(() => null)))")
        self._keep(name, page.screenshot())
        page.close()

    def _keep(self, name: str, shot: bytes) -> None:
        ending = "" if self._language == SOURCE else f"-{self._language}"
        with Image.open(BytesIO(shot)) as picture:
            picture.save(FOLDER / f"tutorial-{name}{ending}.webp", "WEBP", quality=80)


def _screen(shown: str) -> list[str]:
    """The lines that are left when everything that moved has moved on, with their colours."""
    lines, at, begin = [""], 0, 0
    for control in _CONTROL.finditer(f"{shown}\n"):
        lines[at] += shown[begin : control.start()]
        begin = control.end()
        if control["line"]:
            at += 1
            lines += [""] * (at == len(lines))
        elif control["move"] == "A":
            at -= int(control["count"] or 1)
        elif control["back"] or control["move"] == "K":
            lines[at] = ""
    return [line.rstrip() for line in lines]


def _coloured(shown: str) -> str:
    """The text as HTML, with each Chinese character as wide as two others."""
    console = Console(file=StringIO(), record=True, width=COLUMNS, force_terminal=True, highlight=False)
    console.print(Text.from_ansi(shown), soft_wrap=True)
    html = console.export_html(inline_styles=True, code_format="{code}")
    return "".join(f'<b class="wide">{one}</b>' if east_asian_width(one) in "WF" else one for one in html)


def draw_tutorial(browser: Browser, language: str) -> None:
    """Do what the tutorial says, from the check to the list of cases."""
    artist = Artist(browser, language)
    write_demo(Path.cwd(), date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)
    checking = artist.run("check", "claims.xlsx")
    checking.leaves()
    artist.draw_terminal("check", checking, "check", "claims.xlsx")
    artist.run("preview", "claims.xlsx", "-o", "review").leaves()
    artist.draw_report("preview", Path("review/index.html").absolute())
    practice = ("file", "claims.xlsx", "--site", "sandbox")
    filing = artist.run(*practice)
    answers_end = msg_in("answer", "quit").say(language)  # the last of the answers that are offered
    filing.reads(answers_end)
    artist.draw_terminal("file", filing, *practice)
    filing.types("file")
    filing.reads(answers_end)
    filing.types("quit")
    filing.leaves()
    listing = artist.run("cases", "list", "--site", "sandbox")
    listing.leaves()
    artist.draw_terminal("cases", listing, "cases", "list", "--site", "sandbox")


if __name__ == "__main__":
    runpy.run_path(str(ROOT / "hatch_build.py"))["compile_catalogs"]()
    with start.driver(), start.browser(find_browser(), headless=True) as drawing:
        for each in languages():
            with tempfile.TemporaryDirectory() as folder, chdir(folder):
                os.environ["CASEWRIGHT_HOME"] = str(Path(folder) / "home")
                draw_tutorial(drawing, each)
