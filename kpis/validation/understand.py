"""Make the `ReturnTable` of a return: every distinct text is understood, none is judged."""

import numpy as np
import pandas as pd

from kpis.frames import OUTTURNS
from kpis.model import Plan, Provenance
from kpis.periods import quarters_of_year
from kpis.plan.chain.lookup import LookupInChain
from kpis.plan.lookup import MeasureLookup
from kpis.readers.raw import FIELDS, FIELDS_WITH_KIND, RAW_ROWS, RawReturn
from kpis.validation.areas import (
    NamesOfAreas,
    known_areas,
    settle_areas,
    settle_areas_of_return,
)
from kpis.validation.as_meant.figures import figures_as_meant
from kpis.validation.contracts import CheckContext
from kpis.validation.days import read_time
from kpis.validation.figure_text.markers import read_marker
from kpis.validation.measure_names import read_measures, sparing
from kpis.validation.period_column import PeriodColumn, PeriodSense, headings_of, read_periods
from kpis.validation.return_table import ReturnTable
from kpis.validation.text_column import TextColumn
from kpis.validation.titles import areas_in_titles, with_areas_of_titles
from kpis.validation.unit.said import as_answered, counts_as_answered, units_said

# What makes a row a returned one. Measure, period and area alone are a template's own words.
_RETURNED = ("outturn", "numerator", "denominator", "marker", "commentary")

_HEADS_A_PERIOD = ("period", "quarter", "month")

# What is asked of every row, and so gathered into distinct texts. Cells are looked up singly.
_INTERPRETED = (*FIELDS, "sheet", *(f"{name}_kind" for name in FIELDS_WITH_KIND))


def understand_return(raw: RawReturn, plan: Plan, context: CheckContext) -> ReturnTable:
    """The table of a return. Raises FrameError where a frame breaks its contract."""
    everything = RAW_ROWS.check(raw.rows)
    OUTTURNS.check(context.stored)
    texts = _gathered(everything)
    returned = np.logical_or.reduce([texts[name].filled for name in _RETURNED])
    rows = everything
    if not returned.all():
        rows = everything[returned].reset_index(drop=True)
        texts = _gathered(rows)
    lookup = context.lookup or MeasureLookup(plan)
    areas = known_areas(plan, context.stored) | context.areas
    names_of_areas = NamesOfAreas(plan, areas)
    ours = context.provenance is Provenance.RETURN
    titles = areas_in_titles(raw, rows, texts, names_of_areas, context.answers) if ours else ()
    texts["area"] = with_areas_of_titles(texts["area"], titles)
    names = read_measures(texts, rows, raw, lookup, plan, context.answers)
    measure = names.number
    before = context.stored if ours else None
    figures = figures_as_meant(raw, rows, texts, measure, plan, context.answers, before)
    texts |= figures.texts
    # Published files are compared with their units when they are made.
    units = units_said(raw, rows, texts, measure, plan.measures) if ours else ()
    return ReturnTable(
        raw=raw,
        plan=plan,
        context=context,
        rows=rows,
        blank=everything[~returned],
        texts=texts,
        measure=measure,
        also=names.also,
        period=_periods(raw, texts, measure, plan, context),
        area=_areas(texts["area"], names_of_areas, plan, context),
        outturn=as_answered(figures.outturn, units, context.answers),
        outturn_as_typed=figures.outturn.figures,
        units=units,
        numerator=counts_as_answered("numerator", figures.numerator, units, context.answers),
        denominator=counts_as_answered("denominator", figures.denominator, units, context.answers),
        shown=figures.shown,
        fractions=figures.fractions,
        points=figures.points,
        marker=texts["marker"].meaning(read_marker, "U1"),
        returned_on=_days(texts["returned_on"], context),
        known_areas=areas,
        names_of_areas=names_of_areas,
        titles=titles,
        find_measure=lookup.find,
        near_measures=sparing(lookup.near),
        elsewhere=lookup.elsewhere if isinstance(lookup, LookupInChain) else _nowhere,
        names=names,
    )


def returned_rows(raw: RawReturn) -> np.ndarray:
    """Which of the raw rows return something."""
    return np.logical_or.reduce([(raw.rows[name] != "").to_numpy() for name in _RETURNED])


def _nowhere(_: str) -> None:
    """Where there is one plan no other has a measure that it has not."""


def _gathered(rows: pd.DataFrame) -> dict[str, TextColumn]:
    texts = {name: TextColumn.of(rows[name].array) for name in _INTERPRETED}
    for name in ("breakdown", "category"):  # parts of a key: one blank more makes no other one
        texts[name] = texts[name].renamed(" ".join(text.split()) for text in texts[name].distinct)
    return texts


def _areas(texts: TextColumn, names: NamesOfAreas, plan: Plan, context: CheckContext) -> TextColumn:
    """History names areas as its publisher does; a return as its sender does."""
    if context.provenance == Provenance.RETURN:
        return settle_areas_of_return(texts, names, context.answers)
    return settle_areas(texts, plan.area, names.known)


def _periods(
    raw: RawReturn,
    texts: dict[str, TextColumn],
    measure: np.ndarray,
    plan: Plan,
    context: CheckContext,
) -> PeriodColumn:
    headers = {
        table.sheet: next(
            (table.headers[name] for name in _HEADS_A_PERIOD if name in table.headers), ""
        )
        for table in raw.tables[::-1]  # where a sheet has two, the first
    }
    first, last = quarters_of_year(plan.first_year)[0], quarters_of_year(plan.last_year)[-1]
    sense = PeriodSense(
        headings=headings_of(texts["sheet"], headers),
        answers=context.answers,
        years=(first.start, last.end),
        today=context.now.date(),
        is_history=context.provenance != Provenance.RETURN,
    )
    return read_periods(texts["period"], texts["period_kind"], measure, plan.measures, sense)


def _days(texts: TextColumn, context: CheckContext) -> np.ndarray:
    """When each figure was returned; NaT where that is empty, not understood or not asked for."""
    if context.provenance == Provenance.RETURN:
        return np.full(len(texts), "NaT", dtype="datetime64[us]")
    return texts.meaning(read_time, "datetime64[us]")
