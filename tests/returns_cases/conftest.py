"""Two stores for the whole session, only to be read: one without figures and one with history."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from kpis.readers.files import read_apart, reading_process
from kpis.readers.files.signature import Form
from kpis.readers.files.workbook_limits import LIMITS_OF, Room
from kpis.store import Store


@pytest.fixture(scope="module", autouse=True)  # to the end of each file here, and no longer
def _workbooks_read_here() -> Iterator[None]:
    """What is no .xlsx is read in this process, by what its own would read it with.

    To start one for each takes longer than all that is tried of it. That it hands over what it has
    read, and that nobody suffers by its end, is held in tests/unit/readers/files.
    """
    apart = read_apart._ask

    def here(
        content: bytes, form: Form, only: str | None, first_rows: int | None, room: Room
    ) -> dict[str, Any]:
        if form is Form.XLSX:
            return apart(content, form, only, first_rows, room)
        answer = reading_process._answer(content, form, only, first_rows, LIMITS_OF[room])
        read: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
        return read

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_apart, "_ask", here)
        yield


@pytest.fixture(scope="session")
def without_history(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("without_history") / "kpis.duckdb")
    store.prepare(datetime(2019, 1, 1))
    return store


@pytest.fixture(scope="session")
def with_history(first_figures) -> Store:
    return Store(first_figures)
