"""What the council said it would do, and how that stands."""

from kpis.analysis.report.activities import RULE
from kpis.frames import ActivityPerformanceRow
from kpis.model import Provenance, RagStatus, Unit
from kpis.narrative.activities import (
    ACTIVITIES,
    COMMITMENTS,
    STATE_WORDS,
    activities_in_words,
    activity_sentence,
    activity_urgency,
    carried_sentence,
    day,
    slip,
    state_of,
)
from kpis.periods import period_of_id
from kpis.reports.blocks import Block, Cell, Column, Mark, Paragraph, Row, Table, Tone
from kpis.reports.parts import keys
from kpis.reports.parts.cells import figure_cell
from kpis.reports.quarter import QuarterReport
from kpis.words.illustrative import MADE_UP, Share, illustrative_words
from kpis.words.report.shown import NONE


def activities(report: QuarterReport) -> tuple[Block, ...]:
    """How the activities stand, and which are off track; () where the plan names none.

    All of them stand with their outcomes.
    """
    return _told(report, activity_table(report, off_track_only=True))


def every_activity(report: QuarterReport) -> tuple[Block, ...]:
    """How the activities stand, and all of them; () where the plan names none."""
    return _told(report, activity_table(report))


def _told(report: QuarterReport, table: Table) -> tuple[Block, ...]:
    if not report.activities:
        return ()
    rows, label = report.activities, report.quarter.label
    return (
        *_illustrative(rows),
        Paragraph(text=activity_sentence(rows, label, ACTIVITIES), tone=Tone.LEAD),
        *_carried(rows, label, ACTIVITIES),
        table,
        Paragraph(text=RULE, tone=Tone.QUIET, lead="Ratings."),
    )


def commitments(report: QuarterReport) -> tuple[Block, ...]:
    """The same of the partnership's commitments; () where the plan names none."""
    if not report.commitments:
        return ()
    rows, label = report.commitments, report.quarter.label
    caption, returned = f"Commitments as returned for {label}.", any(row.status for row in rows)
    return (
        *_illustrative(rows),
        Paragraph(text=activity_sentence(rows, label, COMMITMENTS), tone=Tone.LEAD),
        *_carried(rows, label, COMMITMENTS),
        *([_table("commitments", caption, "Commitment", rows)] if returned else []),
    )


def activity_table(report: QuarterReport, *, off_track_only: bool = False) -> Table:
    """By outcome; what is overdue stands first.

    off_track_only: only what is overdue, delayed or at risk.
    """
    shown = [
        each
        for each in report.activities
        if not off_track_only or each.overdue or each.rag in (RagStatus.RED, RagStatus.AMBER)
    ]
    lines: list[Row] = []
    for outcome in report.plan.outcomes:
        own = [each for each in shown if each.outcome == outcome.number]
        if not own:
            continue
        title = f"{outcome.number} {outcome.title}. {activities_in_words(own)}"
        lines.append(
            Row(cells=(Cell(text=title, to=keys.of_outcome(outcome.number)),), is_group=True)
        )
        lines += [_line(each) for each in sorted(own, key=activity_urgency)]
    which = "Activities overdue, delayed or at risk," if off_track_only else "Activities"
    caption = f"{which} as returned for {report.quarter.label}, by outcome; what is overdue first."
    return Table(name="activities", caption=caption, columns=_columns("Activity"), rows=(*lines,))


def activities_of(report: QuarterReport, outcome: int) -> Table | None:
    """Those of one outcome; None where it has none."""
    own = [each for each in report.activities if each.outcome == outcome]
    caption = (
        f"Activities of outcome {outcome}, as returned for {report.quarter.label}; what is overdue "
        "stands first."
    )
    rows = tuple(sorted(own, key=activity_urgency))
    return _table(f"activities_{outcome}", caption, "Activity", rows) if rows else None


def _table(name: str, caption: str, what: str, rows: tuple[ActivityPerformanceRow, ...]) -> Table:
    return Table(
        name=name, caption=caption, columns=_columns(what), rows=tuple(_line(r) for r in rows)
    )


def _columns(what: str) -> tuple[Column, ...]:
    return (
        Column(title=what),
        Column(title="Status"),
        Column(title="Done", is_figure=True),
        Column(title="Expected"),
        Column(title="Revised"),
        Column(title="Slip"),
        Column(title="In the service’s words"),
    )


def _line(row: ActivityPerformanceRow) -> Row:
    done = row.percent_done
    return Row(
        cells=(
            Cell(text=f"{row.activity_code} {row.title}"),
            Cell(
                text=STATE_WORDS[state_of(row)],
                note=_note(row),
                mark=Mark(status=RagStatus(row.rag)) if row.rag else None,
            ),
            Cell(text=NONE)
            if done != done
            else figure_cell(done, Unit.PERCENT, 0, text=f"{done:g}%"),
            Cell(text=day(row.expected_on)),
            Cell(text=day(row.revised_on)),
            Cell(text=slip(row)),
            Cell(text=row.comment),
        )
    )


def _note(row: ActivityPerformanceRow) -> str:
    notes = [
        f"as of {period_of_id(row.told_in).label}" if row.carried else "",
        "illustrative" if row.provenance == Provenance.ILLUSTRATIVE else "",
    ]
    return ", ".join(filter(None, notes))


def _carried(
    rows: tuple[ActivityPerformanceRow, ...], label: str, kind: tuple[str, str]
) -> tuple[Paragraph, ...]:
    words = carried_sentence(rows, label, kind)
    return (Paragraph(text=words, tone=Tone.QUIET),) if words else ()


def _illustrative(rows: tuple[ActivityPerformanceRow, ...]) -> tuple[Paragraph, ...]:
    returned = [row for row in rows if row.status]
    made_up = sum(row.provenance == Provenance.ILLUSTRATIVE for row in returned)
    words = illustrative_words([Share(made_up, len(returned), "status", "statuses")], "shown here")
    if not words:
        return ()
    text = f"{words[0].upper()}{words[1:]}, {MADE_UP}."
    return (Paragraph(text=text, tone=Tone.NOTE, lead="Illustrative."),)
