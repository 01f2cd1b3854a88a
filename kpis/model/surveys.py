"""A survey whose questions are measures, and its waves."""

from kpis.model.record import Record


class SurveyWave(Record):
    """One time the survey was or will be held."""

    period: str  # as ReportingPeriod.id
    interviews: int = 0  # people who answered; 0 = not known
    design_effect: float = 0.0  # where it is known of this wave; 0 = the survey's
    design_effect_source: str = ""
    note: str = ""  # what readers should know of this wave
    break_reason: str = ""  # why it does not compare with the waves before; "" = it does


class Survey(Record):
    """What its measures have in common: said once, and taken by each that says nothing else."""

    id: str
    title: str
    about: str  # who is asked, and how
    wave_start_month: int  # the first month of fieldwork, 1 to 12
    wave_months: int
    source: str
    owner: str  # the post that returns it
    directorate: str
    arrears: int = 0  # quarters after the one a wave ends in that it is reported
    sample_size: int = 0  # usual number of people asked; 0 = not known
    design_effect: float = 1.0
    design_effect_source: str = ""
    waves: tuple[SurveyWave, ...] = ()  # those the plan says something of, earliest first
