"""What is said beneath a trend chart: the outlook in words, and how intervals came about."""

import pandas as pd

from kpis.charts.intervals import describe_intervals
from kpis.frames import SERIES, OutlookRow
from kpis.model import Measure
from kpis.narrative.outlook_words import outlook_method, outlook_words
from kpis.ui.kit.html import Html, element, join
from kpis.ui.performance.small_print import worked_out


def trend_notes(series: pd.DataFrame, measure: Measure, ahead: OutlookRow | None) -> Html | None:
    """Paragraphs beneath a trend; None when there is nothing to say.

    series: SERIES of the measure, the plan's own area first. ahead: its row of OUTLOOK,
    None where no outlook is asked for.
    """
    own = SERIES.rows(series[series["area"] == series["area"].iloc[0]])
    said = (
        element("p", element("strong", "Outlook. "), outlook_words(ahead, measure), class_="k-foot")
        if ahead is not None
        else None
    )
    method = worked_out(
        "the trend", describe_intervals(own), outlook_method(ahead) if ahead is not None else ""
    )
    return join(said, method) or None
