"""A server that is killed, that is not there, or that never answers again: told, and nothing twice, nothing lost."""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from tests.postgresql import schema_on

from casewright.ledger import postgresql
from casewright.ledger.filing import IN_DOUBT, State
from casewright.ledger.refusals import LedgerBusy, LedgerError
from casewright.ledger.store import open_ledger

YES = "a" * 64
forks = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="forks the test's own process")


@pytest.fixture
def address(server) -> Iterator[str]:
    with schema_on(server) as made:
        yield made


def open_in_a_process(address: str, barrier, told) -> None:
    barrier.wait()
    try:
        with open_ledger(address, "live", patience=60) as ledger:
            ledger.in_doubt()
        told.put("")
    except LedgerError as error:
        told.put(str(error.message))


@forks
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_six_processes_may_make_the_tables_at_the_same_moment(address):
    context = multiprocessing.get_context("fork")
    barrier, told = context.Barrier(6), context.SimpleQueue()
    processes = [context.Process(target=open_in_a_process, args=(address, barrier, told)) for _ in range(6)]
    for process in processes:
        process.start()
    assert [told.get() for _ in processes] == [""] * 6
    for process in processes:
        process.join()


def test_a_server_that_is_killed_is_told_and_is_used_again_when_it_is_back(server, address, loss):
    with open_ledger(address, "live", patience=5) as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        ledger.arm(filing)
        server.kill()
        for step in (ledger.in_doubt, lambda: ledger.clicked(filing), lambda: ledger.prepare(loss(2))):
            with pytest.raises(LedgerError) as refused:
                step()
            assert "cannot be used" in str(refused.value.message)
        server.start()
        assert [one.state for one in ledger.in_doubt()] == [State.ARMED]
        assert ledger.clicked(filing).state is State.CLICKED
        assert ledger.verify_chain() is None


def test_a_server_that_dies_between_the_commit_and_its_answer_leaves_armed_and_gives_no_second_permit(
    server, address, loss, monkeypatch
):
    """The worst moment: it is on the disk, and nobody was told."""
    with open_ledger(address, "live", patience=5) as ledger:
        filing = ledger.approve(ledger.prepare(loss()), YES)
        written = ledger._database.write

        def cut(work):
            written(work)
            raise LedgerError("the server closed the connection unexpectedly")

        monkeypatch.setattr(ledger._database, "write", cut)
        with pytest.raises(LedgerError):
            ledger.arm(filing)
        monkeypatch.undo()
        assert ledger.filing(filing.filing_id).state in IN_DOUBT
        with pytest.raises(LedgerError):
            ledger.arm(filing)


@contextmanager
def cable(server) -> Iterator[tuple[str, threading.Event]]:
    """A line to the server that can be pulled: whoever is on it hears nothing any more, not even an end."""
    pulled, over = threading.Event(), threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)

    def carry(here: socket.socket) -> None:
        with here, socket.create_connection(("127.0.0.1", server.port)) as there, selectors.DefaultSelector() as ready:
            ready.register(here, selectors.EVENT_READ, there)
            ready.register(there, selectors.EVENT_READ, here)
            while not over.is_set():
                for key, _ in ready.select(0.1):
                    if pulled.is_set():
                        continue
                    data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                    if not data:
                        return
                    key.data.sendall(data)
                if pulled.is_set():
                    over.wait(0.1)

    def accept() -> None:
        while not over.is_set():
            try:
                here, _ = listener.accept()
            except TimeoutError:
                continue
            threading.Thread(target=carry, args=(here,), daemon=True).start()

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}", pulled
    finally:
        over.set()
        thread.join()
        listener.close()


def test_a_line_that_is_pulled_ends_in_a_refusal_and_not_in_waiting_for_ever(server, address, loss, monkeypatch):
    monkeypatch.setattr(postgresql, "_SILENCE", 1.0)
    with cable(server) as (line, pulled):
        through = address.replace(f"127.0.0.1:{server.port}", line)
        with open_ledger(through, "live", patience=2) as ledger:
            filing = ledger.approve(ledger.prepare(loss()), YES)
            pulled.set()
            with pytest.raises(LedgerError, match=r"did not answer|timeout"):
                ledger.arm(filing)
            pulled.clear()
    with open_ledger(address, "live") as ledger:
        assert ledger.filing(filing.filing_id).state is State.APPROVED
        assert ledger.verify_chain() is None


def test_a_writer_that_never_ends_makes_the_next_one_say_who_it_waited_for(address, loss):
    with (
        open_ledger(address, "live", patience=0.3) as other,
        open_ledger(address, "live", patience=0.3) as ledger,
        ledger._database.writing(),
        pytest.raises(LedgerBusy, match="another process"),
    ):
        other.prepare(loss())


def test_no_statement_is_prepared_on_the_server_so_that_a_pool_may_change_sessions(address, loss):
    with open_ledger(address, "live") as ledger:
        for number in range(1, 9):
            ledger.prepare(loss(number))
            ledger.in_doubt()
        with ledger._database.reading() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM pg_prepared_statements")).scalar_one() == 0
