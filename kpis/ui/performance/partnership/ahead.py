"""Which year-end targets of a group are likely to be met, and which are not."""

from collections.abc import Sequence

from kpis.frames import InsightsRow
from kpis.narrative.year_end import year_end, year_end_sentence
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Html, element
from kpis.words.chances import percent


def outlook_list(rows: Sequence[InsightsRow], quarter_id: str) -> Html | None:
    """A sentence, and the measures by name; None where nothing is foreseen. rows: of INSIGHTS."""
    words = year_end_sentence(rows)
    if not words:
        return None
    found = year_end(rows)
    lines = [
        element("p", element("strong", f"{title}: "), _named(group, quarter_id), class_="k-line")
        for title, group in (
            ("Unlikely", found.unlikely),
            ("In the balance", found.open),
            ("Likely", found.likely),
        )
        if group
    ]
    return element("div", element("p", words), *lines)


def _named(group: Sequence[InsightsRow], quarter_id: str) -> list[Html]:
    return [
        element(
            "span",
            "; " if number else "",
            link(measure_address(row.measure_id, quarter_id), row.short_title or row.title),
            f" ({percent(row.chance_target)})",
        )
        for number, row in enumerate(sorted(group, key=lambda row: row.chance_target))
    ]
