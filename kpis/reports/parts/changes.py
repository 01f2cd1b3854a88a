"""What changed since the report before: figures corrected, aims, definitions, what came or went."""

from kpis.analysis.report.plan_changes import AimChange, TermChange
from kpis.frames import DIFFERENCES, DifferenceRow
from kpis.model import Plan
from kpis.periods import period_of_id
from kpis.reports.blocks import Block, Cell, Column, Paragraph, Row, Table, Tone
from kpis.reports.parts.cells import named
from kpis.reports.quarter import QuarterReport, SinceLast
from kpis.words.days import uk_day
from kpis.words.lists import counted
from kpis.words.report.shown import both_shown, place_of
from kpis.words.statuses import STATUS_WORDS

MOST = 60  # rows of a table; a further one says how many more there are
NO_EARLIER = "No earlier report was published, so there is none to compare this one with."
NOTHING = "Nothing that was in the report before is shown otherwise in this one."


def changes(report: QuarterReport) -> tuple[Block, ...]:
    """Tables of what is not as it was in the report before; a sentence where nothing is."""
    since = report.since
    if since is None:
        return (Paragraph(text=NO_EARLIER),)
    ids = {row.measure_id for row in report.rows}
    tables: list[Block] = [
        each
        for each in (
            _figures(report.plan, since, ids),
            _ratings(report.plan, since, ids),
            _aims(since, ids),
            _terms(since, ids),
        )
        if each is not None
    ]
    told = since.release
    against = (
        f"Compared with release {told.number} of {period_of_id(told.quarter_id).label}, published "
        f"on {uk_day(told.published_at)}. Figures of newer periods are not listed: they are new."
    )
    return (
        Paragraph(text=against, tone=Tone.QUIET),
        *_own_reason(report),
        *(tables or (Paragraph(text=NOTHING),)),
        *_no_plan(since),
    )


def _own_reason(report: QuarterReport) -> tuple[Paragraph, ...]:
    """Why a correction was made, in the words it gave to readers."""
    reason = report.release.reason if report.release else ""
    return (Paragraph(text=reason, tone=Tone.NOTE, lead="Corrected:"),) if reason else ()


def _no_plan(since: SinceLast) -> tuple[Paragraph, ...]:
    if since.changes.plans_known:
        return ()
    words = "The earlier report did not keep its plan, so targets and definitions are not compared."
    return (Paragraph(text=words, tone=Tone.QUIET),)


def _figures(plan: Plan, since: SinceLast, ids: set[str]) -> Table | None:
    """Figures that were there before and are not the same now."""
    rows = [
        row
        for row in DIFFERENCES.rows(since.changes.figures)
        if row.measure_id in ids and (row.before == row.before or row.before_marker)
    ]
    lines = [
        (_where(plan, row), *both_shown(row, plan.measures_by_id[row.measure_id])) for row in rows
    ]
    what = counted(len(rows), "figure")
    return _table("corrected_figures", f"{what} corrected or taken back.", "Figure", lines)


def _where(plan: Plan, row: DifferenceRow) -> str:
    return f"{named(plan.measures_by_id[row.measure_id])}, {place_of(row, plan)}"


def _ratings(plan: Plan, since: SinceLast, ids: set[str]) -> Table | None:
    rows = [each for each in since.changes.ratings if each.measure_id in ids]
    lines = [
        (
            f"{named(plan.measures_by_id[each.measure_id])}, {period_of_id(each.period_id).label}",
            STATUS_WORDS[each.before],
            STATUS_WORDS[each.after],
        )
        for each in rows
    ]
    caption = f"{counted(len(rows), 'past rating')} changed with a figure, an aim or a rule."
    return _table("changed_ratings", caption, "Rating", lines)


def _aims(since: SinceLast, ids: set[str]) -> Table | None:
    rows = [each for each in since.changes.aims if each.measure_id in ids]
    lines = [(f"{_titled(each)}, {each.year}", each.before, each.after) for each in rows]
    caption = f"{counted(len(rows), 'change')} of targets and minimum expectations."
    return _table("changed_aims", caption, "Aim", lines)


def _terms(since: SinceLast, ids: set[str]) -> Table | None:
    rows = [each for each in since.changes.terms if not each.measure_id or each.measure_id in ids]
    lines = [(f"{_titled(each)}: {each.what}", each.before, each.after) for each in rows]
    caption = f"{counted(len(rows), 'change')} of measures, definitions and rules."
    return _table("changed_terms", caption, "What", lines)


def _titled(change: AimChange | TermChange) -> str:
    return f"{change.code} {change.title}".strip()


def _table(name: str, caption: str, what: str, lines: list[tuple[str, str, str]]) -> Table | None:
    if not lines:
        return None
    rows = [Row(cells=tuple(Cell(text=text) for text in line)) for line in lines[:MOST]]
    if more := len(lines) - MOST if len(lines) > MOST else 0:
        rows.append(
            Row(cells=(Cell(text=f"{more} more, listed with the release."), Cell(), Cell()))
        )
    return Table(
        name=name,
        caption=caption,
        columns=(Column(title=what), Column(title="Before"), Column(title="Now")),
        rows=tuple(rows),
    )
