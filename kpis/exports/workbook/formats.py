"""The looks of cells: few, sans serif, black on white but for ratings."""

from typing import Any

from kpis.charts.palette import LIGHT
from kpis.exports.workbook.sheets import Place
from kpis.model import RagStatus

FONT = {"font_name": "Arial", "font_size": 11}
TITLE = {"bold": True, "font_size": 16}
HEADER = {"bold": True, "text_wrap": True, "valign": "bottom"}
TEXT = {"text_wrap": True, "valign": "top"}
LINK = {"underline": True, "font_color": LIGHT.link, "valign": "top"}
_Look = tuple[str, str, bool]


class Formats:
    """Formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[_Look, Any] = {}
        self.title = workbook.add_format(FONT | TITLE)
        self.header = workbook.add_format(FONT | HEADER)
        self.figure_header = workbook.add_format(FONT | HEADER | {"align": "right", "indent": 1})
        self.text = workbook.add_format(FONT | TEXT)
        self.link = workbook.add_format(FONT | LINK)

    def of(self, place: Place) -> Any:
        """Of a cell with a figure or a rating; of any other the plain one."""
        if place.to:
            return self.link
        if not place.format and place.status is None:
            return self.text
        look = (place.format, place.status.value if place.status else "", bool(place.to))
        if look not in self._made:
            self._made[look] = self._workbook.add_format(FONT | TEXT | _rest(place))
        return self._made[look]


def _rest(place: Place) -> dict[str, object]:
    if place.status is None:
        return {"num_format": place.format, "align": "right", "indent": 1}
    fill = LIGHT.rag[RagStatus(place.status)]
    return {"bg_color": fill.area, "font_color": fill.letter, "bold": True}
