"""What .xls files and the members of .xlsb files are made of, one after the other."""

from typing import NamedTuple


class Record(NamedTuple):
    """kind: its number in [MS-XLS] 2.3 or [MS-XLSB] 2.3. content: without kind and length."""

    kind: int
    content: bytes
