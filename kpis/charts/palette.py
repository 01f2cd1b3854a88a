"""Every colour of the dashboard, for a light and a dark page, in one place.

Charts use the UK Government Analysis Function's categorical palette in its own order; for a dark
page those of its colours that would vanish are lightened. RAG fills go from pale to strong as
things get worse (on a dark page from dark to bright), so the order survives a black and white
printer and every kind of colour blindness; a shape and a letter say the same again.

Style sheets turn these into variables (`style_colours`) and .streamlit/config.toml repeats the
page's own colours; tests hold all three together and measure the contrast (WCAG 2.2: 4.5 for text,
3 for marks and lines).

Source: Government Analysis Function, "Data visualisation: colours in charts".
"""

from dataclasses import dataclass, fields

from kpis.model import RATED, RagStatus


def see_through(colour: str, opacity: float) -> str:
    """A colour written #RRGGBB, with what lies beneath it showing."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


@dataclass(frozen=True, slots=True)
class Fill:
    """A RAG mark: its area, its outline and the letter on it."""

    area: str
    edge: str
    letter: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours for one kind of page, as #RRGGBB."""

    page: str
    panel: str  # tiles, table heads, the row a reader points at
    text: str
    quiet: str  # second-rank text; still AA on page and panel
    rule: str  # hairlines; never carries meaning
    outline: str  # borders that do: fields, marks without a rating
    link: str
    dark_blue: str
    turquoise: str
    dark_pink: str
    orange: str
    dark_grey: str
    light_purple: str
    concern: str  # orange and purple for marks that also stand on a panel, as on a shaded band
    news: str
    rag: dict[RagStatus, Fill]

    @property
    def series(self) -> tuple[str, ...]:
        """Categorical colours in the order charts use them."""
        return (
            self.dark_blue,
            self.turquoise,
            self.dark_pink,
            self.orange,
            self.dark_grey,
            self.light_purple,
        )


LIGHT = Palette(
    page="#FFFFFF",
    panel="#F1F3F5",
    text="#1A1E23",
    quiet="#525B66",
    rule="#D5DAE0",
    outline="#6B7580",
    link="#12436D",
    dark_blue="#12436D",
    turquoise="#28A197",
    dark_pink="#801650",
    orange="#F46A25",
    dark_grey="#3D3D3D",
    light_purple="#A285D1",
    concern="#C9510C",
    news="#8560BD",
    rag={
        RagStatus.GREEN: Fill(area="#BFE3CB", edge="#14532D", letter="#0F3D22"),
        RagStatus.AMBER: Fill(area="#E9941F", edge="#7A4300", letter="#2B1700"),
        RagStatus.RED: Fill(area="#A3142B", edge="#A3142B", letter="#FFFFFF"),
    },
)

DARK = Palette(
    page="#12171D",
    panel="#1D242D",
    text="#E9EDF1",
    quiet="#AEB8C3",
    rule="#38424E",
    outline="#8A96A3",
    link="#8FBFEE",
    dark_blue="#8FBFEE",
    turquoise="#2FB5AA",
    dark_pink="#E58BB5",
    orange="#F46A25",
    dark_grey="#C9CED4",
    light_purple="#A285D1",
    concern="#F46A25",
    news="#A285D1",
    rag={
        RagStatus.GREEN: Fill(area="#17432C", edge="#7FD6A4", letter="#D8F5E4"),
        RagStatus.AMBER: Fill(area="#B06E0B", edge="#F0B45A", letter="#140C00"),
        RagStatus.RED: Fill(area="#FF8593", edge="#FF8593", letter="#2A0008"),
    },
)


def palette(*, dark: bool) -> Palette:
    return DARK if dark else LIGHT


def style_colours(colours: Palette) -> dict[str, str]:
    """Name → #RRGGBB: "quiet", "dark-blue", "green-area"; a style sheet sets --k- before each.

    better, worse: of directions, the edges of what is green and red. Pictures of charts that follow
    the page they are on use the same names (`kpis.charts.svg.themes`).
    """
    plain = {
        each.name.replace("_", "-"): getattr(colours, each.name)
        for each in fields(colours)
        if each.name != "rag"
    }
    rated = {
        f"{status.value}-{part}": getattr(colours.rag[status], part)
        for status in RATED
        for part in ("area", "edge", "letter")
    }
    directions = {
        "better": colours.rag[RagStatus.GREEN].edge,
        "worse": colours.rag[RagStatus.RED].edge,
    }
    return plain | rated | directions
