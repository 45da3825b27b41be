"""Ledgers of no version, of this one and of a later one."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import casewright.ledger
from casewright.ledger.refusals import LedgerError, LedgerTooNew
from casewright.ledger.schema import REVISION, metadata
from casewright.ledger.store import open_ledger

MIGRATIONS = Path(casewright.ledger.__file__).with_name("migrations")


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def ddl(engine: sa.Engine) -> dict[str, str]:
    """Everything that was made in an SQLite file, by name, in the database's own words."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.split()) for name, sql in rows if name != "alembic_version"}


def test_migrations_from_nothing_make_exactly_the_tables_of_the_schema(tmp_path):
    migrated, declared = (sa.create_engine(f"sqlite:///{tmp_path / name}.sqlite") for name in ("migrated", "declared"))
    open_ledger(tmp_path / "migrated.sqlite", "live").close()
    metadata.create_all(declared)
    assert ddl(migrated) == ddl(declared)
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    migrated.dispose()
    declared.dispose()


def test_the_schema_and_the_newest_migration_agree_on_the_version():
    assert scripts().get_current_head() == REVISION


def test_no_migration_can_be_undone_because_undoing_loses_rows():
    for script in scripts().walk_revisions():
        assert not hasattr(script.module, "downgrade")


def test_opening_again_changes_nothing(where, loss):
    with open_ledger(where, "live") as ledger:
        filing = ledger.prepare(loss())
    for _ in range(2):
        with open_ledger(where, "live") as ledger:
            assert ledger.filings() == (filing,)


def test_a_ledger_of_a_later_version_is_refused_and_left_as_it_is(tmp_path, loss):
    file = tmp_path / "ledger.sqlite"
    with open_ledger(file, "live") as ledger:
        ledger.prepare(loss())
    connection = sqlite3.connect(file)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    with pytest.raises(LedgerTooNew, match="9999") as refused:
        open_ledger(file, "live")
    assert "later version" in str(refused.value.remedy)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    assert connection.execute("SELECT count(*) FROM filings").fetchone() == (1,)
    connection.close()


def test_a_migration_that_was_cut_short_leaves_no_half_made_tables(tmp_path, monkeypatch):
    file = tmp_path / "ledger.sqlite"

    def give_way(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", give_way)
        with pytest.raises(KeyboardInterrupt):
            open_ledger(file, "live")
    with open_ledger(file, "live") as ledger:
        assert ledger.filings() == ()


def _open(where: Path | str, barrier, told) -> None:
    barrier.wait()
    try:
        open_ledger(where, "live").close()
        told.put("")
    except LedgerError as error:
        told.put(repr(error))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="forks the test's own process")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_many_processes_may_find_no_ledger_at_the_same_moment(where):
    context = multiprocessing.get_context("fork")
    barrier, told = context.Barrier(4), context.SimpleQueue()
    processes = [context.Process(target=_open, args=(where, barrier, told)) for _ in range(4)]
    for process in processes:
        process.start()
    assert [told.get() for _ in processes] == [""] * 4
    for process in processes:
        process.join()
