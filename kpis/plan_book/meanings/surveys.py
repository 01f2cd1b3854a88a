"""What the keys of surveys.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.SurveysFile: (
        "surveys.toml",
        "Surveys whose questions are measures. One file, which a plan may leave out.",
    ),
    schema.SurveyEntry: (
        "[[surveys]] in surveys.toml",
        "One survey. What a measure that names it does not say itself it takes from here.",
    ),
    schema.SurveyWaveEntry: (
        "[[waves]] in surveys.toml",
        "What is to be said of one wave of a survey, for all its measures. A wave of which "
        "nothing is to be said needs no entry.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.SurveysFile: {
        "surveys": "the surveys",
        "waves": "what is to be said of single waves",
    },
    schema.SurveyEntry: {
        "id": "what measures and waves name it by, and its address",
        "title": "what it is called",
        "about": "who is asked and how, in sentences",
        "wave_start_month": "the first month in which people are asked",
        "wave_months": "in how many months they are asked",
        "arrears": "how many quarters after the one a wave ends in it is reported",
        "sample_size": "usual number of people asked, needed for intervals",
        "design_effect": "of a weighted or clustered survey: how many times as many people had "
        "to be asked as of a random sample that tells as much; 1 without it. For percentages",
        "design_effect_source": "where that is known from, or why it is assumed; required with it",
        "source": "what figures of its questions say they come from",
        "directorate": "the directorate that has the survey done",
        "owner": "the post that returns its figures, never a person's name",
    },
    schema.SurveyWaveEntry: {
        "survey": "the id of the survey",
        "period": "the wave, as in `2020-02-to-2020-03`",
        "interviews": "how many people answered, where that is known",
        "design_effect": "that of this wave, where it is known; the survey's without it",
        "design_effect_source": "where that is known from; required with it",
        "note": "what readers should know of this wave",
        "break_reason": "what changed, where figures from this wave on do not compare with those "
        "before it: a break of every measure of the survey",
    },
}
