"""Open what a command names: plan, store, figures, measure, quarter, time."""

from collections.abc import Iterable
from datetime import datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.cli import options
from kpis.cli.opening_store import open_store as open_store
from kpis.cli.output import say
from kpis.clock import in_utc, utc_now
from kpis.errors import UsageError
from kpis.model import (
    Activity,
    Frequency,
    IllustrativeFor,
    Measure,
    Plan,
    Survey,
    Whose,
    local_administrator,
)
from kpis.periods import ReportingPeriod, period_containing
from kpis.words.empty_plan import no_measure_yet

if TYPE_CHECKING:
    from kpis.plan.chain.chain import Chain
    from kpis.use_cases.figures_as_at import FiguresAsAt

READER = local_administrator("")  # whoever looks at the command line, which needs no post for it


def open_plan(folder: Path, *, for_figures: bool = False) -> Plan:
    """The plan; where it holds no measure yet, that is said.

    for_figures: nothing can be done without a measure, so a plan without one raises UsageError.
    """
    from kpis.plan.load import load_plan

    plan = load_plan(folder)
    _say_if_empty(plan, for_figures)
    return plan


def open_chain(folder: Path, *, for_figures: bool = False) -> "Chain":
    """The plan of a folder with those before and after it; what is left out of them is told.

    for_figures: as `open_plan` takes it.
    """
    from kpis.plan.chain.chain import load_chain

    chain = load_chain(folder)
    say(*chain.troubles)
    _say_if_empty(chain.named, for_figures)
    return chain


def _say_if_empty(plan: Plan, for_figures: bool) -> None:
    if empty := no_measure_yet(plan):
        if for_figures:
            raise UsageError(empty)
        say(empty)


def illustrative_for(store: Path) -> IllustrativeFor:
    """To whom the house shows illustrative figures, as its settings beside the store say.

    Raises SettingsError where they cannot be used.
    """
    from kpis.sign_in.ways_in import settings

    house = settings(store)
    return house.illustrative if house else IllustrativeFor.EVERYBODY


def plan_now(chain: "Chain") -> Plan:
    """The plan in force today."""
    return chain.in_force(period_containing(utc_now().date(), Frequency.QUARTER))


def open_figures(
    path: Path, plan: "Plan | Chain", *, as_at: str | None = None, release: int | None = None
) -> "FiguresAsAt":
    """The figures as at the time or of the release a command names; else the latest."""
    from kpis.use_cases.figures_as_at import figures_as_at

    moment = moment_of(as_at)
    store = open_store(path, plan)
    return figures_as_at(store, plan, utc_now(), actor=READER, as_at=moment, release=release)


def open_asked(asked: options.FiguresAsked) -> "FiguresAsAt":
    """As `open_figures`, of the store and plan that are named with it. Raises UsageError."""
    options.refuse_both(as_at=asked.as_at, release=asked.release)
    chain = open_chain(asked.plan_folder)
    return open_figures(asked.store_path, chain, as_at=asked.as_at, release=asked.release)


def cut_off(figures: "FiguresAsAt", period: str | None) -> "FiguresAsAt":
    """The figures a quarter's report can hold: of the one named, else of their release's quarter.

    All of them where there is neither.
    """
    if not period and not figures.release:
        return figures
    return figures.until(quarter_of(period, figures))


def find_measure(plan: Plan, text: str) -> Measure:
    """The measure of this id, code or title. Raises UsageError with the nearest ones."""
    from kpis.plan.lookup import MeasureLookup

    lookup = MeasureLookup(plan)
    measure = lookup.find(text)
    if measure is None:
        sentences = [f"No measure is called {text!r}.", lookup.nearest_in_words(text)]
        raise UsageError(" ".join(filter(None, sentences)))
    return measure


def with_measure(
    figures: "FiguresAsAt", text: str, lacking: str = ""
) -> "tuple[FiguresAsAt, Measure]":
    """The measure of this id, code or title, and the figures by the plan that has it.

    That is the figures' own where it does; else, unless they end with a quarter, the newest other
    plan of their chain that has it. lacking: what a measure with parts has not, "outlook"; ""
    where it has what is asked. Raises UsageError.
    """
    from kpis.plan.lookup import MeasureLookup

    if MeasureLookup(figures.plan).find(text) is None:
        plan = newest_with(figures.chain, text)
        found = MeasureLookup(plan).find(text)
        if found and figures.horizon is not None:
            raise UsageError(_not_in_force(figures, found))
        figures = figures.by_plan(plan) if found else figures
    measure = find_measure(figures.plan, text)
    if lacking and (parts := figures.plan.parts_of.get(measure.id)):
        codes = " or ".join(part.code for part in parts)
        raise UsageError(f"{measure.code} has no {lacking} of its own: ask for {codes}.")
    return figures, measure


def newest_with(chain: "Chain", text: str) -> Plan:
    """The newest plan of a chain that has a measure of this id, code or title; else the newest."""
    from kpis.plan.lookup import MeasureLookup

    plans = (plan for plan in reversed(chain.plans) if MeasureLookup(plan).find(text))
    return next(plans, chain.newest)


def _not_in_force(figures: "FiguresAsAt", measure: Measure) -> str:
    """Why a measure of another plan cannot be shown for a quarter, with what became of it."""
    from kpis.plan.chain.stories import told_in

    quarter = figures.horizon.label if figures.horizon else ""
    told = told_in(figures.chain, figures.own_plan, measure.id)
    return " ".join(
        [
            f"{measure.title} is no measure of {figures.plan.title}, by which {quarter} is shown.",
            *told,
        ]
    )


