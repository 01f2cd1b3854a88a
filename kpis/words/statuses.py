"""The words for statuses, markers and directions, shared by screen, text alternatives and exports.

A reader must never have to tell two things apart by colour: each state has its word, and each
reason for having no rating has a word and a sentence of its own.
"""

from kpis.model import (
    RATED,
    ActivityStatus,
    Direction,
    Marker,
    Plan,
    RagRule,
    RagStatus,
    ReturnState,
    SubmissionState,
    ThemeBasis,
)
from kpis.words.ratings import colour_meanings, own_rules, rule_in_words

STATUS_WORDS = {
    RagStatus.GREEN: "Green",
    RagStatus.AMBER: "Amber",
    RagStatus.RED: "Red",
    RagStatus.DATA_ONLY: "Data only",
    RagStatus.NO_TARGET: "No target set",
    RagStatus.NOT_DUE: "Not due",
    RagStatus.AWAITED: "Awaited",
    RagStatus.LATE: "Late",
    RagStatus.NOT_AVAILABLE: "No figure",
    RagStatus.OUT_OF_DATE: "Out of date",
    RagStatus.SUSPENDED: "Suspended",
    RagStatus.NOT_COMPARABLE: "Not comparable",
    RagStatus.SEE_PARTS: "See its parts",
}

UNRATED_MEANINGS = {
    RagStatus.DATA_ONLY: "A figure without a target by design.",
    RagStatus.NO_TARGET: "A figure without a target agreed for its year, or without the other "
    "figure that its rule holds it against.",
    RagStatus.NOT_DUE: "Nothing of this measure is reported in this quarter: it is measured once "
    "or twice a year, or by a survey.",
    RagStatus.AWAITED: "Not returned yet, and its due date has not passed.",
    RagStatus.LATE: "Not returned, and its due date has passed.",
    RagStatus.NOT_AVAILABLE: "Returned without a figure: confidential, not available or not "
    "applicable.",
    RagStatus.OUT_OF_DATE: "Its latest figure is too old to stand: newer ones have come due and "
    "are not in.",
    RagStatus.SUSPENDED: "Collection is suspended for the time being.",
    RagStatus.NOT_COMPARABLE: "The definition changed, so the target, or the figure it would be "
    "held against, does not apply.",
    RagStatus.SEE_PARTS: "The measure is rated by its parts, which stand beneath it.",
}

# Reasons for having no rating, in the order a reader wants to know them.
UNRATED = (
    RagStatus.LATE,
    RagStatus.AWAITED,
    RagStatus.NOT_AVAILABLE,
    RagStatus.OUT_OF_DATE,
    RagStatus.SUSPENDED,
    RagStatus.NOT_COMPARABLE,
    RagStatus.NO_TARGET,
    RagStatus.DATA_ONLY,
    RagStatus.NOT_DUE,
)

# As they are counted in a sentence: "2 late, 1 suspended".
UNRATED_IN_TEXT = {
    RagStatus.LATE: "late",
    RagStatus.AWAITED: "awaited",
    RagStatus.NOT_AVAILABLE: "without a figure",
    RagStatus.OUT_OF_DATE: "out of date",
    RagStatus.SUSPENDED: "suspended",
    RagStatus.NOT_COMPARABLE: "not comparable",
    RagStatus.NO_TARGET: "without a target set",
    RagStatus.DATA_ONLY: "data only",
    RagStatus.NOT_DUE: "not due",
}

# What tells the states apart in a mark a few millimetres wide. Ratings have a shape as well.
STATUS_SIGNS = {
    RagStatus.GREEN: "G",
    RagStatus.AMBER: "A",
    RagStatus.RED: "R",
    RagStatus.DATA_ONLY: "D",
    RagStatus.NO_TARGET: "N",
    RagStatus.NOT_DUE: "·",
    RagStatus.AWAITED: "…",
    RagStatus.LATE: "!",
    RagStatus.NOT_AVAILABLE: "×",
    RagStatus.OUT_OF_DATE: "†",
    RagStatus.SUSPENDED: "‖",
    RagStatus.NOT_COMPARABLE: "≠",
    RagStatus.SEE_PARTS: "",
}

