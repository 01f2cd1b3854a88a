"""The text of a plan's file changed so that it says something else, and no more of it.

Tables are found by their headers (`segments.py`); the keys of one table are changed by tomlkit,
which keeps comments, order and blanks. Whoever calls this reads the new text again and compares:
see `kpis.use_cases.plans.workbook`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import Array, Float

from kpis.plan.faults import Location
from kpis.plan.files import Table
from kpis.plan_book.differences import equal, known_by, paired
from kpis.plan_book.segments import Segment, segments_of

_BOM, _BREAK = "\ufeff", "\n"
_INLINE = "names"  # of colours: a few words, written in one line
_LONG = 100  # characters of a list that stands in one line


def edited(text: str, before: Table, after: Table) -> str:
    """A file's text with what differs between two tables changed; "" makes a new file.

    before: what the text says; after: what it shall say, both as a workbook carries them.
    """
    mark, text = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    lines = text.replace("\r\n", "\n")
    file = _File(segments_of(lines))
    file.edit((), before, after)
    new = "".join(segment.text for segment in file.segments)
    if not lines:
        new = f"{new.strip(_BREAK)}{_BREAK}"
    elif not lines.endswith(_BREAK * 2):  # nothing but a line's end stood at its end
        new = f"{new.rstrip(_BREAK)}{_BREAK}"
    return mark + (new.replace(_BREAK, "\r\n") if "\r\n" in text else new)


def matched(before: Sequence[Table], after: Sequence[Table]) -> list[int | None]:
    """For each entry of a list its place in the list before; None where it is new."""
    return paired(
        [(known_by(entry), entry) for entry in before],
        [(known_by(entry), entry) for entry in after],
    )


@dataclass(slots=True)
class _File:
    segments: list[Segment]

    def edit(self, path: Location, before: Table, after: Table) -> None:
        """Change the table at a path from one state to the other."""
        for key in before:
            if key not in after:
                self._remove(path, key)
        for key in sorted(after, key=lambda key: isinstance(after[key], dict | list)):
            was, value = before.get(key), after[key]
            if equal(was, value):
                continue
            if isinstance(was, dict) and isinstance(value, dict):
                self.edit((*path, key), was, value)
            elif _is_list_of_tables(value) or _is_list_of_tables(was):
                self._edit_list(path, key, was or [], value)
            elif isinstance(value, dict):
                self._add_table(path, key, value)
            else:
                self._set(path, key, value)

    def _below(self, path: Location) -> list[int]:
        """The places of all segments of a table and of what is below it."""
        return [
            place
            for place, segment in enumerate(self.segments)
            if segment.path[: len(path)] == path
        ]

    def _home(self, path: Location) -> tuple[Segment, Any, Any] | None:
        """The segment that a table's keys stand in, its keys, and the table among them."""
        for length in range(len(path), -1, -1):
            for segment in self.segments:
                if segment.path == path[:length]:
                    keys = tomlkit.parse(segment.body)
                    table = _walk(keys, path[length:])
                    if table is not None:
                        return segment, keys, table
        return None

    def _remove(self, path: Location, key: str) -> None:
        home = self._home(path)
        if home is not None and key in home[2]:
            segment, keys, table = home
            table.remove(key)
            segment.body = tomlkit.dumps(keys)
        gone = set(self._below((*path, key)))
        self.segments = [each for place, each in enumerate(self.segments) if place not in gone]

    def _set(self, path: Location, key: str, value: Any) -> None:
        home = self._home(path)
        if home is None:
            self._new_table(path)
            home = self._home(path)
        segment, keys, table = home  # type: ignore[misc] # made if it was not there
        if key in table:
            _replace(table, key, value)
            segment.body = tomlkit.dumps(keys)
        elif table is keys:
            segment.body = _with_line(segment.body, key, value)
        else:
            table[key] = _item(value)
            segment.body = tomlkit.dumps(keys)

    def _add_table(self, path: Location, key: str, value: Table) -> None:
        inside = self._home(path)
        inline = inside is not None and inside[2] is not inside[1]
        if key == _INLINE or inline:
            self._set(path, key, value)
            return
        if not value or not all(isinstance(inner, dict) for inner in value.values()):
            self._new_table((*path, key))
        self.edit((*path, key), {}, value)

    def _new_table(self, path: Location) -> None:
        """An empty table, at the end of what its own stands in."""
        names = [str(step) for step in path if not isinstance(step, int)]
        key = tomlkit.key(names).as_string()
        header = f"[[{key}]]\n" if isinstance(path[-1], int) else f"[{key}]\n"
        self._put(self._end_of(path[:-1]), [Segment("", header, "", path)])

    def _end_of(self, path: Location) -> int:
        """Where the segments of a table, and of what is below it, end; of what it is in where it
        has none."""
        while not (there := self._below(path)):
            path = path[:-1]
        return there[-1] + 1

    def _put(self, place: int, block: list[Segment]) -> None:
        """Segments in a place, with a blank line above, and one below where something follows."""
        _end_with_blank(self.segments[place - 1])
        if place < len(self.segments):
            _end_with_blank(block[-1])
        self.segments[place:place] = block

    def _edit_list(
        self, path: Location, key: str, before: Sequence[Table], after: Sequence[Table]
    ) -> None:
        of_list = (*path, key)
        home = self._home(path)
        if not self._below(of_list) and home is not None and key in home[2]:
            segment, keys, table = home
            if after and not (len(table[key]) == 0 and table is keys):
                _edit_inline(table, key, before, after)
                segment.body = tomlkit.dumps(keys)
                return
            if not after:
                table[key] = tomlkit.array()
                segment.body = tomlkit.dumps(keys)
                return
            table.remove(key)  # an empty list: its tables follow with headers
            segment.body = tomlkit.dumps(keys)
        self._edit_blocks(of_list, before, after)
        if not after and not path:
            self._set(path, key, [])

    def _edit_blocks(self, path: Location, before: Sequence[Table], after: Sequence[Table]) -> None:
        """A list whose entries have headers: each with all below it is a block."""
        places = matched(before, after)
        for entry, place in zip(after, places, strict=True):
            if place is not None:
                self.edit((*path, place), before[place], entry)
        if places == list(range(len(before))):
            return
        blocks = [
            [self.segments[each] for each in self._below((*path, number))]
            for number in range(len(before))
        ]
        there = self._below(path)
        at = there[0] if there else self._end_of(path[:-1])
        self.segments = [each for place, each in enumerate(self.segments) if place not in there]
        for number, (entry, place) in enumerate(zip(after, places, strict=True)):
            of_entry = (*path, number)
            block = _block(of_entry, entry) if place is None else blocks[place]
            for segment in block:
                segment.path = (*of_entry, *segment.path[len(of_entry) :])
            self._put(at, block)
            at += len(block)


