"""A desk that is open: its server in a thread, and what a test wants to know of it."""

from __future__ import annotations

import asyncio
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
import uvicorn

from casewright import app, places
from casewright.desk import serve
from casewright.desk.web import make_web
from casewright.desk.workplace import Workplace
from casewright.intake.demo_files import write_demo, write_demo_reports
from casewright.model.site_name import SiteName


@dataclass
class OpenDesk:
    """An open desk: its workplace, and its server's address."""

    place: Workplace
    url: str

    @property
    def link(self) -> str:
        return self.place.session.link

    def client(self) -> httpx.Client:
        """A browser that was let in."""
        client = httpx.Client(base_url=self.url, follow_redirects=True, timeout=60, trust_env=False)
        client.cookies.set(self.place.session.cookie_name, self.place.session.cookie_value)
        return client

    def post(self, client: httpx.Client, path: str, **fields: str) -> httpx.Response:
        """What a form of the desk sends."""
        fields = {"token": self.place.session.form_token, **fields}
        return client.post(path, data=fields, headers={"Origin": self.url})


@contextmanager
def open_desk(
    sources: Sequence[Path] = (), site: SiteName = SiteName.SANDBOX, language: str = "en"
) -> Iterator[OpenDesk]:
    """A desk, open for as long as this is entered."""
    with serve.listen(0) as listening:
        port = listening.getsockname()[1]
        place = serve.open_workplace(sources, site, port, language, language)
        server = uvicorn.Server(
            uvicorn.Config(make_web(place), log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        try:
            yield OpenDesk(place, place.session.origin)
        finally:
            server.should_exit = True
            if place.run is not None:
                place.run.finish()
            thread.join(30)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, and a working folder without settings."""
    monkeypatch.setenv("CASEWRIGHT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CASEWRIGHT_STOP", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    return write_demo(tmp_path / "claims", date.today())  # noqa: DTZ011 (the sheet is read on this machine's day)


@pytest.fixture
def desk(claims: Path) -> Iterator[OpenDesk]:
    with open_desk([claims]) as opened:
        yield opened


def draft_from_reports(desk: OpenDesk) -> None:
    """Let the desk draft from the demo's reports, as if they had been dropped onto it."""
    with tempfile.TemporaryDirectory() as folder:
        made = write_demo_reports(Path(folder), date.today())  # noqa: DTZ011 (their days count back from today)
        dropped = app.dropped.keep_dropped((path.name, path.read_bytes()) for path in made.values())
    desk.place.reports = dropped.reports
    out = places.home().dropped / "drafts.xlsx"
    desk.place.drafted = app.drafts.prepare_drafts(dropped.reports, "Harbor Lane Goods", out)
