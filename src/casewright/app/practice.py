"""Practice pages: the recorded Seller Central, played inside the program or served on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from casewright.errors import UsageError
from casewright.message import msg
from casewright.model.form import Form
from casewright.places import Home, home, recordings
from casewright.recording.faults import Faults
from casewright.recording.player import Player
from casewright.recording.practice_cases import CaseStore, FileCaseLog, MemoryCaseLog, add_message
from casewright.recording.practice_pages import ListedProduct
from casewright.recording.read import read_site
from casewright.settings import Settings, load_settings
from casewright.site.replay import Respond
from casewright.site.server import serve


@dataclass(frozen=True, slots=True)
class PracticePages:
    """The recorded Seller Central that the settings name; `faults` make it fail on purpose.

    `listed` are the products in its shipments: those of the claims, so that each finds its own.
    """

    settings: Settings
    faults: tuple[str, ...] = ()
    listed: tuple[ListedProduct, ...] = ()

    def player(self, cases: CaseStore, account: str, marketplace: str) -> Player:
        """Return a player for one account.

        Raises:
            RecordingError: the recording cannot be played.
            UsageError: a fault is not known.
        """
        site = read_site(recordings(), self.settings.recording)
        faults = Faults.parse(*self.faults)
        return Player(site, cases, account=account, marketplace=marketplace, faults=faults, listed=self.listed)

    def play_afresh(self, account: str, marketplace: str) -> Respond:
        """Return the player for a dry run, whose cases are forgotten at the end."""
        return self.player(MemoryCaseLog(), account, marketplace).respond

    @contextmanager
    def serve_cases(
        self, kept: Home, account: str, marketplace: str, *, own: bool = False, port: int = 0
    ) -> Iterator[str]:
        """Return the address of a practice server: the one in the settings, else one that runs as long as this does.

        With `own` it is always a server of its own. Its cases are kept in `kept`.
        """
        if self.settings.sandbox_url and not own:
            yield self.settings.sandbox_url
            return
        with serve(self.player(practice_cases(kept), account, marketplace).respond, port) as server:
            yield server.url


def products_of(forms: Iterable[Form]) -> tuple[ListedProduct, ...]:
    """Return the products that the claims are about, in the shipments they name."""
    return tuple(
        ListedProduct(form.value("shipment_id"), form.value("sku") or form.value("asin"), form.value("fnsku"), 3)
        for form in forms
        if form.value("shipment_id") and any(form.value(name) for name in ("sku", "asin", "fnsku"))
    )


def practice_cases(kept: Home) -> FileCaseLog:
    """Return the practice site's cases as kept in a home folder."""
    folder = kept.make().sandbox
    folder.mkdir(exist_ok=True)
    return FileCaseLog(folder / "cases.jsonl")


@contextmanager
def serve_practice(
    account: str, marketplace: str, *, port: int = 0, recording: str | None = None, faults: Sequence[str] = ()
) -> Iterator[str]:
    """Serve the practice Seller Central while this context is entered, and yield its address.

    Raises:
        RecordingError: the recording cannot be played.
        UsageError: a fault is not known.
    """
    pages = PracticePages(load_settings(recording=recording), tuple(faults))
    with pages.serve_cases(home(), account, marketplace, own=True, port=port) as url:
        yield url


def answer_practice_cases(answers: Sequence[str], status: str) -> tuple[str, ...]:
    """Let an associate answer practice cases, each given as `CASE=TEXT`; return the answered case IDs.

    Raises:
        UsageError: one is not a practice case, or has no text; then none is answered.
    """
    log = practice_cases(home())
    cases = {case.case_id: case for case in log.cases()}
    wanted = [answer.partition("=") for answer in answers]
    for case_id, _, text in wanted:
        if case_id not in cases or not text.strip():
            known = ", ".join(cases) or "none yet"
            raise UsageError(
                msg("{case_id!r} does not name a practice case and its answer.", case_id=case_id),
                remedy=msg("Write it as CASE=TEXT. The practice cases are: {known}.", known=known),
            )
    for case_id, _, text in wanted:
        cases[case_id] = add_message(cases[case_id], text, status, datetime.now(UTC))
        log.change(cases[case_id])
    return tuple(case_id for case_id, _, _ in wanted)
