"""What the keys of outcomes.toml, themes.toml and activities.toml are for."""

from kpis.plan import schema
from kpis.plan_book.meanings.numbered import NUMBERED

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.OutcomesFile: ("outcomes.toml", "The outcomes. One file."),
    schema.OutcomeEntry: ("[[outcomes]] in outcomes.toml", "One table for each outcome."),
    schema.ThemesFile: ("themes.toml", "The themes of the partnership's plan. One file."),
    schema.ThemeEntry: ("[[themes]] in themes.toml", "One table for each theme."),
    schema.ActivitiesFile: ("activities.toml", "What the council said it would do. One file."),
    schema.ActivityEntry: ("[[activities]] in activities.toml", "One table for each activity."),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.OutcomesFile: {"outcomes": "the outcomes"},
    schema.OutcomeEntry: NUMBERED
    | {
        "priority": "the number of its priority",
        "director": "the post of the director who answers for it, never a person's name",
        "cabinet_member": "the Cabinet Member who answers for it, by portfolio and never by name: "
        "`Cabinet Member for Housing`",
        "why": "the plan's own text of it, by paragraph",
        "challenges": "its challenges, where the plan names them, in the plan's own words",
        "principles": "its principles, likewise",
    },
    schema.ThemesFile: {"themes": "the themes; `[]` for none"},
    schema.ThemeEntry: {
        "id": "its name in measures and addresses, for good",
        "title": "what it is called",
        "board": "the board that delivers it",
        "about": "the partnership plan's own text of it, by paragraph",
        "key_outcomes": "what the partnership intends to achieve in it, where its plan says so",
    },
    schema.ActivitiesFile: {"activities": "the activities; `[]` for none"},
    schema.ActivityEntry: {
        "outcome": "the number of its outcome",
        "number": "its place within the outcome, from 1 without gaps",
        "title": "what is to be done",
        "also_supports": "numbers of further outcomes",
        "directorate": "the directorate that does it, written as in the measures' files",
        "owner": "the post that answers for it, never a person's name",
        "partners": "ids of the partners that do it with the council, or for it",
    },
}
