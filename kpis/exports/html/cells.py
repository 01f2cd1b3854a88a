"""What stands in one place: a mark, a figure with what is said of it, a link."""

from collections.abc import Iterable

from kpis.exports.html.setting import Setting
from kpis.markup.elements import Child, Html, element
from kpis.markup.marks import hidden
from kpis.reports.blocks import Cell, Mark
from kpis.words.statuses import STATUS_SIGNS


def mark_of(mark: Mark, *, spoken: str = "") -> Html:
    """The mark of a rating in shape, letter and colour. spoken: its words, hidden from sight, where
    none beside it says them."""
    carried = " k-mark-carried" if mark.carried else ""
    return element(
        "span",
        element("span", STATUS_SIGNS[mark.status], class_="k-mark-sign", aria_hidden="true"),
        hidden(spoken) if spoken else None,
        class_=f"k-mark k-mark-{mark.status.value}{carried}",
        title=spoken or None,
    )


def linked(content: Child, to: str, setting: Setting, class_: str = "k-link") -> Html | Child:
    """The same as a link, where its key leads somewhere."""
    address = setting.link(to) if to else None
    return element("a", content, href=address, class_=class_) if address else content


def strip(marks: Iterable[Mark], setting: Setting) -> Html:
    """Marks of several things as a list, each leading to what it is of."""
    items = [
        element("li", linked(mark_of(each, spoken=each.said), each.to, setting, "k-mark-link"))
        for each in marks
    ]
    return element("ul", items, class_="k-marks")


def cell_content(cell: Cell, setting: Setting, *, mark_alone: bool = False) -> Child:
    """mark_alone: the mark says in hidden words what the text of the cell is."""
    if mark_alone and cell.mark:
        return mark_of(cell.mark, spoken=cell.mark.said or cell.text)
    if cell.marks:
        return [strip(cell.marks, setting), element("span", cell.text, class_="k-sub")]
    text: Child = linked(cell.text, cell.to, setting) if cell.text else None
    if cell.mark:
        text = element("span", mark_of(cell.mark), element("span", text), class_="k-badge")
    elif cell.is_figure:
        text = element("span", text, class_="k-number")
    return [text, element("span", cell.note, class_="k-sub") if cell.note else None]
