"""Tables with every role written out.

On a narrow screen the style sheet sets rows as cards, and browsers forget that something is a
table when its display changes, unless its roles are written. So all our tables are made here.
"""

from kpis.markup.elements import Child, Html, element


def table(caption: Child, head: Child, *bodies: Child, class_: str = "") -> Html:
    """A table with its caption. head: rows; bodies: each the rows of one row group."""
    return element(
        "table",
        element("caption", caption),
        element("thead", head, role="rowgroup"),
        [element("tbody", rows, role="rowgroup") for rows in bodies],
        class_=f"k-table {class_}".strip(),
        role="table",
    )


def row(*cells: Child, class_: str | None = None) -> Html:
    return element("tr", *cells, class_=class_, role="row")


def column(*children: Child, class_: str | None = None, rows: int = 1, columns: int = 1) -> Html:
    """The header of one column, or of a group of several."""
    return element(
        "th",
        *children,
        scope="col" if columns == 1 else "colgroup",
        class_=class_,
        rowspan=rows if rows > 1 else None,
        colspan=columns if columns > 1 else None,
        role="columnheader",
    )


def row_header(*children: Child, class_: str | None = None) -> Html:
    return element("th", *children, scope="row", class_=class_, role="rowheader")


def group_header(*children: Child, columns: int) -> Html:
    """A row that names the rows beneath it, across all columns."""
    title = element("th", *children, scope="rowgroup", colspan=columns, role="rowheader")
    return row(title, class_="k-group")


def cell(
    *children: Child, class_: str | None = None, columns: int = 1, label: str | None = None
) -> Html:
    """label: its column's name, shown before it where rows become cards."""
    return element(
        "td",
        *children,
        class_=class_,
        colspan=columns if columns > 1 else None,
        data_label=label,
        role="cell",
    )


def scrolling(content: Html, label: str) -> Html:
    """A wide table that scrolls sideways by itself, also by keyboard."""
    return element("div", content, class_="k-scroll", role="region", tabindex=0, aria_label=label)
