"""What a measure takes of the survey it is a question of, where it says nothing else itself.

A dozen measures of one survey have the same months of fieldwork, sample, design effect, source and
breaks. The survey says them once. They are put into the table of each measure before anything
looks at it, so that every rule finds what holds of the measure, wherever it is written.
"""

from collections.abc import Mapping
from typing import Any

from kpis.model import Frequency, Unit
from kpis.periods import find_period

Table = dict[str, Any]

SURVEYS = "surveys.toml"
WAVE_KEYS = ("wave_start_month", "wave_months")


def with_survey(measure: Table, surveys: Mapping[str, Any]) -> Table:
    """The table of a measure with what it takes of its survey: a new one, or itself for none.

    surveys: the table of surveys.toml; {} where there is none, or it cannot be read. What is None
    in either is there and faulty, and stays None.
    """
    survey = _survey_of(measure, surveys)
    if survey is None:
        return measure
    taken = {key: survey[key] for key in _taken(measure, survey) if key in survey}
    taken["frequency"] = Frequency.SURVEY_WAVE.value
    return taken | measure | _breaks(measure, surveys)


def _survey_of(measure: Table, surveys: Mapping[str, Any]) -> Table | None:
    if measure.get("survey") is None:
        return None
    of_that_id = (
        each
        for each in surveys.get("surveys") or ()
        if isinstance(each, dict) and each.get("id") == measure["survey"]
    )
    return next(of_that_id, None)


def _taken(measure: Table, survey: Mapping[str, Any]) -> list[str]:
    """The keys that a measure takes: not those that make no sense for it, or in the survey."""
    keys = ["arrears", "source"]
    if measure.get("frequency", Frequency.SURVEY_WAVE) == Frequency.SURVEY_WAVE:
        keys += WAVE_KEYS
    if "usual_denominator" in measure:  # says the same as a sample size
        return keys
    sampled = "sample_size" in {*measure, *survey}
    sound = sampled and survey.get("design_effect_source", "") != ""
    if sound and measure.get("unit") == Unit.PERCENT and "design_effect" not in measure:
        keys += ["design_effect", "design_effect_source"]
    return [*keys, "sample_size"]


def _breaks(measure: Table, surveys: Mapping[str, Any]) -> Table:
    """Its own breaks, then those of the survey's waves. Own ones that are None stay so."""
    own = measure.get("breaks", [])
    of_waves = [
        {"period": wave["period"], "reason": wave["break_reason"]}
        for wave in surveys.get("waves") or ()
        if isinstance(wave, dict)
        and wave.get("survey") == measure["survey"]
        and wave.get("break_reason")
        and is_wave(wave.get("period"))
    ]
    return {"breaks": [*own, *of_waves]} if own is not None and of_waves else {}


def is_wave(period_id: str | None) -> bool:
    """Whether an id is that of a survey wave, of whichever survey."""
    period = find_period(period_id) if period_id else None
    return period is not None and period.frequency is Frequency.SURVEY_WAVE
