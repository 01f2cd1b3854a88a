"""The tables of what is measured, asked and done, of releases, and of what codes stand for."""

from kpis.reports.open_data.columns import Column, Holds, Leads, Table
from kpis.reports.open_data.tables import (
    CODE,
    FIGURES,
    MEASURE,
    OUTCOME,
    PROVENANCE,
    REPORT,
    TITLE,
    UNIT,
    UNIT_LABEL,
)

_TO_MEASURES = Leads(columns=("measure",), table="measures", to=("measure",))
_QUARTERS = (1, 2, 3, 4)


def _text(
    name: str, title: str, description: str, *, list: str = "", required: bool = False
) -> Column:
    return Column(name=name, title=title, description=description, list=list, required=required)


def _held(name: str, title: str, description: str, holds: Holds) -> Column:
    return Column(name=name, title=title, description=description, holds=holds)


MEASURES = Table(
    name="measures",
    title="Measures",
    description="What is measured, how it is defined, who answers for it and where its figures "
    "come from: a row for each measure and each part of one. A measure with parts has no figures "
    "of its own.",
    columns=(
        MEASURE,
        CODE,
        TITLE,
        _text("short_title", "Short title", "A title for charts; empty where there is none."),
        OUTCOME,
        _text("outcome_title", "Outcome in words", "What that outcome is called."),
        _held("priority", "Priority", "The number of the plan's priority.", Holds.WHOLE),
        _text("themes", "Themes", "Ids of the partnership's themes it supports, between "
              "blanks."),
        _text("part_of", "Part of", "The id of the measure that it is part of."),
        _text("part_label", "Part", "Who or what the part is of: Women."),
        _text("definition", "Definition", "What is measured.", required=True),
        _text("why_it_matters", "Why it matters", "In a sentence or two."),
        _text("numerator", "Numerator", "What the numerator counts."),
        _text("denominator", "Denominator", "What the denominator counts."),
        UNIT,
        UNIT_LABEL,
        _held("decimals", "Decimals", "To how many decimals figures are published.", Holds.WHOLE),
        _text("polarity", "Which way is better", "Whether a higher or a lower figure is better, "
              "one within a range, or neither.", list="polarity", required=True),
        _text("frequency", "Kind of period", "How often it is measured.", list="frequency",
              required=True),
        _text("basis", "What a figure covers", "Its own period, or the year up to its end.",
              list="basis", required=True),
        _text("rule", "Rule of its ratings", "What decides its colours.", list="rule"),
        _text("rule_in_words", "The rule in words", "What makes a figure green, amber or red."),
        _text("data_only", "Why it has no target", "Of a measure that has none by design."),
        _text("directorate", "Directorate", "The directorate that answers for it."),
        _text("service", "Service", "Of that directorate, where the plan says it."),
        _text("owner", "Owner", "The post that returns its figures, never a person."),
        _text("source", "Source", "Where the council's figures come from."),
        _text("survey", "Survey", "The id of the survey whose question it is."),
        _text("question", "Question", "Its wording there."),
        _text("official_publisher", "Publisher of the official statistic", "Who publishes an "
              "official statistic that gives its figures; empty where none does."),
        _text("official_indicator", "Official statistic", "Which one it is."),
        _text("official_licence", "Licence of the official statistic", "What others may do with "
              "figures whose provenance is published."),
        _text("official_nearness", "How near it comes", "To what the measure is about.",
              list="nearness"),
        _text("official_note", "What is said beside them", "What readers are told of it."),
        _text("introduced", "First quarter", "The first quarter it is due in; empty where it "
              "always was."),
        _text("retired", "Last quarter", "The last quarter it is due in."),
        _text("retired_reason", "Why it ends", "For readers."),
        _text("earlier_ids", "Earlier ids", "Ids it had in plans before, with blanks between."),
        _text("breaks", "Breaks", "Periods from which on its figures do not compare with those "
              "before, each with the reason, a line for each."),
        _held("reviewed_on", "Reviewed on", "When its definition was last reviewed.", Holds.DAY),
        _held("next_review", "Next review", "When it is to be reviewed again.", Holds.DAY),
    ),
    key=("measure",),
)  # fmt: skip


def _profile(name: str, title: str) -> tuple[Column, ...]:
    return tuple(
        _held(
            f"{name}_q{quarter}",
            f"{title}, Q{quarter}",
            "What is asked up to this quarter, where it rises through the year.",
            Holds.NUMBER,
        )
        for quarter in _QUARTERS
    )


