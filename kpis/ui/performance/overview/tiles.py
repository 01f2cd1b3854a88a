"""The headline: how many measures are green, amber, red and unrated, and how that moved."""

from kpis.analysis.report.tally import Tally
from kpis.model import RATED, Plan, RagRule, RagStatus
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.marks import mark
from kpis.ui.kit.tile import in_a_row, tile
from kpis.ui.state.report import Comparison
from kpis.words.lists import counted, listed
from kpis.words.statuses import STATUS_WORDS, UNRATED, rating_meanings


def headline_sentence(plan: Plan, now: Tally, quarter_label: str) -> str:
    """The answer to "how are we doing?" in words."""
    rated, everything = now.rated, now.measures_and_parts
    if not everything:
        return "There are no measures here."
    if not rated:
        subject = "The one measure here cannot" if everything == 1 else f"None of {everything} can"
        return f"{subject} be rated for {quarter_label}: {unrated_words(now)}."
    if rated == 1:
        status = next(status for status in RATED if now[status])
        words = f"{STATUS_WORDS[status].lower()}: {rating_meanings(plan)[status]}"
        return f"The one measure rated for {quarter_label} is {words}."
    green, amber, red = (now[status] or "none" for status in RATED)
    if plan.rag_rule is RagRule.TOLERANCE:
        missed = f"{amber} came within {plan.tolerance_percent:g}% of it and {red} did not"
    else:
        missed = f"{amber} met only the minimum expectation and {red} fell short of it"
    return f"Of {rated} measures rated for {quarter_label}, {green} met the target, {missed}."


def unrated_words(now: Tally) -> str:
    """ "29 not due, 4 data only and 2 late"; "" when everything is rated."""
    return listed(
        [f"{now[status]} {STATUS_WORDS[status].lower()}" for status in UNRATED if now[status]]
    )


def comparison_sentence(compared: Comparison) -> str:
    """What the changes in the tiles compare, and the bare counts of the quarter before."""
    rated = compared.then.rated
    if not rated:
        return f"Nothing was rated in {compared.label}, so there is no change to show."
    counts = listed([f"{compared.then[status]} {STATUS_WORDS[status].lower()}" for status in RATED])
    whole = f"{compared.label}: {counted(rated, 'measure')} rated, {counts}."
    if not compared.shared:
        return f"{whole} None of them is rated in both quarters."
    return (
        f"Changes are among the {counted(compared.shared, 'measure')} rated in both quarters, "
        f"because yearly figures and surveys are due in some quarters only. {whole}"
    )


def tiles(plan: Plan, now: Tally, compared: Comparison | None) -> Html:
    """Four tiles side by side. compared: None when there is no quarter before."""
    meanings = rating_meanings(plan)
    rated = [_of_status(status, meanings[status], now[status], compared) for status in RATED]
    unrated = sum(now[status] for status in UNRATED)
    why = unrated_words(now) or "every measure is rated"
    return in_a_row([*rated, tile(unrated, "Not rated", why, None)])


def _of_status(status: RagStatus, meaning: str, count: int, compared: Comparison | None) -> Html:
    change = None
    if compared is not None and compared.shared:
        difference = compared.same_now[status] - compared.same_then[status]
        change = element("span", _change(difference, compared.label), class_="k-tile-change")
    return tile(count, STATUS_WORDS[status], meaning, mark(status, spoken=False), change)


def _change(difference: int, before_label: str) -> str:
    if difference == 0:
        return f"no change since {before_label}"
    more = "more" if difference > 0 else "fewer"
    return f"{abs(difference)} {more} since {before_label}"
