"""Rows and cells of tables for pages that leave the building.

Unlike those of the dashboard (`kpis.markup.tables`) they do not write out the roles that elements
have by themselves: the Nu checker of HTML refuses that. Tests ask a browser whether a table set as
cards is a table still.
"""

from kpis.markup.elements import Child, Html, element


def table(caption: Child, head: Child, *bodies: Child, class_: str) -> Html:
    """A table in a frame that scrolls sideways, also by keyboard, where it is wider than that.

    head: rows; bodies: each the rows of one group.
    """
    made = element(
        "table",
        element("caption", caption),
        element("thead", head),
        [element("tbody", rows) for rows in bodies],
        class_=f"k-table {class_}",
    )
    label = caption if isinstance(caption, str) else None
    return element("div", made, class_="k-scroll", role="region", tabindex=0, aria_label=label)


def row(*cells: Child, class_: str | None = None) -> Html:
    return element("tr", *cells, class_=class_)


def column(title: str, *, class_: str | None = None, rows: int = 1, columns: int = 1) -> Html:
    """The header of one column, or of a group of several."""
    return element(
        "th",
        title,
        scope="col" if columns == 1 else "colgroup",
        class_=class_,
        rowspan=rows if rows > 1 else None,
        colspan=columns if columns > 1 else None,
    )


def row_header(*children: Child) -> Html:
    return element("th", *children, scope="row")


def group_header(*children: Child, columns: int) -> Html:
    """A row that names the rows beneath it, across all columns."""
    return row(element("th", *children, scope="rowgroup", colspan=columns), class_="k-group")


def cell(*children: Child, class_: str | None = None, label: str | None = None) -> Html:
    """label: its column's name, shown before it where rows become cards."""
    return element("td", *children, class_=class_, data_label=label)
