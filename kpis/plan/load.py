"""Make a `Plan` from its folder, or say everything that is wrong with it.

What is read is the folder as it is now: a plan kept from before (`plan_cache.py`) is one whose
files are the same. Whoever shows many pages of one plan caches the `Plan`, which is immutable,
picklable and free of open files.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kpis.errors import PlanError
from kpis.model import (
    Activity,
    Aim,
    AreaNames,
    Baseline,
    CalendarEntry,
    CalendarRule,
    ComparatorSet,
    EarlierAim,
    Measure,
    Nature,
    Outcome,
    Plan,
    Priority,
    Provenance,
    PublishedSource,
    RagRule,
    RagStatus,
    RatingRule,
    SeriesBreak,
    Survey,
    Suspension,
    Theme,
    ThemeLink,
)
from kpis.plan.borough.load import borough_of, passages
from kpis.plan.partnership.load import partnership_of
from kpis.plan.plan_cache import digest_of, held_plan, hold_plan, keep_plan, kept_plan
from kpis.plan.publication.load import publication_of
from kpis.plan.surveys.load import surveys_of, waves_of

if TYPE_CHECKING:
    from kpis.plan.files import Entries
    from kpis.plan.schema import EarlierAimEntry, Entry, MeasureFile, PartEntry, RatingEntry


def load_plan(folder: Path) -> Plan:
    """The plan of a folder such as data/plans/2019-22.

    Raises PlanError, its `faults` one sentence per fault, when any file has one.
    """
    try:
        digest = digest_of(folder)
    except OSError:  # a file that cannot be opened: reading tells which
        return _read_plan(folder)
    held = held_plan(digest)
    if held is not None:
        return held
    plan = kept_plan(digest)
    if plan is None:
        plan = _read_plan(folder)
        keep_plan(digest, plan)
    return hold_plan(digest, plan)


def _read_plan(folder: Path) -> Plan:
    from kpis.plan.check import faults_of
    from kpis.plan.files import read_plan_files

    files = read_plan_files(folder)
    faults = faults_of(files)
    if faults or files.entries is None:
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise PlanError(
            f"The plan in {folder} has {count}, the first: {faults[0]} "
            "List them all with kpis check-plan.",
            faults,
        )
    return _plan(files.entries, folder)


def _plan(entries: "Entries", folder: Path) -> Plan:
    from kpis.plan.crosswalk.lines import with_lines
    from kpis.plan.crosswalk.load import agreement_of, changes_of

    plan, calendar = entries.plan, entries.calendar
    measures = sorted(entries.measures.items(), key=lambda item: (item[1].outcome, item[1].number))
    surveys = surveys_of(entries.further)
    by_id = {survey.id: survey for survey in surveys}
    made = tuple(
        measure
        for measure_id, entry in measures
        for measure in _with_parts(measure_id, entry, plan.rating, by_id)
    )
    changes = changes_of(entries)
    if plan.previous:
        made = with_lines(made, folder, plan.first_year, changes)
    return Plan(
        id=plan.id,
        title=plan.title,
        council=plan.council,
        area=plan.area,
        first_year=plan.first_year,
        last_year=plan.last_year,
        rag_rule=plan.rating.rule if plan.rating else plan.rag_rule or RagRule.MINIMUM_EXPECTATION,
        tolerance_percent=plan.tolerance_percent or 0.0,
        rating=_rating(plan.rating),
        area_names=tuple(
            AreaNames(name=entry.name, also=tuple(entry.also)) for entry in plan.area_names
        ),
        comparators=tuple(plan.comparators),
        comparator_sets=tuple(
            ComparatorSet(**vars(entry) | {"areas": tuple(entry.areas)})
            for entry in plan.comparator_sets
        ),
        first_figures=tuple(
            (provenance, (folder / name).resolve())
            for provenance in (Provenance.PUBLISHED, Provenance.ILLUSTRATIVE)
            if (name := getattr(plan.first_figures, provenance.value))
        ),
        partnership_plan=plan.partnership_plan,
        objective=plan.objective,
        approval=plan.approval,
        carried_forward_for=plan.carried_forward_for,
        previous=plan.previous or "",
        agreed=agreement_of(plan),
        changes=changes,
        priorities=tuple(
            Priority(number=entry.number, title=entry.title, about=tuple(entry.about))
            for entry in sorted(plan.priorities, key=lambda entry: entry.number)
        ),
        principles=passages(plan.principles),
        borough=borough_of(entries.further),
        publication=publication_of(entries.further),
        outcomes=tuple(
            Outcome(
                number=entry.number,
                title=entry.title,
                priority=entry.priority,
                director=entry.director or "",
                cabinet_member=entry.cabinet_member or "",
                why=tuple(entry.why),
                challenges=tuple(entry.challenges),
                principles=tuple(entry.principles),
            )
            for entry in sorted(entries.outcomes.outcomes, key=lambda entry: entry.number)
        ),
        themes=tuple(
            Theme(
                id=entry.id,
                title=entry.title,
                board=entry.board,
                about=tuple(entry.about),
                key_outcomes=tuple(entry.key_outcomes),
            )
            for entry in entries.themes.themes
        ),
        activities=tuple(
            Activity(
                code=f"A{entry.outcome}.{entry.number}",
                outcome=entry.outcome,
                number=entry.number,
                title=entry.title,
                also_supports=tuple(entry.also_supports),
                directorate=entry.directorate or "",
                owner=entry.owner or "",
                partners=tuple(entry.partners),
            )
            for entry in sorted(
                entries.activities.activities, key=lambda entry: (entry.outcome, entry.number)
            )
        ),
        calendar={
            quarter_id: CalendarEntry(due=entry.due, closes=entry.closes, published=entry.published)
            for quarter_id, entry in sorted(calendar.quarters.items())
        },
        calendar_rule=CalendarRule(
            due_days=calendar.rule.due_days,
            closes_days=calendar.rule.closes_days,
            published_days=calendar.rule.published_days,
        ),
        partnership=partnership_of(entries.further, calendar),
        measures=made,
        surveys=surveys,
    )


def _with_parts(
    measure_id: str,
    entry: "MeasureFile",
    of_plan: "RatingEntry | None",
    surveys: Mapping[str, Survey],
) -> list[Measure]:
    """A measure followed by its parts. of_plan: the plan's own rule, where a table says it.

    surveys: by their ids.
    """
    # What is None is not stated: the model's own default says "none".
    shared = {key: value for key, value in vars(entry).items() if value is not None}
    for key in ("every_year", "years", "parts", "nature"):
        shared.pop(key, None)
    shared |= {
        "partners": tuple(entry.partners),
        "stock": entry.nature == Nature.STOCK,  # rolling is known by its months
        "themes": tuple(ThemeLink(**vars(link)) for link in entry.themes),
        "breaks": tuple(SeriesBreak(**vars(item)) for item in entry.breaks),
        "baselines": tuple(Baseline(**vars(item)) for item in entry.baselines),
        "suspensions": tuple(Suspension(**vars(item)) for item in entry.suspensions),
        "published": PublishedSource(**vars(entry.published)) if entry.published else None,
        "rating": _rating(entry.rating, of_plan),
    }
    if entry.survey is not None:
        survey = surveys[entry.survey]
        shared |= {"survey_owner": survey.owner, "waves": waves_of(entry, survey)}
    code = f"{entry.outcome}.{entry.number}"
    measures = [Measure(id=measure_id, code=code, aims=_aims(entry), **shared)]
    for part in entry.parts:
        # A part takes from its measure what it does not say itself, but for what is only the
        # measure's: its published figures are of the whole.
        own = _stated(part)
        for key in ("label", "letter", "every_year", "years"):
            own.pop(key, None)
        if part.partners is not None:
            own["partners"] = tuple(part.partners)
        if part.rating is not None:
            own["rating"] = _rating(part.rating, of_plan)
        measures.append(
            Measure(
                code=code + part.letter,
                aims=_aims(part, _stated(entry.every_year)),
                part_of=measure_id,
                part_label=part.label,
                **{**shared, "short_title": "", "published": None, **own},
            )
        )
    return measures


def _aims(
    entry: "MeasureFile | PartEntry", shared: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Aim]:
    """Aims by financial year, earliest first. `shared`: what holds unless the entry says else."""
    shared = {**shared, **_stated(entry.every_year)}
    aims = {}
    for year, aim in sorted(entry.years.items()):
        words = {**shared, **_stated(aim)}
        words |= {key: tuple(words.get(key, ())) for key in _PROFILES}
        words["earlier"] = tuple(map(_earlier, words.get("earlier", ())))
        words.setdefault("target", None)
        aims[year] = Aim(year=year, **words)
    return aims


def _earlier(entry: "EarlierAimEntry") -> EarlierAim:
    stated = vars(entry)
    return EarlierAim(**stated | {key: tuple(stated[key]) for key in _PROFILES})


_PROFILES = ("target_profile", "minimum_profile", "green_profile", "amber_profile")
_NAMED = ("green", "amber", "red", "exceeded")


def _rating(entry: "RatingEntry | None", of_plan: "RatingEntry | None" = None) -> RatingRule | None:
    """The rule of a [rating] table, what it leaves out filled in.

    of_plan: the plan's own, whose names of the colours hold where this one has none.
    """
    if entry is None:
        return None
    stated = {key: value for key, value in vars(entry).items() if value is not None}
    names = stated.pop("names")
    if of_plan is not None and not names.model_fields_set:
        names = of_plan.names
    if entry.improving is not None:
        stated["improving"] = RagStatus(entry.improving)
    # What only equals what is to be beaten does not beat it.
    beats = entry.rule in (RagRule.BASELINE, RagRule.TREND)
    return RatingRule(
        **{"green_at_limit": not beats} | stated,
        **{f"{colour}_name": getattr(names, colour) for colour in _NAMED},
    )


def _stated(entry: "Entry | None") -> dict[str, Any]:
    """What an entry says itself, without the defaults of its schema."""
    if entry is None:
        return {}
    return {key: value for key, value in vars(entry).items() if key in entry.model_fields_set}
