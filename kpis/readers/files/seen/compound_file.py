"""One stream of a compound file, the shell of an .xls ([MS-CFB]).

Followed as far as its chains of sectors go, and no further than the file has sectors.
"""

import struct

from kpis.readers.files.signature import place_of_stream

_LAST = 0xFFFFFFFA  # numbers above are no sectors: free ones, ends of chains
_BELOW_IN_MINI = 4096  # bytes; shorter streams share sectors of their own


class BrokenCompound(ValueError):
    """A chain leads out of the file, or round in it."""


def stream_of(content: bytes, name: str) -> bytes | None:
    """A stream by its name; None where there is none. Raises BrokenCompound."""
    at = place_of_stream(content, name)
    if at < 0:
        return None
    try:
        return _Compound(content).stream(*struct.unpack_from("<II", content, at + 116))
    except struct.error as error:
        raise BrokenCompound from error


class _Compound:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise BrokenCompound
        self._size = 1 << shift
        self._sectors = -(-len(content) // self._size)
        self._directory, self._first_mini = struct.unpack_from("<I8xI", content, 48)
        self._table = self._table_of_sectors()

    def stream(self, first: int, length: int) -> bytes:
        if length > len(self._content):
            raise BrokenCompound
        if length >= _BELOW_IN_MINI:
            return self._chained(first)[:length]
        root, root_length = struct.unpack_from("<II", self._chained(self._directory), 116)
        shared = self._chained(root)[:root_length]
        table = _numbers(self._chained(self._first_mini))
        parts = (shared[64 * at : 64 * at + 64] for at in _chain(first, table, len(table)))
        return b"".join(parts)[:length]

    def _table_of_sectors(self) -> list[int]:
        """Which sector follows each."""
        numbers = list(struct.unpack_from("<109I", self._content, 76))
        (further,) = struct.unpack_from("<I", self._content, 68)
        seen = 0
        while further < _LAST:
            seen += 1
            if seen > self._sectors:
                raise BrokenCompound
            *more, further = _numbers(self._sector(further))
            numbers += more
        places = [number for number in numbers if number < _LAST]
        if len(places) > self._sectors:
            raise BrokenCompound
        return _numbers(b"".join(map(self._sector, places)))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._content):
            raise BrokenCompound
        return self._content[begin : begin + self._size]

    def _chained(self, first: int) -> bytes:
        return b"".join(map(self._sector, _chain(first, self._table, self._sectors)))


def _chain(first: int, table: list[int], most: int) -> list[int]:
    chain: list[int] = []
    while first < _LAST:
        if len(chain) >= most or first >= len(table):
            raise BrokenCompound
        chain.append(first)
        first = table[first]
    return chain


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))
