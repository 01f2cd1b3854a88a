"""Pages of priorities, outcomes, themes and directorates, and the lists of the last two."""

from collections.abc import Iterable, Sequence

from kpis.frames import InsightsRow
from kpis.model import Outcome, Priority, Theme
from kpis.narrative.position import headline_sentence
from kpis.reports.blocks import Block, Bullets, Paragraph, Section, Tone
from kpis.reports.pages.home import outcome_strips
from kpis.reports.pages.page import Page
from kpis.reports.pages.strips import counts_in_words, strips
from kpis.reports.parts import keys
from kpis.reports.parts.activities import activity_table
from kpis.reports.parts.headline import headline, illustrative_note, with_illustrative
from kpis.reports.parts.outcome import measure_table, outcome_blocks
from kpis.reports.quarter import QuarterReport
from kpis.reports.selection import Selection, selected

NONE_HERE = "No measure of the plan is in it."
PRIORITY, OUTCOME, THEME, DIRECTORATE = "Priority", "Outcome", "Theme", "Directorate"


def priority_page(report: QuarterReport, priority: Priority) -> Page:
    """A priority: how its measures stand together, and its outcomes at a glance."""
    outcomes = {each.number for each in report.plan.outcomes if each.priority == priority.number}
    own = report.only(
        f"priority {priority.number}, {priority.title}",
        [each for each in report.plan.measures if each.outcome in outcomes],
        [each for each in report.plan.tracked if each.outcome in outcomes],
    )
    outcomes_at_a_glance = Section(title="Its outcomes", blocks=(outcome_strips(own, priority),))
    return Page(
        key=keys.of_priority(priority.number),
        title=priority.title,
        kind=f"{PRIORITY} {priority.number}",
        summary=_summary(own),
        parent=keys.HOME,
        opening=_opening(own),
        sections=(outcomes_at_a_glance, *_plan_says([("", priority.about)])),
    )


def outcome_page(report: QuarterReport, outcome: Outcome) -> Page:
    """An outcome: what moved in it, its measures in a table, and its activities."""
    own = selected(report, Selection(outcome=outcome.number))
    said = [("Why it matters", outcome.why), ("Challenges", outcome.challenges)]
    return Page(
        key=keys.of_outcome(outcome.number),
        title=outcome.title,
        kind=f"{OUTCOME} {outcome.number}",
        summary=_summary(own),
        parent=keys.of_priority(outcome.priority),
        opening=outcome_blocks(own, outcome, own.rows)
        if own.rows
        else (Paragraph(text=NONE_HERE),),
        sections=_plan_says(said),
    )


def theme_page(report: QuarterReport, theme: Theme) -> Page:
    """A theme of the partnership: the measures that support it, whichever outcome they are of."""
    own = selected(report, Selection(theme=theme.id))
    delivered = (Paragraph(text=f"Delivered by: {theme.board}.", tone=Tone.QUIET),)
    return Page(
        key=keys.of_theme(theme.id),
        title=theme.title,
        kind=THEME,
        summary=_summary(own),
        parent=keys.THEMES,
        opening=(*_opening(own), *(delivered if theme.board else ())),
        sections=(
            *_measures(own, f"theme_{theme.id}", f"Measures that support {theme.title}"),
            *_plan_says([("", theme.about), ("Key outcomes", theme.key_outcomes)]),
        ),
    )


def directorate_page(report: QuarterReport, name: str) -> Page:
    """A directorate: the measures it returns, and its activities."""
    own = selected(report, Selection(directorate=name))
    activities = (
        (Section(title="Its activities", blocks=(activity_table(own),)),) if own.activities else ()
    )
    return Page(
        key=keys.of_directorate(name),
        title=name,
        kind=DIRECTORATE,
        summary=_summary(own),
        parent=keys.DIRECTORATES,
        opening=_opening(own),
        sections=(*_measures(own, "directorate", f"Measures of {name}"), *activities),
    )


def themes_page(report: QuarterReport) -> Page:
    """Every theme at a glance."""
    groups = [
        (keys.of_theme(each.id), each.title, selected(report, Selection(theme=each.id)).rows)
        for each in report.plan.themes
    ]
    return _list(report, keys.THEMES, "Themes", THEME, groups)


def directorates_page(report: QuarterReport) -> Page:
    """Every directorate at a glance."""
    groups = [
        (keys.of_directorate(each), each, selected(report, Selection(directorate=each)).rows)
        for each in directorates_of(report)
    ]
    return _list(report, keys.DIRECTORATES, "Directorates", DIRECTORATE, groups)


def directorates_of(report: QuarterReport) -> tuple[str, ...]:
    """Those that return measures, in the order of the plan's measures."""
    named = (each.directorate for each in report.plan.measures if each.directorate)
    return tuple(dict.fromkeys(named))


def _list(
    report: QuarterReport,
    key: str,
    title: str,
    what: str,
    groups: Iterable[tuple[str, str, Sequence[InsightsRow]]],
) -> Page:
    told = list(groups)
    caption = f"{title} at {report.quarter.label}, with a mark for every measure."
    return Page(
        key=key,
        title=title,
        summary=f"{len(told)} {title.lower()}, and how their measures stand.",
        parent=keys.HOME,
        opening=(*illustrative_note(report.rows), strips(key, caption, what, told)),
        is_listed=False,
    )


def _opening(own: QuarterReport) -> tuple[Block, ...]:
    return headline(own) if own.rows else (Paragraph(text=NONE_HERE),)


def _summary(own: QuarterReport) -> str:
    if not own.rows:
        return NONE_HERE
    said = headline_sentence(own.plan, own.position)
    return with_illustrative(said or f"Its measures: {counts_in_words(own.rows)}.", own.rows)


def _measures(own: QuarterReport, name: str, caption: str) -> tuple[Section, ...]:
    if not own.rows:
        return ()
    table = measure_table(name, f"{caption} at {own.quarter.label}.", own.rows)
    return (Section(title="Its measures", blocks=(table,)),)


def _plan_says(told: Iterable[tuple[str, Sequence[str]]]) -> tuple[Section, ...]:
    """The plan's own text, where it has some."""
    blocks: list[Block] = []
    for title, paragraphs in told:
        if not paragraphs:
            continue
        if title:
            blocks += [Paragraph(text="", lead=f"{title}:"), Bullets(items=tuple(paragraphs))]
        else:
            blocks += [Paragraph(text=each) for each in paragraphs]
    return (Section(title="What the plan says", blocks=tuple(blocks)),) if blocks else ()
