"""The first page: the answer in words and counts, what is off track, and the plan at a glance."""

from kpis.model import Priority
from kpis.narrative.position import headline_sentence
from kpis.reports.blocks import Entries, Entry, Paragraph, Section, Table, Tone
from kpis.reports.pages.page import Page
from kpis.reports.pages.strips import Strip, strips, strips_above
from kpis.reports.parts import keys
from kpis.reports.parts.exceptions import off_track
from kpis.reports.parts.headline import headline, with_illustrative
from kpis.reports.quarter import QuarterReport

ALL_OFF_TRACK = "Everything off track, with why, what is done and by whom"
WORST_SHOWN = 10  # on the first page, of those off track; a page of their own has all
NO_MEASURES = "There is no measure in this report."


def home(report: QuarterReport) -> Page:
    """The page of a whole report, which stands above all others."""
    label = report.quarter.label
    nothing = (Paragraph(text=NO_MEASURES, tone=Tone.LEAD),)
    return Page(
        key=keys.HOME,
        title=f"How are we doing? {label}",
        summary=with_illustrative(headline_sentence(report.plan, report.position), report.rows)
        if report.rows
        else NO_MEASURES,
        opening=headline(report) if report.rows else nothing,
        sections=(
            _worst(report),
            Section(
                title="The plan at a glance", key=keys.PRIORITIES, blocks=(at_a_glance(report),)
            ),
            *_borough(report),
        )
        if report.rows
        else (),
        is_listed=False,
    )


def _borough(report: QuarterReport) -> tuple[Section, ...]:
    """The way to what the plan says of its borough; () where it says nothing."""
    if not report.plan.borough.facts:
        return ()
    words = f"What the plan says of {report.plan.area}, beside official figures"
    return (Section(title="The borough", blocks=(Paragraph(text=words, to=keys.BOROUGH),)),)


def outcome_strips(report: QuarterReport, priority: Priority) -> Table:
    """The outcomes of a priority, each with a mark for every measure."""
    caption = f"Outcomes of priority {priority.number} at {report.quarter.label}."
    return strips(f"priority_{priority.number}", caption, "Outcome", _outcomes(report, priority))


def _outcomes(report: QuarterReport, priority: Priority) -> list[Strip]:
    return [
        (
            keys.of_outcome(outcome.number),
            f"{outcome.number} {outcome.title}",
            [row for row in report.rows if row.outcome == outcome.number],
        )
        for outcome in report.plan.outcomes
        if outcome.priority == priority.number
    ]


def _worst(report: QuarterReport) -> Section:
    """What is off track in a line each, the furthest from its target first."""
    shown = off_track(report)
    short = tuple(_in_short(each) for each in shown.items[:WORST_SHOWN])
    count = len(shown.items)
    told = Paragraph(
        text=ALL_OFF_TRACK if count <= WORST_SHOWN else f"{ALL_OFF_TRACK}: {count}",
        to=keys.EXCEPTIONS,
    )
    return Section(
        title="Off track",
        blocks=(Entries(items=short, nothing=shown.nothing), *([told] if count else [])),
    )


def _in_short(entry: Entry) -> Entry:
    return Entry(
        title=entry.title, code=entry.code, to=entry.to, marks=entry.marks, facts=entry.facts
    )


def at_a_glance(report: QuarterReport) -> Table:
    """Every outcome beneath its priority, with a mark for every measure."""
    above = [
        (
            keys.of_priority(each.number),
            f"Priority {each.number}: {each.title}",
            _outcomes(report, each),
        )
        for each in report.plan.priorities
    ]
    caption = (
        f"Every outcome at {report.quarter.label}, with a mark for each of its measures. A mark in "
        "outline was last measured before that quarter."
    )
    return strips_above("at_a_glance", caption, "Outcome", above)
