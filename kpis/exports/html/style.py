"""The style sheet of pages that leave the building: the look of the dashboard, without its server.

Colours follow the setting of the reader's device; on paper they are those of a light page.
"""

from functools import cache
from importlib.resources import files

from kpis.charts.palette import DARK, LIGHT, style_colours
from kpis.markup.elements import Html

_SHEETS = (
    ("kpis.markup", "marks.css"),
    ("kpis.exports.html", "blocks.css"),
    ("kpis.exports.html", "tables.css"),
    ("kpis.exports.html", "print.css"),
)


@cache
def style_sheet() -> str:
    """All rules, to be kept as a file or put into a <style> element."""
    light, dark = style_colours(LIGHT), style_colours(DARK)
    pairs = "".join(f"--k-{name}:light-dark({light[name]},{dark[name]});" for name in light)
    plain = "".join(f"--k-{name}:{colour};" for name, colour in light.items())
    # A browser that does not know pairs of colours gets those of a light page.
    older = f"@supports not (color:light-dark(red,red)){{:root{{{plain}}}}}"
    rules = "".join(_read(package, name) for package, name in _SHEETS)
    return f":root{{color-scheme:light dark;{pairs}}}\n{older}\n{rules}"


@cache
def blocks_within(selector: str) -> Html:
    """The rules for blocks alone, for what stands within an element of a page that has a style
    sheet of its own, with the same colours."""
    rules = "".join(_read("kpis.exports.html", name) for name in ("blocks.css", "tables.css"))
    return Html(f"@scope ({selector}) {{{rules}}}")


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")
