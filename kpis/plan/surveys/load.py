"""The surveys of a plan as the model has them."""

from typing import TYPE_CHECKING, cast

from kpis.model import Survey, SurveyWave, Unit
from kpis.periods import period_of_id
from kpis.plan.filling.of_survey import SURVEYS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpis.plan.schema import Entry, MeasureFile, SurveysFile


def surveys_of(further: "Mapping[str, Entry]") -> tuple[Survey, ...]:
    """Surveys in the order of the file, their waves earliest first. further: as in `Entries`."""
    file = cast("SurveysFile | None", further.get(SURVEYS))
    if file is None:
        return ()
    waves: dict[str, list[SurveyWave]] = {}
    for each in sorted(file.waves, key=lambda each: period_of_id(each.period)):
        said = {key: value for key, value in vars(each).items() if value is not None}
        waves.setdefault(said.pop("survey"), []).append(SurveyWave(**said))
    return tuple(
        Survey(
            waves=tuple(waves.get(each.id, ())),
            **{key: value for key, value in vars(each).items() if value is not None},
        )
        for each in file.surveys
    )


def waves_of(measure: "MeasureFile", survey: Survey) -> tuple[SurveyWave, ...]:
    """The waves whose own design effect a question takes: none where it has one of its own.

    measure: with what it takes of its survey.
    """
    own = (measure.design_effect or 1.0) != survey.design_effect
    if own or measure.unit is not Unit.PERCENT:
        return ()
    return tuple(each for each in survey.waves if each.design_effect)
