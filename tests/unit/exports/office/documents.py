"""Documents made by hand: one with a block of every kind, and one whose every text is hostile."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

from kpis.model import RagStatus, Unit
from kpis.reports.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    ChartColumn,
    Column,
    Document,
    Entries,
    Entry,
    Facts,
    Mark,
    Paragraph,
    Row,
    Section,
    Table,
    Tile,
    Tiles,
    Tone,
)
from kpis.words.figures import figure, with_marker

NAN = math.nan
_KEPT = {"key", "to", "tone", "unit", "status", "role", "description", "marker", "language"}
HOSTILE = (
    "=1+1",
    "+A1",
    "@SUM(A1)",
    "-2+3",
    "=Sheet1!A1",
    "{=1+1}",
    "https://example.org/?a=<b>&c",
    "internal:Cover!A1",
    "007",
    "#REF! <b>&amp; $x$ [link](https://example.org) {{field}}",
    "שלום עולם \u202eright to left",
    "a\x0bb\x00c\ud800_x000D_",
    "x" * 400,
    "a long title of many words that goes on " * 10,
)


def figure_cell(
    value: float, unit: Unit = Unit.PERCENT, decimals: int = 1, marker: str = "", note: str = ""
) -> Cell:
    text = with_marker(figure(value, unit, decimals), marker)
    return Cell(text=text, value=value, unit=unit, decimals=decimals, marker=marker, note=note)


def measure_section(
    code: str,
    title: str,
    *,
    unit: Unit = Unit.PERCENT,
    values: tuple[float, ...] = (61.2, NAN, 63.4, 62.5),
    said: str = "Red. Worse than a year before.",
) -> Section:
    """A measure with its facts, chart and figures. values: oldest first."""
    decimals = 1 if unit is Unit.PERCENT else 0
    periods = tuple(f"Q{1 + at % 4} {2018 + at // 4}/{19 + at // 4}" for at in range(len(values)))
    key = f"measure:{code}"
    rows = tuple(
        Row(
            cells=(
                Cell(text=period),
                Cell(text="[x]", marker="x")
                if math.isnan(value)
                else figure_cell(value, unit, decimals, "p" if value == values[-1] else ""),
                figure_cell(65, unit, decimals, note="illustrative"),
                Cell(text="Red", mark=Mark(status=RagStatus.RED)),
            )
        )
        for period, value in reversed(list(zip(periods, values, strict=True)))
    )
    blocks: list[Block] = [
        Paragraph(text=said, tone=Tone.LEAD),
        Facts(
            items=(
                ("Outturn", figure_cell(values[-1], unit, decimals, "p", "illustrative")),
                ("Target", figure_cell(65, unit, decimals, note="illustrative")),
                ("Rating", Cell(text="Red", mark=Mark(status=RagStatus.RED))),
                ("Who answers for it", Cell(text="Head of Things")),
            )
        ),
        Paragraph(text="What is said & done.", tone=Tone.QUOTE, lead="The service says:"),
        Chart(
            name=f"trend_{code}",
            title=f"{title}, {periods[0]} to {periods[-1]}",
            alt=f"{title}: it rose and fell.",
            description={},
            names=periods,
            columns=(
                ChartColumn(title="Outturn", values=values),
                ChartColumn(
                    title="Target", values=(NAN, *[65.0] * (len(values) - 1)), role="target"
                ),
                ChartColumn(title="Minimum", values=(60.0,) * len(values), role="minimum"),
                ChartColumn(title="London", values=(58.0,) * len(values), role="area"),
            ),
            unit=unit,
            decimals=decimals,
            restarts=(2,),
            illustrative=(3,),
            notes=("Break at Q3 2018/19. The question changed.",),
        ),
        Table(
            name=f"figures_{code}",
            caption=f"Figures of {code}, newest first.",
            columns=(
                Column(title="Period"),
                Column(title="Outturn", is_figure=True),
                Column(title="Target", is_figure=True),
                Column(title="Rating"),
            ),
            rows=rows,
        ),
    ]
    return Section(title=title, code=code, key=key, blocks=tuple(blocks), is_page=True)


def grid(*names: str) -> Table:
    green, red = (
        Mark(status=RagStatus.GREEN),
        Mark(status=RagStatus.RED, carried=True, said="Red, last measured 2017/18"),
    )
    lines = [
        Row(
            cells=(
                Cell(text=name, to="measure:5.1"),
                Cell(text="Green", mark=green),
                Cell(text="Red, last measured 2017/18", mark=red),
                figure_cell(1_234_567 + at, Unit.POUNDS, 0),
                figure_cell(3_100_000, Unit.POUNDS, 0, note="illustrative"),
                Cell(text="▲ Better"),
            )
        )
        for at, name in enumerate(names)
    ]
    parent = Row(cells=(Cell(text="5.9 Parent"), *[Cell()] * 4, Cell(text="rated by its parts")))
    return Table(
        name="q2",
        caption="Every measure: latest rating of each.",
        columns=(
            Column(title="Measure"),
            Column(title="Q1", is_mark=True, group="2018/19"),
            Column(title="Q1", is_mark=True, group="2019/20"),
            Column(title="Outturn", is_figure=True),
            Column(title="Target", is_figure=True),
            Column(title="Since a year before"),
        ),
        rows=(
            Row(cells=(Cell(text="5 Clean and green", to="outcome:5"),), is_group=True),
            *lines,
            parent,
        ),
    )


def sample(*, measures: tuple[Section, ...] | None = None) -> Document:
    """A small report with every kind of block."""
    measures = measures if measures is not None else (
        measure_section("5.1", "Recycling rate"),
        measure_section("5.2", "Missed bins", unit=Unit.COUNT, values=(31, 28, -4, 1200)),
    )  # fmt: skip
    red = Mark(status=RagStatus.RED)
    tiles = (
        Tile(
            number=28,
            name="Green",
            meaning="target met",
            change="2 more",
            mark=Mark(status=RagStatus.GREEN),
        ),
        Tile(number=10, name="Red", meaning="not met", mark=red),
    )
    entry = Entry(
        title="Recycling rate",
        code="5.1",
        to="measure:5.1",
        marks=(red,),
        facts="62.5% against a target of 65.0%.",
        told=(
            ("", "Red. Worse."),
            ("The service says", "We lost two lorries."),
            ("Who answers for it", "Head of Things"),
        ),
    )
    return Document(
        title="Performance report, Q2 2019/20",
        subtitle="Council, Plan",
        about=(("Council", "Council"), ("Licence", "Open"), ("Contact", "a@example.org")),
        running="Council, Plan, Q2 2019/20, release 3",
        publisher="Council",
        sections=(
            Section(
                title="How are we doing?",
                key="headline",
                blocks=(
                    Paragraph(text="All are made up.", tone=Tone.NOTE, lead="Illustrative."),
                    Paragraph(text="Of 38 measures, 28 met the target.", tone=Tone.LEAD),
                    Tiles(title="Now", tiles=tiles),
                    Tiles(title="At the year's end", tiles=tiles[:1]),
                ),
            ),
            Section(
                title="Off track",
                key="exceptions",
                blocks=(Entries(items=(entry,)),),
                sections=(
                    Section(
                        title="Now worse", blocks=(Entries(items=(), nothing="None is worse."),)
                    ),
                ),
                is_page=True,
            ),
            Section(
                title="Every measure",
                key="grid",
                blocks=(grid("5.1 Recycling rate", "5.2 Missed bins"),),
                on_side=True,
                is_page=True,
            ),
            Section(
                title="Clean and green",
                code="Outcome 5",
                key="outcome:5",
                blocks=(Paragraph(text="One of two is red.", tone=Tone.LEAD),),
                sections=measures,
                is_page=True,
            ),
            Section(
                title="How to read this report",
                key="method",
                blocks=(
                    Paragraph(text="Green: target met.", lead="Ratings."),
                    Bullets(items=("Outturn: the figure.", "[p] provisional")),
                ),
                is_page=True,
            ),
        ),
    )


def hostile() -> Document:
    """The sample with every text of it replaced, in turn, by texts that want to be more."""
    return _replaced(sample(), cycle(HOSTILE))


def _replaced(value: Any, texts: Iterator[str]) -> Any:
    """The same record with other texts; what programs read, keys and names, stays."""
    if isinstance(value, tuple):
        return tuple(_replaced(each, texts) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _replaced(getattr(value, field.name), texts)
            for field in fields(value)
            if field.name not in _KEPT
        }
        return replace(value, **changed)
    return next(texts) if type(value) is str and value else value


def figure_cells(document: Document) -> list[Cell]:
    """Every cell of tables and facts that holds a figure, in reading order."""
    found = []
    for block in document.blocks():
        if isinstance(block, Table):
            cells = [cell for row in block.rows for cell in row.cells]
        elif isinstance(block, Facts):
            cells = [cell for _, cell in block.items]
        else:
            cells = []
        found += [cell for cell in cells if cell.is_figure]
    return found
