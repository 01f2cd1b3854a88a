"""The style sheet: our own rules, with the colours of `kpis.charts.palette` as variables.

Each colour is written as light-dark(…), which follows the theme the reader has chosen without
asking the server; a browser that does not know it gets the light page. Only our own class names
are used, so an update of Streamlit cannot break it.
"""

from functools import lru_cache
from importlib.resources import files

from kpis.charts.palette import DARK, LIGHT, style_colours
from kpis.ui.kit.html import Html

SHEETS = (
    *("style.css", "signals.css", "returns.css", "collection.css", "people.css"),
    *("borough.css", "plan.css"),
    "print.css",
)


@lru_cache(maxsize=1)
def style_sheet() -> Html:
    """A <style> element for `st.html`, the same on every page."""
    light, dark = style_colours(LIGHT), style_colours(DARK)
    pairs = "".join(f"--k-{name}:light-dark({light[name]},{dark[name]});" for name in light)
    plain = "".join(f"--k-{name}:{colour};" for name, colour in light.items())
    rules = "".join(files("kpis.ui.kit").joinpath(name).read_text("utf-8") for name in SHEETS)
    rules = files("kpis.markup").joinpath("marks.css").read_text("utf-8") + rules
    older = f"@supports not (color:light-dark(red,red)){{:root{{{plain}}}}}"
    return Html(f"<style>:root{{{pairs}}}{older}{rules}</style>")
