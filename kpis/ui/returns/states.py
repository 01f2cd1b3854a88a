"""How far a submission has come: one word for each step, the same wherever it is told."""

from kpis.model import SubmissionState

STATE_WORDS = {
    SubmissionState.SUBMITTED: "Awaits approval",
    SubmissionState.APPROVED: "Approved",
    SubmissionState.PUBLISHED: "Published",
    SubmissionState.WITHDRAWN: "Withdrawn",
}


def state_word(state: str) -> str:
    """state: a model.SubmissionState value."""
    return STATE_WORDS[SubmissionState(state)]
