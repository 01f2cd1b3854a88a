"""Examples of what is said of comments on cells and of words that are struck through."""

from typing import Any

from kpis.readers.asked import LEAVE_OUT, TAKE, Choice
from kpis.validation import Issue
from kpis.validation.issues import said_beside

SAID_BESIDE: dict[type[Issue], dict[str, Any]] = {
    said_beside.CommentOnCell: {"found": "Provisional until November", "column": "outturn"},
    said_beside.MoreComments: {"found": "See the note below", "count": 12},
    said_beside.StruckText: {"found": "To be written", "column": "commentary", "whole": True},
    said_beside.UnseenText: {"found": "Not for publication", "column": "commentary"},
    said_beside.StruckActivity: {
        "measure": "A1.2",
        "title": "Open a second repair shop",
        "found": "On track",
        "column": "status",
        "choices": (
            Choice(answer=TAKE, label="It is reported"),
            Choice(answer=LEAVE_OUT, label="Leave it out"),
        ),
    },
}
