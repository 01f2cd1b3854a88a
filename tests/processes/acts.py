"""What a process does to a store while it is killed, or its disk fails: a table of acts.

Of each act: what the store is like before, how it is done, and what was promised once it is done.
To add one, write its two functions and its line in ACTS. `python -m tests.processes.acts ACT
FOLDER` does one, for a process that is watched from outside.
"""

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from kpis.errors import KpisError, NotAllowed
from kpis.model import Provenance
from kpis.store import Incoming, Scheduling, Store
from kpis.store.database.connect import opened
from kpis.store.database.migrations import LATEST, MIGRATIONS
from kpis.store.keeping.backup import back_up
from kpis.store.keeping.restore import check_backup, restore
from kpis.store.rebuilding.rebuild import rebuild
from tests.processes.failing import in_one_thread
from tests.processes.worker import PLAN, figures, submit

BACKUP = "kpis.zip"
QUARTER = "2023-24-Q4"  # in which the figures of `worker.figures` are reported
NOON = datetime(2024, 7, 1, 12)
OUTCOMES = {  # of a table of records and the act of the audit that makes one
    "submission": "submit",
    "withdrawal": "withdraw",
    "approval": "approve",
    "release": "publish",
}


@dataclass(frozen=True)
class Act:
    """before: makes the folder's store what it is. do: does it; it is promised once that returns.

    is_done: whether the folder has it.
    """

    before: Callable[[Path], None]
    do: Callable[[Path], None]
    is_done: Callable[[Path], bool]


def store_of(folder: Path) -> Store:
    return Store(folder / "kpis.duckdb", timeout=60)


def _one(folder: Path) -> str:
    """The id of the one submission that there is before."""
    return str(store_of(folder).submissions()["submission_id"].iloc[-1])


def _nothing(_: Path) -> None:
    """No store yet."""


def _empty(folder: Path) -> None:
    store_of(folder).prepare()


def _submitted(folder: Path) -> None:
    _empty(folder)
    submit(store_of(folder), "before", 1)


def _approved(folder: Path) -> None:
    _submitted(folder)
    store_of(folder).approve(_one(folder), by="Head", now=NOON)


def _scheduled(folder: Path) -> None:
    _approved(folder)
    asked = Scheduling(due_at=NOON + timedelta(hours=1))
    store_of(folder).schedule(QUARTER, asked, by="Head", now=NOON)


def _of_the_first_version(folder: Path) -> None:
    with duckdb.connect(folder / "kpis.duckdb") as connection:
        connection.execute(MIGRATIONS[1])
        connection.execute("INSERT INTO schema_version VALUES (1, $noon)", {"noon": NOON})


def _published(folder: Path) -> None:
    from kpis.plan.load import load_plan
    from tests.three_releases import first_release

    _empty(folder)
    first_release(store_of(folder), load_plan(PLAN))


def _backed_up(folder: Path) -> None:
    """A backup and no store."""
    _approved(folder)
    _back_up(folder)
    for each in folder.iterdir():
        if each != folder / BACKUP:
            shutil.rmtree(each) if each.is_dir() else each.unlink()


def _beside_another(folder: Path) -> None:
    """A store in a folder of its own, which is to be made again where none is."""
    (folder / "old").mkdir()
    _approved(folder / "old")


def _submit(folder: Path) -> None:
    submit(store_of(folder), "act", 7)


def _withdraw(folder: Path) -> None:
    store_of(folder).withdraw(_one(folder), by="Officer", why="Wrong", now=NOON)


def _approve(folder: Path) -> None:
    store_of(folder).approve(_one(folder), by="Head", now=NOON)


def _release(folder: Path) -> None:
    store_of(folder).publish(QUARTER, by="Head", now=NOON)


def _prepare(folder: Path) -> None:
    store_of(folder).begin_preparation(QUARTER, by="Head", now=NOON)


def _schedule(folder: Path) -> None:
    asked = Scheduling(due_at=NOON + timedelta(hours=1))
    store_of(folder).schedule(QUARTER, asked, by="Head", now=NOON)


def _publish_due(folder: Path) -> None:
    store_of(folder).publish_due(by="kpis", now=NOON + timedelta(hours=2))


def _migrate(folder: Path) -> None:
    store_of(folder).outturns()


def _first_fill(folder: Path) -> None:
    batch = [
        Incoming(
            rows=figures(float(number)),
            file_name=f"{number}.csv",
            content=b"first" * 100 + bytes([number]),
            provenance=Provenance.PUBLISHED,
            by="kpis",
        )
        for number in range(2)
    ]
    store_of(folder).submit_first(batch, NOON)


def _site(folder: Path) -> None:
    from kpis.plan.chain.chain import chain_of
    from kpis.plan.load import load_plan
    from kpis.use_cases.publishing.site import write_site

    write_site(store_of(folder), chain_of(load_plan(PLAN)), NOON, folder / "site")


