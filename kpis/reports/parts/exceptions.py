"""What is off track and what changed its colour, each with why, what is done, and by whom."""

from kpis.analysis.report.illustrative import BesideTarget
from kpis.analysis.report.latest_figure import latest_of, row_of_latest
from kpis.analysis.report.worst_first import worst_first
from kpis.frames import ActivityPerformanceRow, InsightsRow, PerformanceRow, RatingChangeRow
from kpis.model import Provenance, RagStatus
from kpis.narrative import verdict
from kpis.narrative.activities import STATE_WORDS, activity_urgency, day, state_of
from kpis.narrative.off_track import changed_facts, off_track_facts
from kpis.narrative.year_end import year_end_words
from kpis.reports.blocks import Entries, Entry, Mark
from kpis.reports.parts import keys
from kpis.reports.parts.cells import latest_mark
from kpis.reports.quarter import QuarterReport
from kpis.words.figures import is_known
from kpis.words.lists import listed
from kpis.words.report.shown import NONE
from kpis.words.statuses import STATUS_WORDS

NO_COMMENTARY = "No commentary was returned with this figure."
_MOST_ACTIVITIES = 2
_ENDED = ("completed", "stopped")


def off_track(report: QuarterReport) -> Entries:
    """Every measure whose latest rating is red, the furthest from its target first."""
    red = [row for row in worst_first(report.rows) if row.latest_rag == RagStatus.RED]
    by_id = {row.measure_id: row for row in report.rows}
    return Entries(
        items=tuple(_off_track(report, by_id[row.measure_id]) for row in red),
        nothing=f"No measure is red at {report.quarter.label}.",
    )


def changed_colour(report: QuarterReport, movement: str) -> Entries:
    """What is rated otherwise than when it was last measured. movement: "worse" or "better"."""
    moved = [row for row in report.moved if row.moved == movement]
    return Entries(
        items=tuple(_changed(row) for row in moved),
        nothing=f"No measure is rated {movement} than before.",
    )


def _off_track(report: QuarterReport, row: InsightsRow) -> Entry:
    reported = row_of_latest(row, report.past[row.measure_id])
    told = [("", "" if row.carried_forward else verdict(row))]
    if words := year_end_words(row):
        told.append(("Year-end target", words))
    told.append(("The service says", reported.commentary or NO_COMMENTARY))
    told.append((f"Being done under outcome {row.outcome}", _being_done(report, row.outcome)))
    told.append(("Who answers for it", who_answers(report, row)))
    return Entry(
        title=row.title,
        code=row.code,
        to=keys.of_measure(row.measure_id),
        marks=(latest_mark(row),),
        facts=f"{off_track_facts(row)}{_illustrative(latest_of(row))}",
        told=tuple((label, text) for label, text in told if text),
    )


def _changed(row: RatingChangeRow) -> Entry:
    before, now = RagStatus(row.rag_before), RagStatus(row.rag)
    explained = row.rag == RagStatus.RED  # its commentary stands with what is off track
    said = row.commentary if not explained else ""
    return Entry(
        title=row.title,
        code=row.code,
        to=keys.of_measure(row.measure_id),
        marks=(
            Mark(status=before, said=f"{STATUS_WORDS[before]} before"),
            Mark(status=now, said=f"{STATUS_WORDS[now]} now"),
        ),
        facts=f"{changed_facts(row)}{_illustrative(row)}",
        told=(("The service says", said),) if said else (),
    )


def who_answers(report: QuarterReport, row: PerformanceRow) -> str:
    """The measure's owner, directorate and the director of its outcome; "" where none is named."""
    measure = report.plan.measures_by_id[row.measure_id]
    directors = [each.director for each in report.plan.outcomes if each.number == row.outcome]
    return listed(list(dict.fromkeys(filter(None, (measure.owner, *directors)))))


def _being_done(report: QuarterReport, outcome: int) -> str:
    """What of the outcome's activities is not done yet, the most urgent first, with its date."""
    own = [
        each
        for each in report.activities
        if each.outcome == outcome and each.status and each.status not in _ENDED
    ]
    own.sort(key=activity_urgency)
    told = [_activity(each) for each in own[:_MOST_ACTIVITIES]]
    further = len(own) - len(told)
    told += [f"{further} more"] if further else []
    return "; ".join(told) + "." if told else ""


def _activity(row: ActivityPerformanceRow) -> str:
    due = day(row.due_on)
    when = f", due {due}" if due != NONE else ""
    made_up = ", illustrative" if row.provenance == Provenance.ILLUSTRATIVE else ""
    return f"{row.activity_code} {row.title} ({STATE_WORDS[state_of(row)].lower()}{when}{made_up})"


def _illustrative(row: BesideTarget) -> str:
    """ " Illustrative figure and target."; "" where neither is."""
    made_up = {
        "figure": row.provenance == Provenance.ILLUSTRATIVE,
        "target": row.target_illustrative and is_known(row.target),
    }
    told = [what for what, is_so in made_up.items() if is_so]
    return f" Illustrative {' and '.join(told)}." if told else ""
