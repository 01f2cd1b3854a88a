"""What changed colour, and what is off track, each with the service's own explanation."""

from collections.abc import Mapping, Sequence

from kpis.analysis.report.latest_figure import latest_of, row_of_latest
from kpis.frames import PerformanceRow, RatingChangeRow
from kpis.model import RagStatus
from kpis.narrative.off_track import changed_facts, off_track_facts
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.figure_text import commentary, provenance_note
from kpis.ui.kit.html import Html, element, join
from kpis.ui.kit.latest import latest_mark
from kpis.ui.kit.marks import hidden, mark
from kpis.words.statuses import STATUS_WORDS


def changed_colour(moved: Sequence[RatingChangeRow], movement: str, quarter_id: str) -> Html | None:
    """The measures that moved one way. moved: rows as `rating_changes` gives them.

    movement: "better" or "worse". quarter_id: named in the links, "" to leave it out.
    None when nothing moved that way.
    """
    items = [_change(row, quarter_id) for row in moved if row.moved == movement]
    return element("ul", items, class_="k-items") if items else None


def off_track(
    rows: Sequence[PerformanceRow],
    history: Mapping[str, Sequence[PerformanceRow]],
    quarter_id: str,
    *,
    verdicts: Mapping[str, str] | None = None,
) -> Html | None:
    """The red list: what was reported red in the quarter, then what stood red when last measured.

    rows: of one quarter's report; history: the rows of each measure up to it, by measure id, which
    hold what was written of a figure in its own quarter. verdicts: on those that are red, by
    measure id. None when nothing is red.
    """
    said = verdicts or {}
    red = [row for row in rows if row.latest_rag == RagStatus.RED]
    red.sort(key=lambda row: row.carried_forward)
    items = [
        _off_track(row, history.get(row.measure_id, ()), said.get(row.measure_id, ""), quarter_id)
        for row in red
    ]
    return element("ul", items, class_="k-items k-in-two") if items else None


def _change(row: RatingChangeRow, quarter_id: str) -> Html:
    before = STATUS_WORDS[RagStatus(row.rag_before)]
    now = STATUS_WORDS[RagStatus(row.rag)]
    marks = join(
        mark(row.rag_before, spoken=False),
        element("span", "→", aria_hidden="true"),
        mark(row.rag, spoken=False),
        hidden(f"{before} before, {now} now:"),
    )
    explained = row.rag == RagStatus.RED  # its commentary stands in the red list already
    words = None if explained else commentary(row)
    return _item(row, marks, changed_facts(row), quarter_id, words, provenance_note(row))


def _off_track(
    row: PerformanceRow, past: Sequence[PerformanceRow], verdict: str, quarter_id: str
) -> Html:
    # Of an earlier quarter's figure the facts say already that it was red when last measured.
    is_told = bool(verdict) and not row.carried_forward
    said = element("p", verdict, class_="k-verdict") if is_told else None
    words = join(said, commentary(row_of_latest(row, past)))
    source = provenance_note(latest_of(row))
    return _item(row, latest_mark(row), off_track_facts(row), quarter_id, words, source)


def _item(
    row: PerformanceRow,
    marks: Html,
    facts: str,
    quarter_id: str,
    words: Html | None,
    source: Html | None,
) -> Html:
    head = element(
        "div",
        element("span", row.code, class_="k-code"),
        link(measure_address(row.measure_id, quarter_id), row.short_title or row.title),
        class_="k-item-title",
    )
    body = element("div", head, element("div", facts, " ", source, class_="k-item-facts"), words)
    return element("li", element("span", marks, class_="k-item-marks"), body, class_="k-item")