AIMS = Table(
    name="aims",
    title="Targets and minimum expectations",
    description="What is asked of each measure, by financial year. What is only proposed is not in "
    "it.",
    columns=(
        MEASURE,
        CODE,
        Column(
            name="year",
            title="Financial year",
            description="The id of the year that it is asked of.",
            required=True,
            pattern=r"\d{4}-\d{2}",
        ),
        UNIT_LABEL,
        _held("target", "Target", "At the year's end, in the measure's unit; of a range its lower "
              "bound.", Holds.NUMBER),
        _held("minimum_expectation", "Minimum expectation", "The least that is acceptable.",
              Holds.NUMBER),
        _held("target_upper", "Target, upper bound", "Of a range.", Holds.NUMBER),
        _held("minimum_expectation_upper", "Minimum expectation, upper bound", "Of a range.",
              Holds.NUMBER),
        *_profile("target", "Target"),
        *_profile("minimum", "Minimum expectation"),
        _text("set_by", "Set by", "Who set it."),
        _text("rationale", "Rationale", "Why it is what it is."),
        _held("illustrative", "Illustrative", "Whether it is made up and nobody agreed it.",
              Holds.YES_NO),
    ),
    key=("measure", "year"),
    leads=(_TO_MEASURES,),
)  # fmt: skip

ACTIVITIES = Table(
    name="activities",
    title="Activities",
    description="What the council, or the partnership, said it would do, and how far it has come "
    "in the release's quarter.",
    columns=(
        Column(
            name="activity",
            title="Activity",
            description="Its code in the plan: A1.2, of a commitment of the partnership P1.",
            required=True,
        ),
        TITLE,
        OUTCOME,
        _held("commitment", "Commitment", "Whether the partnership took it on.", Holds.YES_NO),
        _text("quarter", "Quarter", "The id of the quarter of the report.", required=True),
        _text("status", "Status", "How far it has come; empty where that was never told.",
              list="activity_status"),
        _text("told_in", "Told in", "The id of the quarter whose status it is."),
        Column(
            name="percent_done",
            title="Done",
            description="How much of it is done.",
            holds=Holds.NUMBER,
            unit="%",
        ),
        _held("expected_on", "Expected", "When it was to be completed.", Holds.DAY),
        _held("revised_on", "Revised", "When it is to be completed by now.", Holds.DAY),
        Column(
            name="slipped_days",
            title="Slipped",
            description="The revised date less the one expected.",
            holds=Holds.WHOLE,
            unit="days",
        ),
        _held("overdue", "Overdue", "Whether it should have been completed by now.", Holds.YES_NO),
        _text("rag", "Rating", "Worked out of status and dates; empty where it is not rated.",
              list="rag"),
        _text("rag_reason", "Why", "A sentence."),
        _text("comment", "Comment", "In its owner's words."),
        _text("directorate", "Directorate", "Whose it is; empty where the plan does not say."),
        _text("owner", "Owner", "The post whose it is, never a person."),
        PROVENANCE,
    ),
    key=("activity",),
)  # fmt: skip

CODES = Table(
    name="codes",
    title="What the codes stand for",
    description="Each code of the columns that have a list of them.",
    columns=(
        _text("list", "List", "The list, as a column's description names it.", required=True),
        _text("code", "Code", "As files have it.", required=True),
        _text("meaning", "Meaning", "What it stands for.", required=True),
    ),
    key=("list", "code"),
)

RELEASES = Table(
    name="releases",
    title="Releases",
    description="Every release there was, corrections and withdrawn ones too, and how it stands.",
    columns=(
        _held("release", "Release", "Its number.", Holds.WHOLE),
        _text("quarter", "Quarter", "The id of the quarter that it is of.", required=True),
        _text("quarter_label", "Quarter in words", "As people write it.", required=True),
        _held("published_at", "Published at", "In UTC.", Holds.TIME),
        _text("version", "Version", "The version of the data that it made.", required=True),
        _text("standing", "Standing", "What has become of it.", list="standing", required=True),
        _held("instead", "Look at instead", "The number of the release that stands in its place, "
              "or of a later quarter.", Holds.WHOLE),
        _text("note", "Note", "What was said with it, for readers."),
        _text("correction", "Why it corrects", "What was corrected and why; empty of the first of "
              "its quarter."),
        _text("early_readers", "Read it before", "The posts that saw its figures before it was "
              "published, a line for each; empty where nobody did."),
        _held("withdrawn_at", "Withdrawn at", "In UTC.", Holds.TIME),
        _text("withdrawn_why", "Why it was withdrawn", "For readers."),
        _text("folder", "Folder", "Where its files stand.", required=True),
    ),
    key=("release",),
)  # fmt: skip

# Of each release, in their order in its folder.
OF_A_RELEASE = (FIGURES, REPORT, MEASURES, AIMS, ACTIVITIES, CODES)
