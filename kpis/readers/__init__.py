"""Bytes of a file → cells with their addresses (`raw.py`), nothing interpreted.

`read_return` is the one way in. Everything it needs is imported when it is called: the process
that reads workbooks (`files/reading_process.py`) belongs to this package and must start at once.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpis.readers.asked import Answers
    from kpis.readers.files.opened_file import OpenedFile
    from kpis.readers.mapping.column_mapping import ColumnMapping
    from kpis.readers.raw import RawReturn

__all__ = ["read_return"]


def read_return(
    file_name: str,
    content: "bytes | OpenedFile",
    mapping: "ColumnMapping | None" = None,
    answers: "Answers | None" = None,
) -> "RawReturn":
    """The figures of a return, from an .xlsx, .xls, .xlsb or .ods workbook or a CSV.

    The bytes decide what the file is; its name is only kept. Whoever asks for more than this of
    them gives an `OpenedFile`, so that they are opened once. `tables` is empty, and `passed_over`
    says why, where no sheet has a table; `rows` (RAW_ROWS) is empty where nothing was filled in.
    mapping: what a person said of a table whose headers are not recognised; then figures are read
    from that table alone (`notes` names sheets that are not), and MappingError, an
    UnreadableReturn, says when it does not fit the file. answers: what was answered about files
    of this kind; `doubts` has what is still in doubt.

    Raises UnreadableReturn, one sentence that says what is wrong and what to do, when the file
    cannot be opened, or not safely.
    """
    from kpis.readers.reading import read

    return read(file_name, content, mapping, answers)
