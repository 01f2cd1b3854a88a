"""How are we doing: the answer in a sentence, the counts now and at the year's end, what moved."""

from collections.abc import Sequence

from kpis.analysis.report.illustrative import how_much_illustrative
from kpis.analysis.report.latest_figure import latest_of
from kpis.frames import InsightsRow
from kpis.model import RagStatus
from kpis.narrative import ClaimKind, outcome_sentences
from kpis.narrative.position import counts_of, headline_sentence, reported_sentence
from kpis.narrative.year_end import year_end
from kpis.reports.blocks import Block, Mark, Paragraph, Tile, Tiles, Tone
from kpis.reports.quarter import QuarterReport
from kpis.words.illustrative import MADE_UP, illustrative_words

_BEYOND_COUNTS = (ClaimKind.DIRECTIONS, ClaimKind.SIGNALS)


def headline(report: QuarterReport) -> tuple[Block, ...]:
    """The first thing to read. What is illustrative is said before any figure."""
    now, label = report.position, report.quarter.label
    reported = reported_sentence(now, label)
    said = [claim.text for claim in outcome_sentences(report.rows) if claim.kind in _BEYOND_COUNTS]
    return (
        *illustrative_note(report.rows),
        Paragraph(text=headline_sentence(report.plan, now), tone=Tone.LEAD),
        now_tiles(report),
        year_end_tiles(report),
        *([Paragraph(text=reported, tone=Tone.QUIET)] if reported else []),
        *([Paragraph(text=" ".join(said))] if said else []),
    )


def illustrative_note(rows: Sequence[InsightsRow]) -> tuple[Paragraph, ...]:
    """How much of what is shown is made up; () where nothing is."""
    words = _made_up(rows, "shown here")
    if not words:
        return ()
    return (Paragraph(text=f"{words}, {MADE_UP}.", tone=Tone.NOTE, lead="Illustrative."),)


def with_illustrative(summary: str, rows: Sequence[InsightsRow]) -> str:
    """A sentence that is read without the page it is of, with how much in it is made up."""
    words = _made_up(rows)
    return f"{summary} {words}." if words else summary


def _made_up(rows: Sequence[InsightsRow], where: str = "") -> str:
    """ "All targets and 19 of the 26 figures are illustrative"; "" where nothing is."""
    much = how_much_illustrative(latest_of(row) for row in rows if row.rag != RagStatus.SEE_PARTS)
    words = illustrative_words(much.shares, where)
    return f"{words[:1].upper()}{words[1:]}"


def now_tiles(report: QuarterReport) -> Tiles:
    """How many are green, amber, red and not rated, each beside the quarter before."""
    before_label = report.quarter.shift(-1).label
    counts = counts_of(report.plan, report.position, report.position_before, before_label)
    return Tiles(
        title=f"Now, by the latest figure of each at {report.quarter.label}",
        tiles=tuple(
            Tile(
                number=each.number,
                name=each.name,
                meaning=each.meaning,
                change=each.change,
                mark=Mark(status=each.status) if each.status else None,
            )
            for each in counts
        ),
    )


def year_end_tiles(report: QuarterReport) -> Tiles:
    """How many year-end targets are likely to be met, each count beside the quarter before.

    What is foreseen is a chance, never a colour.
    """
    label = report.quarter.shift(-1).label
    now, before = (_by_chance(rows) for rows in (report.rows, report.before))
    meanings = {
        "Likely to be met": "a chance of 55% or more",
        "In the balance": "a chance of about 40% to 50%",
        "Unlikely to be met": "a chance of 35% or less",
        "Not foreseen": "the year is over, nothing is asked, or there are too few figures",
    }
    return Tiles(
        title="Year-end targets, as past figures let expect",
        tiles=tuple(
            Tile(
                number=now[name],
                name=name,
                meaning=meaning,
                change=f"{before[name]} at {label}" if report.before else "",
            )
            for name, meaning in meanings.items()
        ),
    )


def _by_chance(rows: Sequence[InsightsRow]) -> dict[str, int]:
    counted = [row for row in rows if row.rag != RagStatus.SEE_PARTS]
    found = year_end(counted)
    return {
        "Likely to be met": len(found.likely),
        "In the balance": len(found.open),
        "Unlikely to be met": len(found.unlikely),
        "Not foreseen": len(counted) - found.foreseen,
    }
