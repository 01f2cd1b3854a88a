"""Frames of a survey: its questions in the latest wave beside the one before, and its waves."""

from kpis.frames.contract import frame_of_rows


class SurveyResultRow:
    """One question of a survey (a measure or part) in its latest wave, beside the wave before."""

    measure_id: str
    code: str
    part_of: str  # id of the whole, "" for a measure
    title: str
    short_title: str
    unit: str
    decimals: int
    polarity: str
    quarter_id: str  # of the report that has the latest wave; "" where none is known
    period_id: str  # the wave; likewise
    period_label: str
    outturn: float
    interval_low: float  # of the 95 % interval, unrounded; NaN where there is none
    interval_high: float
    people: float  # behind the figure: as returned with it, else as usually asked; NaN unknown
    people_returned: bool  # returned with the figure
    marker: str
    provenance: str
    target: float
    minimum_expectation: float
    rag: str
    rag_reason: str
    before_period_id: str  # "" where there is no earlier wave
    before_label: str
    before_outturn: float
    before_low: float
    before_high: float
    change: float  # of the figures as shown, in the measure's unit; NaN without both
    break_reason: str  # why the two waves do not compare by the survey's method; "" where they do
    direction: str  # model.Direction, "" when blank
    direction_reason: str
    direction_holds: bool  # better or worse also among all tests of that quarter's report


SURVEY_RESULTS = frame_of_rows("survey results", SurveyResultRow)


class SurveyWaveRow:
    """One wave of a survey as far as it is known by a quarter."""

    period_id: str
    period_label: str
    quarter_id: str  # in whose report it is
    due: int  # questions that were to be returned
    returned: int  # of these, with a figure
    interviews: float  # as the plan says; NaN where it does not
    people_low: float  # the fewest returned with a question put to all; NaN where none was
    people_high: float
    people: float  # the interviews, else the mean returned, else as usually asked; NaN unknown
    design_effect: float
    margin: float  # of a result of 50 %, in percentage points; NaN where nobody knows how many
    note: str
    break_reason: str


SURVEY_WAVES = frame_of_rows("survey waves", SurveyWaveRow)
