"""Plans as nobody would write them: odd texts, and comments wherever TOML has room for one."""

import re
import string
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from kpis.readers.files.invisible import visible

# Keys whose text may be anything, as long as something of it is seen.
FREE_TEXTS = frozenset(
    {
        *("definition", "why_it_matters", "source", "unit_label", "reason"),
        *("rationale", "set_by", "objective", "not_comparable", "short_title", "note", "about"),
        *("director", "cabinet_member", "partnership_plan", "numerator", "denominator"),
    }
)
_ODD = (
    *("'", "''", '"', '"""', "'''", "=1+1", "=HYPERLINK(A1)", "+44", "-1", "@", "#N/A", "#", "\\"),
    *("\\n", "_x000D_", "_x0041_", "[[breaks]]", "[x]", "{", "true", "2019/20", "1-2", "2019-10"),
    *("1e5", "0.30", "007", "£1,000", "50%", "\t", "\n", "\n\n", "\r\n", "\r", "  ", "\u00a0", "é"),
    *(
        "\u0301",
        "–",
        "’",
        "“",
        "😀",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u202e",
        "العربية",
        "\x00",
        "\x0b",
    ),
    *("\x1f", "\x7f", "\ufffe", "none", "every year", "; ", "A" * 300, " * "),
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = (
    st.lists(st.sampled_from(_ODD) | _LETTERS | st.sampled_from(string.ascii_letters), max_size=6)
    .map("".join)
    .filter(lambda text: _seen(text))
)
_COMMENT_ENDS = (
    *("", " why", ' "', " '''", ' """', " [[breaks]]", " a = 1", " }", " ]", " \\", " é # –"),
)


def _seen(text: str) -> bool:
    """Whether a cell shows anything of it."""
    bare = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return bool(visible(bare).strip())


def with_odd_texts(chance: Random, texts: list[str], table: Any) -> Any:
    """A table in which some of the free texts say something else."""
    if isinstance(table, list):
        return [with_odd_texts(chance, texts, each) for each in table]
    if not isinstance(table, dict):
        return table
    return {
        key: chance.choice(texts)
        if key in FREE_TEXTS and isinstance(value, str) and value and chance.random() < 0.5
        else with_odd_texts(chance, texts, value)
        for key, value in table.items()
    }


class Writer:
    """Writes tables as TOML with a comment, each of its own, wherever there may be one."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._numbers = count(1)
        self._break = chance.choice(["\n", "\r\n"])

    def write(self, folder: Path, tables: dict[str, dict[str, Any]]) -> None:
        for file, table in tables.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            mark = "\ufeff" if self._toss() else ""
            lines = [*self._comments(), *self._table((), table), *self._comments()]
            path.write_bytes((mark + self._break.join([*lines, ""])).encode())

    def _table(self, path: tuple[str, ...], table: dict[str, Any]) -> Iterator[str]:
        below = {key: value for key, value in table.items() if _has_header(value)}
        for key, value in table.items():
            if key not in below:
                yield from self._comments()
                yield f"{_key(key)}{self._blank()}={self._blank()}{self._value(value)}{self._end()}"
        for key, value in below.items():
            for entry in value if isinstance(value, list) else [value]:
                yield from self._comments()
                header = ".".join(map(_key, (*path, key)))
                yield f"[[{header}]]{self._end()}" if isinstance(value, list) else f"[{header}]"
                yield from self._table((*path, key), entry)

    def _value(self, value: Any) -> str:
        match value:
            case bool():
                return str(value).lower()
            case str():
                return self._text(value)
            case date():
                return value.isoformat()
            case list():
                return self._list(value)
            case dict():
                inner = ", ".join(f"{_key(k)} = {self._value(v)}" for k, v in value.items())
                return f"{{ {inner} }}" if inner else "{}"
        return repr(value)

    def _text(self, text: str) -> str:
        plain = not re.search("[\x00-\x08\x0a-\x1f\x7f]", text)
        if plain and "'" not in text and self._toss():
            return f"'{text}'"
        escaped = "".join(_escaped(letter) for letter in text)
        if "\n" in text and "\r" not in text and self._toss():
            lines = "".join("\n" if letter == "\n" else _escaped(letter) for letter in text)
            return (
                f'"""\n{lines}"""'.replace("\n", self._break)
                if self._break == "\n"
                else (f'"{escaped}"')
            )
        return f'"{escaped}"'

    def _list(self, values: list[Any]) -> str:
        written = [self._value(value) for value in values]
        if not written or self._toss():
            return f"[{', '.join(written)}]"
        lines = [f"    {each},{self._end()}" for each in written]
        return self._break.join(["[", *self._comments(), *lines, "]"])

    def _comments(self) -> Iterator[str]:
        for _ in range(self._chance.randint(0, 2)):
            yield self._chance.choice(["", "  "]) + self._comment()
            if self._toss():
                yield ""

    def _end(self) -> str:
        return f"  {self._comment()}" if self._toss() else ""

    def _comment(self) -> str:
        return f"# c{next(self._numbers)}.{self._chance.choice(_COMMENT_ENDS)}"

    def _toss(self) -> bool:
        return self._chance.random() < 0.5

    def _blank(self) -> str:
        return self._chance.choice([" ", "", "  "])


def comments_in(content: bytes) -> list[str]:
    """The numbers of the comments of a file, in order."""
    return re.findall(r"# (c\d+\.)", content.decode("utf-8-sig"))


def _has_header(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else f'"{key}"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    if letter == "\t" or (letter >= " " and letter != "\x7f"):
        return letter
    return f"\\u{ord(letter):04x}"
