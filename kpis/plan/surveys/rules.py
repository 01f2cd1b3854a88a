"""What must hold of surveys, their waves and the measures that are their questions."""

from collections.abc import Iterator

from kpis.model import Frequency
from kpis.periods import month_name, period_of_id, survey_wave
from kpis.plan.chance_rules import without_source
from kpis.plan.faults import fault, shown
from kpis.plan.files import PlanFiles, Table
from kpis.plan.filling.of_survey import SURVEYS, WAVE_KEYS, is_wave
from kpis.plan.measure_rules import KeyFault, entries
from kpis.plan.plan_rules import known_values, unknown

# What a measure has to say itself where it takes it of no survey.
_NEEDED = ("frequency", "source")


def survey_faults(files: PlanFiles) -> Iterator[str]:
    """Every fault of surveys.toml between its entries, and of measures that name a survey."""
    surveys = files.tables.get(SURVEYS, {})
    ids = known_values({"surveys": []} | surveys, "surveys", "id")
    if SURVEYS in files.unreadable:
        ids = None
    for key, sentence in (*_of_surveys(surveys), *_of_waves(surveys, ids)):
        yield fault(SURVEYS, key, sentence)
    for file, filled in files.measures():
        table = files.tables[file]
        faults = _of_question(table, surveys) if filled is not table else _of_none(table, ids)
        yield from (fault(file, key, sentence) for key, sentence in faults)


def _of_surveys(surveys: Table) -> Iterator[KeyFault]:
    seen: set[object] = set()
    for position, survey in entries(surveys, "surveys"):
        at, survey_id = f"surveys[{position}]", survey.get("id")
        if survey_id is not None and survey_id in seen:
            yield f"{at}.id", f"{shown(survey_id)} is there twice. Ids are unique."
        seen.add(survey_id)
        for key, sentence in without_source(survey, "design_effect"):
            yield f"{at}.{key}", sentence
        if "design_effect" in survey and "sample_size" not in survey:
            yield f"{at}.design_effect", "needs a sample_size. Remove it, or add that."


def _of_waves(surveys: Table, ids: set[object] | None) -> Iterator[KeyFault]:
    by_id = {survey.get("id"): survey for _, survey in entries(surveys, "surveys")}
    seen: set[tuple[object, object]] = set()
    for position, wave in entries(surveys, "waves"):
        at, of, period = f"waves[{position}]", wave.get("survey"), wave.get("period")
        for key, words in without_source(wave, "design_effect"):
            yield f"{at}.{key}", words
        if "design_effect" in wave and of in by_id and "sample_size" not in by_id[of]:
            yield f"{at}.design_effect", "needs a sample_size of the survey. Add that to it."
        if sentence := unknown(of, ids, SURVEYS):
            yield f"{at}.survey", sentence
        if period is None or of is None:
            continue
        if (of, period) in seen:
            yield f"{at}.period", f"{shown(period)} of {shown(of)} is there twice. Remove one."
        seen.add((of, period))
        if sentence := _no_wave_of(by_id.get(of, {}), period):
            yield f"{at}.period", sentence


def _no_wave_of(survey: Table, period_id: str) -> str | None:
    """Why a period is no wave of a survey; None where it is one, or nobody can say."""
    if not is_wave(period_id):
        return f"must be a survey wave, such as 2020-02-to-2020-03; found {shown(period_id)}."
    start, months = (survey.get(key) for key in WAVE_KEYS)
    if start is None or months is None:
        return None
    wave = period_of_id(period_id)
    if wave == survey_wave(wave.start.replace(month=start), months):
        return None
    first = month_name(wave.start.replace(month=start))
    count = "one month" if months == 1 else f"{months} months"
    return f"is no wave of this survey, which begins in {first} and takes {count}."


def _of_none(table: Table, ids: set[object] | None) -> Iterator[KeyFault]:
    """Faults of a measure that takes nothing of a survey."""
    if "survey" in table:
        if sentence := unknown(table["survey"], ids, SURVEYS):
            yield "survey", sentence
        return
    for key in _NEEDED:
        if key not in table:
            yield key, "is missing. Add it, or name the survey it is a question of."
    if table.get("question"):
        yield "question", "is for questions of a survey. Name the survey, or remove it."


def _of_question(table: Table, surveys: Table) -> Iterator[KeyFault]:
    """Faults of a measure in what it says otherwise than the survey it is a question of."""
    survey_id = table["survey"]
    survey = next(each for _, each in entries(surveys, "surveys") if each.get("id") == survey_id)
    if table.get("frequency", Frequency.SURVEY_WAVE) != Frequency.SURVEY_WAVE:
        yield "frequency", "must be survey_wave, as of every question of a survey. Remove it."
    for key in WAVE_KEYS:
        own, theirs = table.get(key), survey.get(key)
        if own is not None and theirs is not None and own != theirs:
            yield key, f"is {own}, but {theirs} in its survey. Remove it."
    broken = {
        wave.get("period")
        for _, wave in entries(surveys, "waves")
        if wave.get("survey") == survey_id and wave.get("break_reason")
    }
    for position, entry in entries(table, "breaks"):
        period = entry.get("period")
        if period is not None and period in broken:
            sentence = f"{shown(period)} is a break of the whole survey already. Remove it."
            yield f"breaks[{position}].period", sentence