def _back_up(folder: Path) -> None:
    store, target = folder / "kpis.duckdb", folder / BACKUP
    back_up(store, target, plans={}, now=NOON, timeout=10, progress=lambda *_: None)


def _restore(folder: Path) -> None:
    store, backup = store_of(folder), folder / BACKUP
    if not store.exists():  # nothing is ever restored over a store
        restore(backup, store.path, plans=None, now=NOON, timeout=10, progress=lambda *_: None)


def _rebuild(folder: Path) -> None:
    store = store_of(folder)
    if not store.exists():
        rebuild(folder / "old/kpis.duckdb", store.path, timeout=10)


def _count(folder: Path, table: str) -> int:
    with opened(folder / "kpis.duckdb", writing=False) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _has(table: str, count: int = 1) -> Callable[[Path], bool]:
    return lambda folder: _count(folder, table) == count


def _has_release(folder: Path) -> bool:
    return len(store_of(folder).releases()) == 1


def _is_scheduled(folder: Path) -> bool:
    return bool(store_of(folder).scheduled())


def _is_prepared(folder: Path) -> bool:
    return bool(store_of(folder).in_preparation())


def _is_filled(folder: Path) -> bool:
    return store_of(folder).exists() and _count(folder, "submission") == 2


def _is_latest(folder: Path) -> bool:
    with opened(folder / "kpis.duckdb", writing=False) as connection:
        newest = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    return bool(newest == [(LATEST,)])


def _has_site(folder: Path) -> bool:
    return (folder / "site/index.html").is_file()


def _has_backup(folder: Path) -> bool:
    """Fails where there is one that is not whole."""
    if not (folder / BACKUP).exists():
        return False
    work = folder / "work"
    work.mkdir()
    found = check_backup(folder / BACKUP, work, progress=lambda *_: None)
    work.rmdir()
    return bool(found.rows)


ACTS = {
    "submit": Act(_submitted, _submit, _has("submission", 2)),
    "withdraw": Act(_submitted, _withdraw, _has("withdrawal")),
    "approve": Act(_submitted, _approve, _has("approval")),
    "release": Act(_approved, _release, _has_release),
    "prepare": Act(_approved, _prepare, _is_prepared),
    "schedule": Act(_approved, _schedule, _is_scheduled),
    "publish due": Act(_scheduled, _publish_due, _has_release),
    "migration": Act(_of_the_first_version, _migrate, _is_latest),
    "first fill": Act(_nothing, _first_fill, _is_filled),
    "site": Act(_published, _site, _has_site),
    "backup": Act(_approved, _back_up, _has_backup),
    "restore": Act(_backed_up, _restore, _has("approval")),
    "rebuild": Act(_beside_another, _rebuild, _has("approval")),
}
MAKE_THE_STORE = {"first fill", "restore", "rebuild"}


def held(act: str, folder: Path, *, acknowledged: bool) -> None:
    """Fail unless what is there is whole, has what was acknowledged, and goes on working."""
    store, wanted = store_of(folder), ACTS[act]
    if not store.exists():
        assert act in MAKE_THE_STORE
        assert not acknowledged, "it was done, and there is no store"
    else:
        _whole(store)
        assert wanted.is_done(folder) or not acknowledged, "it was done, and is gone"
    with suppress(NotAllowed):
        wanted.do(folder)  # the next command works, whoever was in the middle before
    _whole(store)
    assert wanted.is_done(folder) or act == "submit"
    assert not [each for each in folder.iterdir() if ".new" in each.name]


def _whole(store: Store) -> None:
    """Of an up to date store: every record has its entry in the audit, its figures and its file."""
    store.outturns()  # brings it up to date
    with opened(store.path, writing=False) as connection:

        def number(query: str) -> int:
            return int(connection.execute(query).fetchall()[0][0])

        for table, act in OUTCOMES.items():
            rows = number(f"SELECT count(*) FROM {table}")
            if table == "release":
                rows = number("SELECT count(*) FROM release WHERE number > 0")
            assert rows == number(f"SELECT count(*) FROM audit WHERE action = '{act}'"), table
        halves = connection.execute(
            """
            SELECT submission_id FROM submission LEFT JOIN revision USING (submission_id)
            GROUP BY ALL HAVING count(revision.number) <> any_value(new + restated + unchanged)
            """
        ).fetchall()
        assert halves == []
    assert store.audit_faults() == []
    for sha256 in store.submissions()["sha256"]:
        store.file(sha256)


if __name__ == "__main__":
    in_one_thread()  # so that the calls of two runs stand in one order
    try:
        ACTS[sys.argv[1]].do(Path(sys.argv[2]))
    except KpisError as told:
        print(told, file=sys.stderr)
        sys.exit(told.exit_code)
