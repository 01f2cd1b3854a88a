"""What the other process does in these tests: the act that it is given the name of.

It says one word or id at a time, so that a test knows how far it has come.
"""

import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd

from kpis.clock import utc_now
from kpis.frames import RETURN_ROWS
from kpis.model import Provenance, local_administrator
from kpis.store import Incoming, Store, audit, signoff
from kpis.store.database.connect import opened, transaction

PLAN = Path(__file__).parents[1] / "fictional_plan"
ROWS = 3  # of each submission


_test: Connection  # set as soon as the process runs


def say(word: str) -> None:
    _test.send(word)


def wait_for_a_word() -> None:
    _test.recv()


def figures(outturn: float) -> pd.DataFrame:
    return RETURN_ROWS.conform(
        pd.DataFrame(
            {
                "measure_id": ["frogs", "pools", "bins_on_time"][:ROWS],
                "period_id": "2023-24",
                "area": "Northmere",
                "breakdown": "",
                "category": "",
                "frequency": "year",
                "period_start": datetime(2023, 4, 1),
                "period_end": datetime(2024, 3, 31),
                "outturn": outturn,
                "numerator": float("nan"),
                "denominator": float("nan"),
                "marker": "",
                "commentary": "",
                "sheet": "",
                "cell": "",
                "returned_on": pd.NaT,
            }
        )
    )


def submit(store: Store, name: str, number: int, mapping: str | None = None) -> str:
    return store.submit(
        Incoming(
            rows=figures(float(number)),
            file_name=f"{name}-{number}.csv",
            content=f"{name} {number}".encode(),
            provenance=Provenance.RETURN,
            by=name,
            mapping=mapping,
        )
    ).submission.id


def submit_many(store: Store, name: str, count: str) -> None:
    """Submit and name each submission once it is committed; wait for a word to begin."""
    say("ready")
    wait_for_a_word()
    for number in range(int(count)):
        say(submit(store, name, number))


def stop_before_commit(store: Store) -> None:
    """Come to the last step of a submission, its mapping written too, and stay there."""
    note = audit.note

    def stay(connection: Any, now: Any, by: Any, action: str, **what: Any) -> None:
        if action != "submit":
            note(connection, now, by, action, **what)
            return
        say("written")
        time.sleep(600)  # until it is killed

    audit.note = stay  # in a process of its own
    submit(store, "stopped", 99, '{"headers": ["Indicator"]}')


def die_migrating(store: Store, moment: str) -> None:
    """Bring an earlier store up to date, and be killed before or after it is committed."""
    from kpis.store.database import schema

    @contextmanager
    def deadly(*given: Any) -> Iterator[None]:
        with transaction(*given):
            yield
            if moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    with patch.object(schema, "transaction", deadly):
        store.prepare()


def submit_file(store: Store, file_name: str) -> None:
    from kpis.plan.load import load_plan
    from kpis.use_cases.submit import submit_return

    done = submit_return(
        store,
        load_plan(PLAN),
        Path(file_name).name,
        Path(file_name).read_bytes(),
        actor=local_administrator("Ranger"),
    )
    say(done.submission.id)


def serve(store: Store, measure_id: str, outturn: str) -> None:
    """Read on and on, as a dashboard does, until that figure is there; hold a read meanwhile."""
    finished = threading.Event()

    def hold() -> None:
        while not finished.is_set():
            with opened(store.path, writing=False) as connection:
                connection.execute("SELECT count(*) FROM revision").fetchall()
                finished.wait(0.3)

    holders = [threading.Thread(target=hold) for _ in range(2)]
    for holder in holders:
        holder.start()
    say("ready")
    try:
        while True:
            found = store.outturns()
            if ((found["measure_id"] == measure_id) & (found["outturn"] == float(outturn))).any():
                say("seen")
                return
    finally:
        finished.set()
        for holder in holders:
            holder.join()


def first_start(store: Store, data_folder: str) -> None:
    from kpis.plan.load import load_plan
    from kpis.use_cases.first_figures import load_first_figures

    folders = ((kind, Path(data_folder) / kind.value) for kind in reversed(Provenance))
    plan = replace(load_plan(PLAN), first_figures=tuple(folders))
    say("ready")
    wait_for_a_word()
    say(str(len(load_first_figures(store, plan))))


def write_on_a_full_disk(store: Store) -> None:
    """Submit more than fits; the limit stands for a disk with no room left."""
    import resource

    from kpis.errors import StoreError

    submit(store, "before", 1)
    room = store.path.stat().st_size + 40_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    many = pd.concat([figures(2.0)] * 2000, ignore_index=True)
    many["commentary"] = [secrets.token_hex(300) for _ in range(len(many))]
    try:
        store.submit(
            Incoming(
                rows=many,
                file_name="many.csv",
                content=b"many",
                provenance=Provenance.RETURN,
                by="Ranger",
            )
        )
    except StoreError as error:
        say(str(error))


def publish(store: Store, quarter_id: str) -> None:
    from kpis.errors import StoreError

    say("ready")
    wait_for_a_word()
    try:
        say(f"release {store.publish(quarter_id, by='Head').number}")
    except StoreError as error:
        say(str(error))


def read(store: Store) -> None:
    say("ready")
    wait_for_a_word()
    say(str(len(store.outturns())))


def do(store: Store, act: str, room: str = "") -> None:
    """An act of the table, told once it is done, or why it is not.

    room: bytes that a file may have, as on a disk that is nearly full; "" for any.
    """
    from kpis.errors import KpisError
    from tests.processes import acts

    say("ready")
    wait_for_a_word()
    if room:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
    try:
        acts.ACTS[act].do(store.path.parent)
    except KpisError as told:
        say(str(told))
    else:
        say("done")


def approve_in_the_database(store: Store, submission_id: str) -> None:
    with opened(store.path, writing=True) as connection, transaction(connection, store.path):
        signoff.approve(connection, submission_id, local_administrator("Head"), "", utc_now())


def recover(store: Store, fault: str) -> None:
    """Write while the disk fails; then go on in the same process, beside another store.

    Beneath the journal, which an act writes first and which would be the one to fail.
    """
    from kpis.errors import KpisError, NotAllowed
    from tests.processes.failing import failing, in_one_thread

    in_one_thread()
    beside = Store(store.path.with_name("beside.duckdb"), timeout=120)
    beside.prepare()
    (submission_id,) = store.submissions()["submission_id"]
    with opened(beside.path, writing=False) as reader, failing(fault) as in_failing_thread:
        reader.execute("SELECT count(*) FROM revision").fetchall()
        try:
            in_failing_thread(partial(approve_in_the_database, store, submission_id))
        except KpisError as told:
            say(str(told))
    say(str(len(store.submissions())))
    with suppress(NotAllowed):  # it may have been kept all the same, and the sentence says so
        store.approve(submission_id, by="Head")
    say(store.submission(submission_id).approved_by)
    say(submit(beside, "beside", 1)[:2])
    say(str(len(beside.submissions())))


ACTS = {
    act.__name__: act
    for act in (
        submit_many,
        stop_before_commit,
        die_migrating,
        submit_file,
        serve,
        first_start,
        write_on_a_full_disk,
        publish,
        read,
        do,
        recover,
    )
}


def main(test: Connection, errors: str, act: str, path: str, *rest: str) -> None:
    """Do that act on the store at that path. What goes to standard error goes to a file."""
    global _test
    _test = test
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT), 2)
    ACTS[act](Store(Path(path), timeout=120), *rest)
