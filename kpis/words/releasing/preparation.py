"""The words for a release in preparation: how far it has come, and what was said of it."""

from kpis.model import (
    Preparation,
    PreparationState,
    PreparationStep,
    ReviewComment,
    ScheduledRelease,
)
from kpis.words.days import uk_time
from kpis.words.lists import counted, listed
from kpis.words.report.release_standing import ended

STATE_WORDS = {
    PreparationState.DRAFT: "Draft",
    PreparationState.READY: "Ready for review",
    PreparationState.APPROVED: "Approved for a time",
    PreparationState.PUBLISHED: "Published",
}


def state_sentence(found: Preparation) -> str:
    """ "Ready for review since 3 December 2019 at 9:30am (Head). 1 comment is not resolved." """
    last = found.steps[-1]
    if found.scheduled is not None:
        words = f"{approved_sentence(found.scheduled)} {early_sentence(found.scheduled)}".strip()
    elif last.why:
        words = f"Draft again since {uk_time(last.at)} ({last.by}): {ended(last.why)}"
    else:
        words = f"{STATE_WORDS[found.state]} since {uk_time(last.at)} ({last.by})."
    left = len(found.unresolved)
    if left:
        words += f" {counted(left, 'comment')} {'is' if left == 1 else 'are'} not resolved."
    return words


def step_sentence(step: PreparationStep) -> str:
    """ "Draft: 3 December 2019 at 9:30am, Head: why." """
    why = f": {ended(step.why)}" if step.why else "."
    return f"{STATE_WORDS[step.state]}: {uk_time(step.at)}, {step.by}{why}"


def approved_sentence(due: ScheduledRelease) -> str:
    """For when, by whom, and when that was."""
    return (
        f"Approved for {uk_time(due.due_at)}, as it was on {uk_time(due.approved_at)} "
        f"({due.approved_by})."
    )


def early_sentence(due: ScheduledRelease) -> str:
    """Who may read it before its time; "" where nobody may but staff."""
    if not due.early_readers:
        return ""
    return f"From {uk_time(due.early_from)} on it can be read by: {listed(due.early_readers)}."


def seen_early_sentence(early_readers: tuple[str, ...], early_hours: int) -> str:
    """ "Seen up to 24 hours before by: Mayor and Chair of the Board." "" where nobody saw it."""
    if not early_readers:
        return ""
    return f"Seen up to {counted(early_hours, 'hour')} before by: {listed(early_readers)}."


def for_readers_sentence(due: ScheduledRelease) -> str:
    """What stands at the head of every page of it for pre-release readers."""
    return f"For pre-release readers until {uk_time(due.due_at)}: keep it to yourself until then."


def comment_line(comment: ReviewComment) -> str:
    """ "Comment 1, 3 December 2019 at 9:30am, Member: text (resolved by …)"."""
    resolved = "not resolved"
    if comment.resolved_at is not None:
        resolved = f"resolved by {comment.resolved_by}, {uk_time(comment.resolved_at)}"
    said = f"{uk_time(comment.made_at)}, {comment.made_by}: {comment.text}"
    return f"Comment {comment.number}, {said} ({resolved})"
