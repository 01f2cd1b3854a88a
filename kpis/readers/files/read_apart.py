"""Reading a workbook where it can do no harm: in a process that is ended when it takes too much.

An .xlsx of which a count has shown that it is small and plain, as every template is, is read here
at once: what it can cost is known. Everything else is read in a process of its own, with a limit
of memory and of time, few of them at once and all of them after whatever else the machine has to
do, so that other readers of a running dashboard do not notice.
"""

import json
import math
import os
import subprocess
import sys
import threading
import zipfile
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from kpis.errors import UnreadableReturn
from kpis.readers.files.grid import WorkbookRead
from kpis.readers.files.guard import DAMAGED, MEGABYTE
from kpis.readers.files.plain_data import of_plain
from kpis.readers.files.reading_process import TOO_MUCH
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import TIMES_OF, Room

MAX_MEMORY = 192 * MEGABYTE  # that is written to; an ordinary file takes a third
MAX_SECONDS = 4.0  # of the processor, of which the largest workbook that is read takes one
PATIENCE = 60.0  # seconds by the clock: a sound file took 20 where others had the processors
SMALL = 8 * MEGABYTE  # unpacked
_CAN_COUNT = find_spec("resource") is not None  # seconds of the processor: not on Windows
# What Python needs to start. The rest of the environment, secrets in it, is no business of a
# process that opens files of strangers.
_NEEDED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")

_PLACES = threading.BoundedSemaphore(2)  # workbooks being read at once, of all visits

_SAVE_AS = "open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that copy."
_COPY = "copy the table into a new workbook, or save it as CSV, and send that."


def read_apart(
    content: bytes,
    form: Form,
    only: str | None = None,
    first_rows: int | None = None,
    room: Room = Room.RETURN,
) -> WorkbookRead:
    """Every visible sheet of a workbook, or the one of that name; their first rows where a number
    is given. room: what it is, which says how much it may hold and take.

    Raises UnreadableReturn when the file is locked, damaged or too heavy.
    """
    if form is Form.XLSX and _unpacked(content) <= SMALL:
        from kpis.readers.files.workbook import read_workbook
        from kpis.readers.files.workbook_limits import PLAIN, NotPlain

        try:
            return read_workbook(content, only, first_rows, PLAIN)
        except NotPlain:
            pass
    answer = _ask(content, form, only, first_rows, room)
    if "refused" in answer:
        raise UnreadableReturn(answer["refused"])
    return of_plain(answer)


def _unpacked(content: bytes) -> int:
    """Bytes of all members; zipfile unpacks no more than they declare."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except Exception as error:  # zipfile answers a damaged archive in many ways
        raise UnreadableReturn(DAMAGED) from error


def _ask(
    content: bytes, form: Form, only: str | None, first_rows: int | None, room: Room
) -> dict[str, Any]:
    times = TIMES_OF[room]
    limits = (str(MAX_MEMORY * times), str(math.ceil(MAX_SECONDS * times)))
    # As JSON, for a sheet may be called what no argument can hold.
    part = (json.dumps(only), json.dumps(first_rows))
    module = "kpis.readers.files.reading_process"
    too_heavy = (
        "The workbook takes too long or too much memory to open safely: "
        f"{_COPY if form is Form.XLSX else _SAVE_AS}"
    )
    with _PLACES:
        try:
            done = subprocess.run(  # noqa: S603 this Python, our module; the file is its input
                [sys.executable, "-m", module, form, *part, room, *limits],
                input=content,
                capture_output=True,
                timeout=(PATIENCE if _CAN_COUNT else MAX_SECONDS) * times,
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableReturn(too_heavy) from error
    if done.returncode < 0 or done.returncode == TOO_MUCH:  # ended by a signal, or out of memory
        raise UnreadableReturn(too_heavy)
    if done.returncode:
        raise UnreadableReturn(_damaged(form))
    answer: dict[str, Any] = json.loads(done.stdout.decode("utf-8", "surrogatepass"))
    return answer


def _damaged(form: Form) -> str:
    if form is Form.XLSX:
        return DAMAGED
    from kpis.readers.files.legacy import LEGACY_DAMAGED

    return LEGACY_DAMAGED


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(sys.path)}  # the same package as here