def _block(path: Location, entry: Table) -> list[Segment]:
    """The segments of a new entry of a list."""
    file = _File([Segment("", "", "", ())])
    file._new_table(path)
    file.edit(path, {}, entry)
    return file.segments[1:]


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _walk(keys: Any, path: Location) -> Any:
    """The table at a path inside a body; None where it is not written there."""
    table = keys
    for step in path:
        try:
            table = table[step]
        except (KeyError, IndexError, TypeError):
            return None
    return table if isinstance(table, dict) else None


def _replace(table: Any, key: str, value: Any) -> None:
    """Another value for a key, written as the one before was: 29.0 after 28.0."""
    was = table[key]
    if isinstance(was, Float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if isinstance(was, Array) and isinstance(value, list):
        _edit_array(was, value)
    else:
        table[key] = _item(value)


def _edit_array(array: Array, value: Sequence[Any]) -> None:
    """Other texts or numbers in a list, so that lines and comments in it stay where they can."""
    from difflib import SequenceMatcher

    if any(isinstance(each, Float) for each in array):
        value = [float(each) for each in value]
    was = array.unwrap()
    changes = SequenceMatcher(a=was, b=value, autojunk=False).get_opcodes()
    for tag, first, last, new_first, new_last in reversed(changes):
        if tag == "equal":
            continue
        for place in range(last - 1, first - 1, -1):
            del array[place]
        for place, each in enumerate(value[new_first:new_last], first):
            array.insert(place, each)


def _edit_inline(table: Any, key: str, before: Sequence[Table], after: Sequence[Table]) -> None:
    """A list of tables that stands between brackets."""
    array, places = table[key], matched(before, after)
    kept = [place for place in places if place is not None]
    if kept != sorted(kept):
        table[key] = _item(list(after))
        return
    for entry, place in zip(after, places, strict=True):
        if place is not None:
            for name in [name for name in array[place] if name not in entry]:
                del array[place][name]
            for name, value in entry.items():
                if not equal(before[place].get(name), value):
                    array[place][name] = _item(value)
    for place in reversed(range(len(before))):
        if place not in kept:
            del array[place]
    for number, (entry, place) in enumerate(zip(after, places, strict=True)):
        if place is None:
            array.insert(number, _item(entry))


def _item(value: Any) -> Any:
    """A value as tomlkit writes it: tables in one line, long lists in several."""
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        for key, inner in value.items():
            inline[key] = _item(inner)
        return inline
    if isinstance(value, list):
        array = tomlkit.array()
        for inner in value:
            array.append(_item(inner))
        several = any(isinstance(inner, dict) for inner in value)
        return array.multiline(several or len(array.as_string()) > _LONG)
    return tomlkit.item(value)


def _with_line(body: str, key: str, value: Any) -> str:
    """A body with one more key below its last, above the blank lines at its end."""
    keys = body.rstrip("\n")
    line = f"{tomlkit.key(key).as_string()} = {_item(value).as_string()}\n"
    return f"{keys}\n{line}{body[len(keys) + 1 :]}" if keys else f"{line}{body}"


def _end_with_blank(segment: Segment) -> None:
    """Put a blank line below a segment that has none, but for a beginning without a word."""
    text = segment.text
    if text and not text.endswith(_BREAK * 2):
        segment.body += _BREAK if text.endswith(_BREAK) else _BREAK * 2
