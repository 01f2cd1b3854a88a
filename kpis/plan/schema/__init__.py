"""What the files of a plan may hold: a model per kind of file, nothing unknown or converted.

What one key alone cannot tell (a minimum expectation stricter than its target, a theme nobody
defined) is the business of the rules: `kpis/plan/plan_rules.py`, `measure_rules.py` and those
beside a file of their own.

Importing this package imports pydantic, which costs more than reading a plan: only `files.py`
does so, when a plan is read.
"""

from kpis.plan.schema.activities import ActivitiesFile, ActivityEntry
from kpis.plan.schema.aims import AimEntry, EarlierAimEntry, EveryYearEntry
from kpis.plan.schema.borough import (
    BoroughFile,
    ContactEntry,
    FactEntry,
    PassageEntry,
    SpendingEntry,
    TopicEntry,
)
from kpis.plan.schema.calendar import CalendarFile, MeetingEntry, QuarterEntry, RuleEntry
from kpis.plan.schema.crosswalk import ChangeEntry, CrosswalkFile
from kpis.plan.schema.entry import Entry
from kpis.plan.schema.measures import (
    SHORT_TITLE_LENGTH,
    BaselineEntry,
    BreakEntry,
    MeasureFile,
    PartEntry,
    PublishedEntry,
    SuspensionEntry,
    ThemeLinkEntry,
)
from kpis.plan.schema.outcomes import OutcomeEntry, OutcomesFile, ThemeEntry, ThemesFile
from kpis.plan.schema.partnership import (
    BoardEntry,
    BusinessEntry,
    CommitmentEntry,
    ExecutiveEntry,
    PartnerEntry,
    PartnershipFile,
)
from kpis.plan.schema.plan_file import (
    AgreedEntry,
    AreaNamesEntry,
    ComparatorSetEntry,
    FirstFigures,
    PlanFile,
    PriorityEntry,
)
from kpis.plan.schema.publication import (
    LicenceEntry,
    PublicationFile,
    PublicContactEntry,
    PublisherEntry,
)
from kpis.plan.schema.rating import ColourNamesEntry, RatingEntry
from kpis.plan.schema.surveys import SurveyEntry, SurveysFile, SurveyWaveEntry

# Files that a plan may leave out.
FURTHER_FILES: dict[str, type[Entry]] = {
    "crosswalk.toml": CrosswalkFile,
    "surveys.toml": SurveysFile,
    "partnership.toml": PartnershipFile,
    "borough.toml": BoroughFile,
    "publication.toml": PublicationFile,
}

__all__ = [
    "FURTHER_FILES",
    "SHORT_TITLE_LENGTH",
    "ActivitiesFile",
    "ActivityEntry",
    "AgreedEntry",
    "AimEntry",
    "AreaNamesEntry",
    "BaselineEntry",
    "BoardEntry",
    "BoroughFile",
    "BreakEntry",
    "BusinessEntry",
    "CalendarFile",
    "ChangeEntry",
    "ColourNamesEntry",
    "CommitmentEntry",
    "ComparatorSetEntry",
    "ContactEntry",
    "CrosswalkFile",
    "EarlierAimEntry",
    "Entry",
    "EveryYearEntry",
    "ExecutiveEntry",
    "FactEntry",
    "FirstFigures",
    "LicenceEntry",
    "MeasureFile",
    "MeetingEntry",
    "OutcomeEntry",
    "OutcomesFile",
    "PartEntry",
    "PartnerEntry",
    "PartnershipFile",
    "PassageEntry",
    "PlanFile",
    "PriorityEntry",
    "PublicContactEntry",
    "PublicationFile",
    "PublishedEntry",
    "PublisherEntry",
    "QuarterEntry",
    "RatingEntry",
    "RuleEntry",
    "SpendingEntry",
    "SurveyEntry",
    "SurveyWaveEntry",
    "SurveysFile",
    "SuspensionEntry",
    "ThemeEntry",
    "ThemeLinkEntry",
    "ThemesFile",
    "TopicEntry",
]
