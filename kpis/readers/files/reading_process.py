"""The process that reads a workbook, and may die of it. Started and heard by `read_apart.py`.

A workbook can ask for more than there is: calamine allocates a whole sheet from its first cell to
its last, half a terabyte for a cell in the far corner, which ends the process it runs in without
an exception; openpyxl makes objects of whatever it meets. Here that ends nobody else.

Takes the file on standard input, and as arguments its form, the name of one sheet or null for all,
how many rows from the top or null for all (both as JSON), what it is (a `Room`), and the most bytes
of memory and seconds of the processor that it may take. Writes on standard output what
`plain_data.py` makes of the sheets, or {"refused": one sentence}. Ends with TOO_MUCH where it could
not have the memory.

Nothing that takes long to import is used.
"""

import contextlib
import gc
import json
import os
import sys

from kpis.errors import UnreadableReturn
from kpis.readers.files.grid import WorkbookRead
from kpis.readers.files.plain_data import dumped, to_bytes
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import LIMITS_OF, Limits, Room

TOO_MUCH = 3


def main() -> None:
    form, only, first_rows, room, memory, seconds = sys.argv[1:]
    _limit(int(memory), int(seconds))
    gc.disable()  # looking for circles in what is kept anyway takes a fifth of the time
    try:
        answer = _answer(
            sys.stdin.buffer.read(),
            Form(form),
            json.loads(only),
            json.loads(first_rows),
            LIMITS_OF[Room(room)],
        )
    except MemoryError:
        sys.exit(TOO_MUCH)
    sys.stdout.buffer.write(answer)


def _limit(memory: int, seconds: int) -> None:
    """Limit what the system lets this process take, and let others go first."""
    with contextlib.suppress(ImportError):  # on Windows, where the clock has to do
        import resource

        for kind, most in (
            (resource.RLIMIT_DATA, memory),  # what is written to
            (resource.RLIMIT_AS, 3 * memory),  # and what is only asked for
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # macOS does not know all of them
                resource.setrlimit(kind, (most, most))
        os.nice(5)


def _answer(
    content: bytes, form: Form, only: str | None, first_rows: int | None, limits: Limits
) -> bytes:
    try:
        return to_bytes(_read(content, form, only, first_rows, limits))
    except UnreadableReturn as refusal:
        return dumped({"refused": str(refusal)})


def _read(
    content: bytes, form: Form, only: str | None, first_rows: int | None, limits: Limits
) -> WorkbookRead:
    if form is not Form.XLSX:
        from kpis.readers.files.legacy import read_legacy

        return read_legacy(content, form, only, first_rows)
    # openpyxl would take it in, and half of its start with it, only to write its numbers too.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    from kpis.readers.files.workbook import read_workbook

    return read_workbook(content, only, first_rows, limits)


if __name__ == "__main__":
    main()