DIRECTION_WORDS = {
    Direction.IMPROVING: "Better",
    Direction.NO_CLEAR_CHANGE: "No clear change",
    Direction.WORSENING: "Worse",
    Direction.NOT_TESTED: "Changed, not tested",
}
DIRECTION_SIGNS = {
    Direction.IMPROVING: "▲",
    Direction.NO_CLEAR_CHANGE: "▬",
    Direction.WORSENING: "▼",
    Direction.NOT_TESTED: "◇",
}

ACTIVITY_STATUS_WORDS = {
    ActivityStatus.NOT_STARTED: "Not started",
    ActivityStatus.ON_TRACK: "On track",
    ActivityStatus.AT_RISK: "At risk",
    ActivityStatus.DELAYED: "Delayed",
    ActivityStatus.COMPLETED: "Completed",
    ActivityStatus.STOPPED: "Stopped",
}
MARKER_MEANINGS = {
    Marker.PROVISIONAL: "provisional",
    Marker.REVISED: "revised",
    Marker.CONFIDENTIAL: "not shown, to protect confidentiality",
    Marker.NOT_AVAILABLE: "not available",
    Marker.NOT_APPLICABLE: "not applicable",
}
# How a measure came to its theme, or a board to its business.
BASIS_WORDS = {
    ThemeBasis.STATED: "Named in the council's documents",
    ThemeBasis.ASSIGNED: "Added by those who wrote the plan's files",
}
SUBMISSION_STATE_WORDS = {
    SubmissionState.SUBMITTED: "Awaits approval",
    SubmissionState.APPROVED: "Approved",
    SubmissionState.PUBLISHED: "Published",
    SubmissionState.WITHDRAWN: "Withdrawn",
}
RETURN_STATE_WORDS = {
    ReturnState.RETURNED: "Returned",
    ReturnState.PROVISIONAL: "Provisional",
    ReturnState.LATE: "Late",
    ReturnState.AWAITED: "Awaited",
}


_WHATEVER_RULE = {
    RagStatus.GREEN: "what its rule asks is met",
    RagStatus.AMBER: "not quite met, as its rule has it",
    RagStatus.RED: "not met",
}


def rating_meanings(plan: Plan) -> dict[RagStatus, str]:
    """What each colour means: "target met or better".

    Where measures have rules of their own, no one rule says it of all of them.
    """
    if has_own_rules(plan):
        return dict(_WHATEVER_RULE)
    meanings = colour_meanings(plan.rating_rule, plan)
    return {status: meanings.get(status, "not given by the rule of this plan") for status in RATED}


def has_own_rules(plan: Plan) -> bool:
    """Whether any measure or part is rated otherwise than by the plan's rule."""
    return bool(own_rules(plan, plan.measures))


def rag_rule_in_short(plan: Plan) -> str:
    """The plan's rule, as it is printed under every table of ratings."""
    return rule_in_words(plan.rating_rule, plan)


def rag_rule_sentence(plan: Plan) -> str:
    """The plan's rule, with what it says of a measure without a minimum expectation."""
    rule = rag_rule_in_short(plan)
    if plan.rating_rule.rule is not RagRule.MINIMUM_EXPECTATION:
        return rule
    return f"{rule} A measure without a minimum expectation is red when its target is missed."


def marker_meaning(marker: str) -> str:
    """What a marker stands for, in words: "provisional", "provisional; revised"; "" for none.

    Raises ValueError for letters that are no model.Marker.
    """
    return "; ".join(MARKER_MEANINGS[Marker(letter)] for letter in marker)


def submission_state_word(state: str) -> str:
    """state: a model.SubmissionState value."""
    return SUBMISSION_STATE_WORDS[SubmissionState(state)]
