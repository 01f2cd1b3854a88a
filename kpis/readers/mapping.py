"""What a person said of a table whose headers the readers do not know: a mapping.

Many returns come from systems nobody here can change: they call the measure "Indicator group",
put the year in one column and the month in the next, or have a sheet for each table of a national
return. A person points once at the header row and says what each column is; the mapping is kept
as text (JSON) and used for the next file in which the same header cells are found again.

A mapping that contradicts itself or cannot give a figure is never made: `Mapping(...)` and
`Mapping.from_json` raise MappingError with a sentence that says what to put right. What a file
says with it is laid out in `mapped.py`; what its figures mean is validation's to judge, as ever.
"""

import json
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from kpis.errors import MappingError
from kpis.readers.mapping_place import fits, grid_of, headers_of
from kpis.readers.mapping_rules import (
    IGNORE,
    MEASURE,
    PERIOD,
    PERIOD_OF_HEADER,
    Outturns,
    fault_of,
)
from kpis.readers.preview import SheetPreview

__all__ = ["Mapping", "Outturns", "fits", "mapping_of"]

VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """Where the figures of a sheet stand and what its columns are.

    sheet: its name, "" in a CSV. header_row: the first row of the header, from 1, as it was in
    the file that was mapped; header_rows: how many it has. The figures begin below them.
    columns: column number, from 1 → what it holds, one of COLUMN_FIELDS; or
        `period:2019-20-Q2`    the figures of that period (or `period:` alone: of the period that
                               its header names, so that the mapping holds for later files too),
        `measure:5.2`          the figures of that measure, by id or code,
        `ignore`               nothing that matters; columns not mentioned are ignored as well.
        `year` completes a `quarter` or `month` in a column of its own, and stands alone for the
        period where there is neither.
    headers: the texts of the header cells of `watched` columns, in that order; those of several
        rows are joined by " / ".
    fixed: field → text for what no column says, one of FIXED_FIELDS.
    rows: column number → text: only rows that have this text there are read.
    marks: signs that stand in place of figures, in small letters → the marker each of them means:
        {"..": "[x]", "x": "[c]"}.
    outturns: how figures are to be taken.
    """

    sheet: str
    header_row: int
    columns: Dict[int, str]
    headers: tuple[str, ...]
    header_rows: int = 1
    fixed: Dict[str, str] = field(default_factory=dict)
    rows: Dict[int, str] = field(default_factory=dict)
    marks: Dict[str, str] = field(default_factory=dict)
    outturns: Outturns = Outturns.AS_TYPED

    def __post_init__(self) -> None:
        if fault := fault_of(self):
            raise MappingError(fault)

    def column(self, name: str) -> int | None:
        """The column that holds a field; None where none does."""
        return next((column for column, held in self.columns.items() if held == name), None)

    def mark(self, text: str) -> str:
        """The marker that a sign in place of a figure stands for; "" for any other text."""
        return self.marks.get(text.strip().lower(), "")

    @property
    def figure_columns(self) -> dict[int, str]:
        """Columns of figures, from left to right: one of outturns, or one for each heading.

        The column of numerators where outturns are worked out.
        """
        name = "numerator" if self.outturns is Outturns.FROM_PARTS else "outturn"
        found = {
            column: held
            for column, held in self.columns.items()
            if held == name or held.startswith((PERIOD, MEASURE))
        }
        return dict(sorted(found.items()))

    @property
    def watched(self) -> tuple[int, ...]:
        """The columns whose headers must be found again."""
        held = {column for column, name in self.columns.items() if name != IGNORE}
        return tuple(sorted(held | set(self.rows)))

    @property
    def periods_named(self) -> tuple[str, ...]:
        """The periods the mapping itself names. Ask whether they hold for a further file."""
        named = [name.removeprefix(PERIOD) for name in self.columns.values() if _names(name)]
        fixed = [text for name, text in self.fixed.items() if name in ("period", "year")]
        return tuple(dict.fromkeys((*named, *fixed)))

    def for_periods(self, further: Dict[str, str]) -> "Mapping":
        """The same for a further file: in place of each of `periods_named` the period given for it.

        Raises MappingError where one of them is empty.
        """

        def now(text: str) -> str:
            # A blank, not nothing: "period:" alone would stand for the header's own period.
            return further.get(text, text).strip() or " "

        return replace(
            self,
            columns={
                column: f"{PERIOD}{now(held.removeprefix(PERIOD))}" if _names(held) else held
                for column, held in self.columns.items()
            },
            fixed={
                name: now(text) if name in ("period", "year") else text
                for name, text in self.fixed.items()
            },
        )

    def to_json(self) -> str:
        """One line of text that `from_json` reads; the same for equal mappings."""
        return json.dumps({"version": VERSION} | asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """The mapping of a text written by `to_json`. Raises MappingError for any other text."""
        return cls(**_arguments(_object(text)))


def mapping_of(
    sheet: SheetPreview,
    *,
    header_row: int,
    columns: Dict[int, str],
    header_rows: int = 1,
    fixed: Dict[str, str] | None = None,
    rows: Dict[int, str] | None = None,
    marks: Dict[str, str] | None = None,
    outturns: Outturns = Outturns.AS_TYPED,
) -> Mapping:
    """The mapping of a sheet as a person described it, with the headers that stand there.

    Raises MappingError, one sentence, where it could give no figure.
    """
    watched = {column for column, name in columns.items() if name != IGNORE} | set(rows or {})
    return Mapping(
        sheet=sheet.name,
        header_row=header_row,
        header_rows=header_rows,
        columns=dict(columns),
        headers=headers_of(grid_of(sheet), header_row, header_rows, sorted(watched)),
        fixed=dict(fixed or {}),
        rows=dict(rows or {}),
        marks={sign.strip().lower(): marker for sign, marker in (marks or {}).items()},
        outturns=outturns,
    )


def _names(held: str) -> bool:
    return held.startswith(PERIOD) and held != PERIOD_OF_HEADER


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error
    if not isinstance(read, dict):
        raise _damaged("it is no JSON object")
    version = read.pop("version", None)
    if version != VERSION or isinstance(version, bool):
        raise _damaged(f"it is of version {version!r} and this is version {VERSION}")
    names = {each.name for each in fields(Mapping)}
    if unknown := sorted(set(read) - names):
        raise _damaged(f"it has {unknown[0]!r}, which no mapping has")
    if missing := sorted(names - set(read)):
        raise _damaged(f"it has no {missing[0]!r}")
    return read


def _arguments(read: dict[str, Any]) -> dict[str, Any]:
    texts = {name: _texts(name, read[name]) for name in ("columns", "fixed", "rows", "marks")}
    if not isinstance(read["sheet"], str):
        raise _damaged("its sheet is no text")
    for name in ("header_row", "header_rows"):
        if type(read[name]) is not int:
            raise _damaged(f"its {name} is no whole number")
    headers = read["headers"]
    if not isinstance(headers, list) or not all(isinstance(each, str) for each in headers):
        raise _damaged("its headers are no texts")
    if read["outturns"] not in list(Outturns):
        raise _damaged(f"its outturns are {read['outturns']!r}")
    return (
        read
        | texts
        | {
            "headers": tuple(headers),
            "outturns": Outturns(read["outturns"]),
            "columns": _numbered("columns", texts["columns"]),
            "rows": _numbered("rows", texts["rows"]),
        }
    )


def _texts(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise _damaged(f"its {name} are not texts by name")
    return value


def _numbered(name: str, texts: dict[str, str]) -> dict[int, str]:
    for key in texts:
        if not (key.isascii() and key.isdigit()) or str(int(key[:9])) != key:
            raise _damaged(f"its {name} are not numbered: {key!r}")
    return {int(key): text for key, text in texts.items()}


def _damaged(reason: str) -> MappingError:
    return MappingError(
        f"The saved mapping cannot be used ({reason}): point out the header row and the columns "
        "once more."
    )