def refuse_unknown_outcome(plan: Plan, number: int | None) -> None:
    if number is not None and number not in {outcome.number for outcome in plan.outcomes}:
        numbers = ", ".join(str(outcome.number) for outcome in plan.outcomes)
        raise UsageError(f"The plan has no outcome {number}. Its outcomes are {numbers or 'none'}.")


def refuse_unknown(whose: Whose, things: Iterable[Measure | Activity]) -> None:
    """Raise UsageError for a directorate or a post that none of these is of."""
    of_all = tuple(things)
    for name, value in whose.said.items():
        noun, plural = ("post", "posts") if name == "owner" else (name, f"{name}s")
        known = sorted({getattr(each, name) for each in of_all} - {""})
        if not known:
            raise UsageError(f"The plan does not say which {plural} its activities belong to.")
        if value not in known:
            near = get_close_matches(value, known, n=3) if name == "owner" else []
            nearest = f"The nearest {'is' if len(near) == 1 else 'are'} {', '.join(near)}."
            every = f"Its {plural} are {', '.join(known)}."
            raise UsageError(f"The plan has no {noun} {value!r}. {nearest if near else every}")
    if not whose.of(of_all):
        raise UsageError(f"Nothing of the plan belongs to {whose.words}.")


def quarter_of(period: str | None, figures: "FiguresAsAt") -> ReportingPeriod:
    """The quarter a command names, else that of its release, else the one shown first.

    Raises UsageError for a quarter after the release's: of what came in by then it says nothing.
    """
    from kpis.analysis.report.first_quarter import first_quarter
    from kpis.periods import period_of_id

    released = period_of_id(figures.release.quarter_id) if figures.release else None
    if period:
        quarter = parse_quarter(period)
        if released and figures.release and quarter > released:
            raise UsageError(
                f"Release {figures.release.number} is of {released.label} and holds nothing of "
                f"{quarter.label}. Leave --period out, or name an earlier quarter."
            )
        return quarter
    if released or figures.chain.is_single:
        return released or first_quarter(figures.plan, figures.outturns, figures.as_at)
    return _latest_of_chain(figures)


def _latest_of_chain(figures: "FiguresAsAt") -> ReportingPeriod:
    """The quarter shown first where several plans are in force one after the other."""
    from kpis.analysis.report.first_quarter import last_full_quarter

    chain = figures.chain
    for place in reversed(range(len(chain.plans))):
        by = figures.by_plan(chain.plans[place])
        quarters = chain.quarters_of(place)
        if full := last_full_quarter(by.plan, by.outturns, figures.as_at, quarters):
            return full
    return chain.begins[0]


def find_survey(plan: Plan, text: str) -> Survey:
    """The survey of this id or title, whatever the case. Raises UsageError with those there are."""
    known = {name.casefold(): each for each in plan.surveys for name in (each.title, each.id)}
    survey = known.get(text.strip().casefold())
    if survey is None:
        there = "; ".join(each.id for each in plan.surveys)
        raise UsageError(
            f"No survey is called {text!r}. "
            + (f"The plan has these: {there}." if there else "The plan has none.")
        )
    return survey


def quarter_of_wave(survey: Survey, text: str) -> ReportingPeriod:
    """The quarter a wave of a survey is reported in; of another text the quarter it is.

    Raises UsageError for another kind of period, PeriodError for none at all.
    """
    from kpis.periods import find_period, reporting_quarter

    wave = find_period(text)
    if wave is None or wave.frequency is not Frequency.SURVEY_WAVE:
        return parse_quarter(text)
    return reporting_quarter(wave, survey.arrears)


def parse_quarter(text: str) -> ReportingPeriod:
    """Raises UsageError for another kind of period, PeriodError for none at all."""
    from kpis.period_text import parse_period

    quarter = parse_period(text, Frequency.QUARTER)
    if quarter.frequency is not Frequency.QUARTER:
        raise UsageError(f"{text} is not a quarter. Write it as 2019-20-Q2.")
    return quarter


def uk_moment_of(text: str | None) -> datetime | None:
    """A time to come, as a clock in the UK shows it, in UTC; None for none.

    Raises UsageError for what is no time, names no time of the day, or is one that no clock shows.
    """
    from kpis.words.days import from_uk_time

    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time. Write it as 2026-12-01T09:30.") from None
    if len(text) <= len("2026-12-01"):
        raise UsageError(f"Say at what time of the day: {text}T09:30.")
    if moment.tzinfo:
        return _reckoned(text, moment)
    try:
        return from_uk_time(moment)
    except ValueError as error:
        raise UsageError(str(error)) from None


def moment_of(text: str | None) -> datetime | None:
    """A day means the end of it: figures returned on that day are in."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time. Write it as 2019-11-01.") from None
    if len(text) <= len("2019-11-01"):
        moment = datetime.combine(moment, time.max)
    return _reckoned(text, moment)


def _reckoned(text: str, moment: datetime) -> datetime:
    """In UTC. Raises UsageError for a moment that lies before the first year then, or after the
    last."""
    try:
        return in_utc(moment)
    except OverflowError:
        raise UsageError(f"{text!r} is no time in UTC: the years are 1 to 9999.") from None
