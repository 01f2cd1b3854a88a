"""What each year asks of each measure, how that moves, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from kpis.analysis.report.aims_over_years import MeasureAims, YearAsked
from kpis.analysis.report.plan_to_plan import PlanToPlan
from kpis.model import Aim, Measure
from kpis.narrative.plan_to_plan import STEP_WORDS
from kpis.ui.kit.addresses import link, measure_address
from kpis.ui.kit.html import Child, Html, element
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.words.aims.asked import PROPOSED
from kpis.words.aims.changed import changed_aims
from kpis.words.days import day_in_words
from kpis.words.report.shown import NONE


def targets_table(changes: PlanToPlan, in_links: str) -> Html | None:
    """A row for each measure and part, by outcome; None where no year asks anything."""
    if not changes.aims:
        return None
    years = sorted({each.year for aims in changes.aims for each in aims.years if each.asked})
    titles = {each.number: each.title for each in changes.plan.outcomes}
    bodies = []
    for number, of_outcome in groupby(changes.aims, key=lambda aims: aims.measure.outcome):
        group = group_header(f"{number}. {titles[number]}", columns=len(years) + 2)
        bodies.append([group, *(_line(aims, years, in_links) for aims in of_outcome)])
    head = row(
        column("Measure"),
        [column(_year_title(year, changes), class_="k-figure") for year in years],
        column("Why", class_="k-why"),
    )
    caption = "Targets by year, with the least that is expected beneath each."
    return table(caption, head, *bodies, class_="k-cards k-plan-targets")


def _year_title(year: str, changes: PlanToPlan) -> list[Child]:
    if changes.before is None or year >= changes.plan.first_year:
        return [year]
    return [year, element("span", changes.before.title, class_="k-sub")]


def _line(aims: MeasureAims, years: Sequence[str], in_links: str) -> Html:
    by_year = {each.year: each for each in aims.years}
    measure = aims.measure
    return row(
        row_header(
            element("span", measure.code, class_="k-code"),
            link(measure_address(measure.id, in_links), measure.title),
        ),
        [cell(_asked(by_year.get(year)), class_="k-figure", label=year) for year in years],
        cell(_why(aims), label="Why", class_="k-why"),
    )


def _asked(year: YearAsked | None) -> list[Child]:
    if year is None or not year.asked:
        return [NONE]
    notes = [_step_words(year), _least_words(year)]
    return [
        year.asked,
        [element("span", note, class_="k-sub") for note in notes if note],
        _state(year.aim),
    ]


def _step_words(year: YearAsked) -> str:
    """ "raised: asks more", "lowered: asks more", "kept"."""
    if year.step is None:
        return ""
    words = STEP_WORDS[year.step]
    if year.rises is None:
        return words
    return f"{'raised' if year.rises else 'lowered'}: {words}"


def _least_words(year: YearAsked) -> str:
    if not year.least:
        return ""
    last = ", last year’s target" if year.least_is_last_years else ""
    return f"least {year.least}{last}"


def _state(aim: Aim | None) -> Html | None:
    if aim is None or not (aim.proposed or aim.illustrative):
        return None
    if aim.proposed:
        return element("span", PROPOSED, class_="k-sub")
    return element("span", "illustrative", class_="k-sub k-illustrative")


def _why(aims: MeasureAims) -> list[Child]:
    """Why the years ask what they ask and who said so, what is the same for several once; then
    how what was agreed was changed."""
    said: dict[str, list[str]] = {}
    for year in aims.years:
        if year.aim is not None and year.asked and (words := _reason(year.aim)):
            said.setdefault(words, []).append(year.year)
    several = len(said) > 1
    lines = [f"{_span(years)}: {words}" if several else words for words, years in said.items()]
    lines += _changes(aims.measure)
    return [element("p", line, class_="k-why-line") for line in lines] or [NONE]


def _reason(aim: Aim) -> str:
    return " ".join(_sentences(aim))


def _sentences(aim: Aim) -> Iterator[str]:
    said_by = f"{'proposed by ' if aim.proposed else ''}{aim.set_by.removesuffix('.')}"
    if aim.rationale:
        words = aim.rationale.removesuffix(".")
        yield f"{words} ({said_by})." if aim.set_by else f"{words}."
    elif aim.set_by:
        yield f"{said_by[0].upper()}{said_by[1:]}."
    if aim.agreed_by or aim.agreed_on:
        by = f" by {aim.agreed_by}" if aim.agreed_by else ""
        on = f" on {day_in_words(aim.agreed_on)}" if aim.agreed_on else ""
        why = f": {aim.agreed_reason.removesuffix('.')}" if aim.agreed_reason else ""
        yield f"Agreed{by}{on}{why}."


def _span(years: Iterable[str]) -> str:
    first, *others = years
    return f"{first} to {others[-1]}" if others else first


def _changes(measure: Measure) -> tuple[str, ...]:
    """How agreed aims were changed; that one is proposed stands beside it already."""
    changed = {
        year: replace(aim, proposed=False) for year, aim in measure.aims.items() if aim.earlier
    }
    return changed_aims(replace(measure, aims=changed)) if changed else ()
