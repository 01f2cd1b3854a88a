"""The words for what stands between a quarter and its release, and for what a release holds."""

from datetime import datetime

from kpis.model import ReleaseFault, ReleaseWarning
from kpis.words.days import uk_time
from kpis.words.lists import counted

# What the public would see, or what has to be done first.
CHECK_MEANINGS: dict[ReleaseFault | ReleaseWarning, str] = {
    ReleaseFault.NOT_ENDED: "Wait until it is over.",
    ReleaseFault.NOTHING_APPROVED: "Approve the submissions first.",
    ReleaseFault.WAITING: "A page would call such a figure missing, or show a made-up one "
    "instead. Approve or withdraw what waits.",
    ReleaseFault.NOTHING_TO_CORRECT: "There is nothing to correct.",
    ReleaseFault.CHANGED_AGREED: "Say what it was, when it was changed, by whom and why, on "
    "Change the plan or the workbook's sheet Changed aims.",
    ReleaseFault.DRAFT: "Say first that it is ready for review.",
    ReleaseFault.UNRESOLVED: "Do what it asks for, or answer it, and resolve it.",
    ReleaseFault.SCHEDULED: "Send it back to draft to publish something else.",
    ReleaseWarning.EARLY: "The plan sets a later day for publishing.",
    ReleaseWarning.LATE: "The pages say so beside each.",
    ReleaseWarning.AWAITED: "The pages say so beside each.",
    ReleaseWarning.LEFT_OUT: "What was approved before, if anything, is shown instead.",
    ReleaseWarning.RED_WITHOUT_COMMENTARY: "The pages say that no commentary was returned.",
    ReleaseWarning.PROVISIONAL: "The mark [p] says that a figure may still change.",
    ReleaseWarning.ILLUSTRATIVE: "That is made up, and the pages say so.",
    ReleaseWarning.RESTATED: "Readers have seen what was shown before.",
    ReleaseWarning.CHANGED_AIMS: "Ratings may differ although figures do not.",
    ReleaseWarning.CHANGED_TERMS: "Readers have seen the earlier wording.",
}

# Of these the count is of figures: what is said of one, and of several.
_OF_FIGURES: dict[ReleaseFault | ReleaseWarning, tuple[str, str]] = {
    ReleaseFault.WAITING: (
        "has come in and waits for approval",
        "have come in and wait for approval",
    ),
    ReleaseWarning.LATE: ("is late", "are late"),
    ReleaseWarning.AWAITED: ("is not in yet, and not yet due", "are not in yet, and not yet due"),
    ReleaseWarning.LEFT_OUT: (
        "is not approved and would be left out",
        "are not approved and would be left out",
    ),
    ReleaseWarning.PROVISIONAL: ("is provisional", "are provisional"),
    ReleaseWarning.ILLUSTRATIVE: ("is illustrative", "are illustrative"),
    ReleaseWarning.RESTATED: (
        "is restated since the last release",
        "are restated since the last release",
    ),
}
_OF_THE_QUARTER: dict[ReleaseFault | ReleaseWarning, str] = {
    ReleaseFault.NOT_ENDED: "{quarter} has not ended.",
    ReleaseFault.NOTHING_APPROVED: "No figure of {quarter} is approved yet.",
    ReleaseFault.NOTHING_TO_CORRECT: "The last release of {quarter} shows just this.",
    ReleaseFault.DRAFT: "The release of {quarter} is a draft.",
    ReleaseFault.SCHEDULED: "A release of {quarter} is approved for a time already.",
    ReleaseWarning.EARLY: "{quarter} would be published before its day.",
}
_OF_OTHERS: dict[ReleaseFault | ReleaseWarning, tuple[str, str, str]] = {
    ReleaseWarning.RED_WITHOUT_COMMENTARY: (
        "red figure",
        "has no commentary",
        "have no commentary",
    ),
    ReleaseFault.UNRESOLVED: (
        "reviewer's comment",
        "is not resolved",
        "are not resolved",
    ),
    ReleaseFault.CHANGED_AGREED: (
        "agreed target or minimum",
        "was changed after its year had begun, and the plan does not say why",
        "were changed after their year had begun, and the plan does not say why",
    ),
    ReleaseWarning.CHANGED_AIMS: (
        "target or minimum",
        "differs from the last release",
        "differ from the last release",
    ),
    ReleaseWarning.CHANGED_TERMS: (
        "definition or rule",
        "differs from the last release",
        "differ from the last release",
    ),
}
_PLURALS = {
    "reviewer's comment": "reviewers' comments",
    "agreed target or minimum": "agreed targets or minimums",
    "target or minimum": "targets or minimums",
    "definition or rule": "definitions or rules",
}


