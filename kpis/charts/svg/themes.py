"""The colours of a picture: those of a light page, a dark one, paper, or whatever page it is on.

A description has the colours of a light page. Each theme says what stands in their place. On paper
lines that differ in their colour alone get a dash of their own, since half of all packs are printed
in grey; shading is stronger there, for printers lose what is nearly white.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache

from kpis.charts.palette import DARK, LIGHT, Fill
from kpis.model import RATED, RagStatus
from kpis.model.record import Record

# None is what is dotted, nor the short dash of illustrative figures; each is short enough to be
# known again in the sign before a name.
_DASHES = {
    "turquoise": "8 2 1.5 2",
    "light_purple": "8 2 1.5 2 1.5 2",
    "dark_pink": "14 3",
    "orange": "1.5 4",
}
_STRONGER = {"panel": "#E4E8EC", "rule": "#C3CAD2", "text": "#000000", "quiet": "#3F4750"}


class Theme(Record):
    """What stands in place of each colour of a light page.

    colours: by #RRGGBB. dashes: of solid lines of a colour, as SVG has them. ratings: the colours
    of their marks.
    """

    colours: Mapping[str, str]
    dashes: Mapping[str, str]
    ratings: Mapping[RagStatus, Fill]

    def paint(self, colour: str) -> tuple[str, float | None]:
        """A colour of a description, and how much of it shows; None where it covers all.

        colour: "#RRGGBB", or "rgba(r,g,b,a)" as `palette.see_through` writes it.
        """
        if not colour.startswith("rgba("):
            return self.colours.get(colour.upper(), colour), None
        *parts, opacity = colour.removeprefix("rgba(").removesuffix(")").split(",")
        solid = "#" + "".join(f"{int(part):02X}" for part in parts)
        return self.colours.get(solid, solid), float(opacity)

    def dash(self, colour: str) -> str | None:
        return self.dashes.get(colour.upper())


def _rating_of_page(status: RagStatus) -> Fill:
    fill = LIGHT.rag[status]
    area, edge, letter = (
        _variable(f"{status.value}-{part}", getattr(fill, part))
        for part in ("area", "edge", "letter")
    )
    return Fill(area=area, edge=edge, letter=letter)


def _variable(name: str, colour: str) -> str:
    """A variable of the page's style sheet; the colour itself where the page has none."""
    return f"var(--k-{name},{colour})"


@cache
def _theme(kind: str) -> Theme:
    # The link's colour is the first colour of charts too: one of the two names stands for both.
    names = [each.name for each in fields(LIGHT) if each.name not in ("rag", "link")]
    light = {name: getattr(LIGHT, name) for name in names}
    match kind:
        case "dark":
            shown = {name: getattr(DARK, name) for name in names}
        case "print":
            shown = light | _STRONGER
        case "page":
            shown = {name: _variable(name.replace("_", "-"), light[name]) for name in names}
        case _:
            shown = light
    ratings = DARK.rag if kind == "dark" else LIGHT.rag
    return Theme(
        ratings={status: _rating_of_page(status) for status in RATED}
        if kind == "page"
        else ratings,
        colours={colour: shown[name] for name, colour in light.items()},
        dashes={light[name]: dash for name, dash in _DASHES.items()} if kind == "print" else {},
    )


ON_LIGHT, ON_DARK, ON_PAPER, ON_PAGE = map(_theme, ("light", "dark", "print", "page"))
