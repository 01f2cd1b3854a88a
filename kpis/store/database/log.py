"""The database's log of what is committed and not yet in the file: whether it is one.

It is there while somebody writes, and after a writer died. The database works it into the file
when that is opened next, and takes a log that it cannot read for one that holds nothing: what was
committed last would be gone without a word. A log that a dying writer began, and did not finish,
is no such thing: of it nothing was promised to anybody.
"""

from contextlib import suppress
from pathlib import Path

from kpis.store.database import faults

BEGINS = b"d\x00b"  # every log of the pinned version


def log_of(path: Path) -> Path:
    """Where the database keeps the log of the store at a path."""
    return path.with_name(f"{path.name}.wal")


def refuse_damaged_log(path: Path) -> None:
    """Raise StoreError where what lies there as the store's log is none.

    One that was cut short, or of which the system has room alone (noughts), is no fault.
    """
    log, begins = log_of(path), b""
    with suppress(OSError), log.open("rb") as file:  # whoever may not read it is told on opening
        begins = file.read(len(BEGINS))
    if begins.strip(b"\x00") and begins != BEGINS[: len(begins)]:
        raise faults.damaged_log(log)