def check_sentence(kind: ReleaseFault | ReleaseWarning, count: int, quarter: str) -> str:
    """ "6 figures are late." quarter: its label. "" for a count of 0."""
    if not count:
        return ""
    if kind in _OF_THE_QUARTER:
        return _OF_THE_QUARTER[kind].format(quarter=quarter)
    if kind in _OF_FIGURES:
        noun, (one, several) = "figure", _OF_FIGURES[kind]
    else:
        noun, one, several = _OF_OTHERS[kind]
    return f"{counted(count, noun, _PLURALS.get(noun, ''))} {one if count == 1 else several}."


def summary_sentences(
    quarter: str, *, due: int, came_in: int, late: int, awaited: int, past: int
) -> str:
    """ "Q2 2019/20 report: 29 of 30 figures are in, 1 is late. Past figures are included."

    due, came_in: as `ReleaseChecks` has them. Of the rest, what is neither late nor awaited waits
    for approval.
    """
    came = f"{came_in} of {counted(due, 'figure')} {_is_are(came_in)} in"
    parts = [came if due else "no figure is due"]
    waiting = due - came_in - late - awaited
    parts += [
        f"{count} {_is_are(count)} {word}"
        for count, word in (
            (waiting, "waiting for approval"),
            (late, "late"),
            (awaited, "not yet due"),
        )
        if count
    ]
    past_words = " Past figures are included." if past else ""
    return f"{quarter} report: {', '.join(parts)}.{past_words}"


def _is_are(count: int) -> str:
    return "is" if count == 1 else "are"


def still_shown_sentence(number: int, quarter: str, count: int) -> str:
    """That a release goes on showing figures that were withdrawn, and what changes that."""
    figures = counted(count, "of these figures", "of these figures")
    return (
        f"Release {number} of {quarter} still shows {figures}, as it was published; a correction "
        "of it would not."
    )


def shown_as_before_sentence(number: int, quarter: str, count: int) -> str:
    """That a release goes on showing figures as they were before they were corrected."""
    figures = counted(count, "of these figures", "of these figures")
    before, new = ("it was", "one") if count == 1 else ("they were", "ones")
    return (
        f"Release {number} of {quarter} still shows {figures} as {before} before; a correction of "
        f"it would show the new {new}."
    )


def will_show_sentence(quarter: str, due_at: datetime, count: int) -> str:
    """That a release approved for a time will show figures that were withdrawn."""
    figures = counted(count, "of these figures", "of these figures")
    return f"{_approved(quarter, due_at)} will show {figures}, {_UNLESS}"


def will_show_as_before_sentence(quarter: str, due_at: datetime, count: int) -> str:
    """That a release approved for a time will show figures as before they were corrected."""
    figures = counted(count, "of these figures", "of these figures")
    before = "it was" if count == 1 else "they were"
    return f"{_approved(quarter, due_at)} will show {figures} as {before} before, {_UNLESS}"


_UNLESS = "unless it is sent back to draft and approved anew."


def _approved(quarter: str, due_at: datetime) -> str:
    return f"The release of {quarter} that is approved for {uk_time(due_at)}"
