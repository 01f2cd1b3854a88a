"""The style sheet: our own rules, with the colours of `kpis.charts.palette` as variables.

Each colour is written as light-dark(…), which follows the theme the reader has chosen without
asking the server; a browser that does not know it gets the light page. Only our own class names
are used, so an update of Streamlit cannot break it.
"""

from functools import lru_cache
from importlib.resources import files

from kpis.charts.palette import DARK, LIGHT, Palette
from kpis.model import RATED, RagStatus
from kpis.ui.kit.html import Html

SHEETS = (
    *("style.css", "signals.css", "returns.css", "collection.css", "people.css"),
    *("borough.css", "plan.css"),
    "print.css",
)


@lru_cache(maxsize=1)
def style_sheet() -> Html:
    """A <style> element for `st.html`, the same on every page."""
    light, dark = _variables(LIGHT), _variables(DARK)
    pairs = "".join(f"--k-{name}:light-dark({light[name]},{dark[name]});" for name in light)
    plain = "".join(f"--k-{name}:{colour};" for name, colour in light.items())
    rules = "".join(files("kpis.ui.kit").joinpath(name).read_text("utf-8") for name in SHEETS)
    older = f"@supports not (color:light-dark(red,red)){{:root{{{plain}}}}}"
    return Html(f"<style>:root{{{pairs}}}{older}{rules}</style>")


def _variables(colours: Palette) -> dict[str, str]:
    plain = {
        name: getattr(colours, name)
        for name in ("page", "panel", "text", "quiet", "rule", "outline", "link")
    }
    for status in RATED:
        fill = colours.rag[status]
        plain |= {
            f"{status.value}-area": fill.area,
            f"{status.value}-edge": fill.edge,
            f"{status.value}-letter": fill.letter,
        }
    plain["better"] = colours.rag[RagStatus.GREEN].edge
    plain["worse"] = colours.rag[RagStatus.RED].edge
    return plain
