"""Small documents made by hand, quick to import for a program that makes one of them alone."""

from kpis.reports.blocks import Cell, Column, Document, Row, Section, Table

HOSTILE = "#let x = 1 <b> [c] &amp; $y$ *z* _u_ `v` @w =1+1 \\n https://a.example"


def small(*blocks, title="Report", sections=(), **more) -> Document:
    """A document of one section, or of these."""
    return Document(
        title=title,
        subtitle="Northmere, Plan",
        about=(("Council", "Northmere"),),
        sections=sections or (Section(title="How", key="how", blocks=blocks),),
        running="Northmere",
        publisher="Northmere",
        **more,
    )


def hostile_table() -> Table:
    return Table(
        name="t",
        caption=HOSTILE,
        columns=(Column(title=HOSTILE), Column(title="Figure", is_figure=True)),
        rows=(
            Row(cells=(Cell(text=HOSTILE, note=HOSTILE), Cell(text="1.5", value=1.5))),
            Row(cells=(Cell(text=HOSTILE),), is_group=True),
        ),
    )
