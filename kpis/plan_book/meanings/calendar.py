"""What the keys of calendar.toml are for."""

from kpis.plan import schema

TABLES: dict[type[schema.Entry], tuple[str, str]] = {
    schema.CalendarFile: ("calendar.toml", "When what is due. One file."),
    schema.RuleEntry: (
        "[rule] in calendar.toml",
        "The dates of a quarter without any of its own: days after it ends, moved on to a working "
        "day.",
    ),
    schema.QuarterEntry: (
        "[quarters.2019-20-Q2] in calendar.toml",
        "The dates of one quarter, where they are not as the rule says.",
    ),
    schema.MeetingEntry: (
        "[[meetings]] in calendar.toml",
        "One table for each meeting of a board of the partnership.",
    ),
}
MEANINGS: dict[type[schema.Entry], dict[str, str]] = {
    schema.CalendarFile: {
        "rule": "the dates of a quarter without any of its own",
        "quarters": "the dates of single quarters",
        "meetings": "when boards of the partnership meet",
    },
    schema.RuleEntry: {
        "due_days": "until returns are due",
        "closes_days": "until the quarter closes: a figure changed later is a restatement",
        "published_days": "until figures are published",
    },
    schema.QuarterEntry: {
        "due": "returns are due",
        "closes": "the quarter closes",
        "published": "figures are published",
    },
    schema.MeetingEntry: {
        "board": "the id of the board",
        "day": "the day it meets",
    },
}
