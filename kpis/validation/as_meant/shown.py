"""Figures whose cells show another one than they hold, and which of the two is taken.

A cell holds 81.4999 and its format shows 81; holds 3 and shows [c]; holds 1,234,567 and shows
1,235. Its sender saw what is shown. Where the two say the same at the decimals the measure
publishes, as with 57.699999999999996 shown as 57.7, there is no difference. Where they do not,
somebody says which is meant, once for all such cells of a column.

Only cells of which the reader noted what they show are looked at: hardly any file has one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from kpis.cell_addresses import letters_in
from kpis.model import Measure
from kpis.model.record import Record
from kpis.readers.asked import Answers
from kpis.readers.raw import CellKind, RawReturn, TableFound
from kpis.rounding import round_figure
from kpis.validation.figure_text.expected import NUMERATOR_OR_DENOMINATOR, outturn_in
from kpis.validation.figures import FigureColumn
from kpis.validation.issues.shown import ShownOtherwiseThanHeld, ShownRounded
from kpis.validation.text_column import TextColumn
from kpis.validation.values import FigureRead, plainly, read_figure

SHOWN = "shown"  # the answer by which what is shown is taken
FIELDS_SHOWN = ("outturn", "numerator", "denominator")

_NOUGHT = frozenset({"-", "–", "—", "−"})  # how accounting formats write 0
_NUMBER_IN_WORDS = re.compile(
    r"(?P<before>[^0-9]*?)(?P<number>[-−£(]*[0-9][0-9,]*(?:\.[0-9]+)?[)%]?)(?P<after>[^0-9]*)"
)


class Difference(StrEnum):
    ROUNDED = "rounded"  # to fewer decimals than are published
    HIDDEN = "hidden"  # nothing is seen
    OTHER = "other"


class ShownOtherwise(Record):
    """Cells of a column that differ in one way from what they show.

    positions: of the rows, and what their cells show. readable: whether all that is shown can be
    taken. taken: somebody answered that it is to be.
    """

    name: str
    difference: Difference
    positions: tuple[int, ...]
    shown: tuple[str, ...]
    readable: bool
    about: str
    taken: bool = False

    @property
    def question(self) -> type[ShownOtherwiseThanHeld]:
        """What is asked about them."""
        return ShownRounded if self.difference is Difference.ROUNDED else ShownOtherwiseThanHeld


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    position: int
    letters: str
    text: str
    shown: str
    difference: Difference
    readable: bool


def find_shown(
    raw: RawReturn,
    texts: Mapping[str, TextColumn],
    places: Callable[[str, TableFound], Sequence[str]],
    measure: Callable[[int], Measure | None],
    columns: Mapping[str, FigureColumn],
    answers: Answers,
) -> tuple[ShownOtherwise, ...]:
    """Where cells show something else than they hold; () in nearly every file.

    places: the addresses of a field in every row of a table. measure: of a row.
    """
    found: list[ShownOtherwise] = []
    for table in raw.tables:
        if not table.shown:
            continue
        of_table = np.flatnonzero(texts["sheet"].where(table.sheet.__eq__)).tolist()
        for name in FIELDS_SHOWN:
            addresses = places(name, table)
            cells = [
                _compared(position, name, addresses[position], table, texts, columns, measure)
                for position in of_table
                if addresses[position] in table.shown
            ]
            found += _grouped([cell for cell in cells if cell], name, table, answers)
    return tuple(found)


def with_shown(
    texts: Mapping[str, TextColumn], found: Sequence[ShownOtherwise]
) -> dict[str, TextColumn]:
    """The texts as they are shown, where somebody answered that they are meant so."""
    changed: dict[str, TextColumn] = {}
    for each in found:
        if not each.taken:
            continue
        kinds = f"{each.name}_kind"
        new = {
            p: _as_typed(texts, kinds, p, text)
            for p, text in zip(each.positions, each.shown, strict=True)
        }
        changed[each.name] = changed.get(each.name, texts[each.name]).replaced(new)
        as_text = dict.fromkeys(each.positions, str(CellKind.TEXT))
        changed[kinds] = changed.get(kinds, texts[kinds]).replaced(as_text)
    return changed


def _as_typed(texts: Mapping[str, TextColumn], kinds: str, position: int, shown: str) -> str:
    """A share that a mapping made a percentage of is shown without a sign: ".56" for 56%."""
    if texts[kinds][position] != CellKind.PERCENT or "%" in shown:
        return shown
    read = read_figure(shown, CellKind.TEXT, NUMERATOR_OR_DENOMINATOR)
    return shown if np.isnan(read.value) else f"{plainly(read.value * 100)}%"


def _compared(
    position: int,
    name: str,
    address: str,
    table: TableFound,
    texts: Mapping[str, TextColumn],
    columns: Mapping[str, FigureColumn],
    measure: Callable[[int], Measure | None],
) -> _Cell | None:
    """What differs in one cell; None where nothing does, or it holds no figure."""
    column, of = columns[name], measure(position)
    text = texts[name][position]
    if not text or column.failed[position] or of is None:
        return None
    shown = table.shown[address].strip()
    stored = FigureRead(value=float(column.figures[position]), marker=str(column.markers[position]))
    as_typed = _as_typed(texts, f"{name}_kind", position, shown)
    in_unit = outturn_in(of.unit, of.unit_label)
    expected = in_unit if name == "outturn" else NUMERATOR_OR_DENOMINATOR
    read = read_figure(as_typed, CellKind.TEXT, expected)
    decimals = of.decimals if name == "outturn" else 0
    if read.problem is not None and _says_the_same(
        as_typed, stored, of, expected_decimals=decimals
    ):
        return None
    difference = _difference(shown, read, stored, decimals)
    if difference is None:
        return None
    return _Cell(
        position=position,
        letters=letters_in(address),
        text=text,
        shown=shown,
        difference=difference,
        readable=bool(shown) and read.problem is None,
    )


def _difference(
    shown: str, read: FigureRead, stored: FigureRead, decimals: int
) -> Difference | None:
    if not shown:
        return Difference.HIDDEN
    if shown in _NOUGHT and stored.value == 0:
        return None
    if read.problem is not None or np.isnan(read.value) or np.isnan(stored.value):
        return Difference.OTHER
    if read.marker != stored.marker:
        return Difference.OTHER
    places = _decimals_of(shown)
    as_rounded = round_figure(stored.value, places) == round_figure(read.value, places)
    if round_figure(read.value, decimals) == round_figure(stored.value, decimals):
        return None
    if as_rounded:
        return None if places >= decimals else Difference.ROUNDED
    return Difference.OTHER


def _decimals_of(shown: str) -> int:
    fraction = re.search(r"\.([0-9]+)", shown)
    return len(fraction[1]) if fraction else 0


def _says_the_same(
    shown: str, stored: FigureRead, measure: Measure, *, expected_decimals: int
) -> bool:
    """Whether what is shown is the figure beside words of its own measure: "81 households"."""
    match = _NUMBER_IN_WORDS.fullmatch(shown)
    if match is None:
        return False
    own = " ".join(
        (measure.title, measure.unit_label, measure.numerator, measure.denominator)
    ).casefold()
    words = re.findall(r"\w+", f"{match['before']} {match['after']}".casefold())
    if not words or not set(words) <= set(re.findall(r"\w+", own)):
        return False
    read = read_figure(match["number"], CellKind.TEXT, outturn_in(measure.unit))
    return _difference(match["number"], read, stored, expected_decimals) is None


def _grouped(
    cells: Sequence[_Cell], name: str, table: TableFound, answers: Answers
) -> list[ShownOtherwise]:
    groups: dict[tuple[str, Difference], list[_Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.letters, cell.difference), []).append(cell)
    found = []
    for (letters, difference), of_group in groups.items():
        first = of_group[0]
        about = (
            f"{table.headers.get(name, '') or 'figures'} with fewer decimals"
            if difference is Difference.ROUNDED
            else f"{table.sheet} {letters}: {first.text} shown as {first.shown}, {len(of_group)}"
        )
        readable = all(cell.readable for cell in of_group)
        group = ShownOtherwise(
            name=name,
            difference=difference,
            positions=tuple(cell.position for cell in of_group),
            shown=tuple(cell.shown for cell in of_group),
            readable=readable,
            about=about,
        )
        found.append(
            replace(group, taken=readable and answers.to(group.question.code, about) == SHOWN)
        )
    return found
