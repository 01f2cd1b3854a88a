"""The last few submissions beneath the uploads, so that an officer sees that theirs is in."""

from kpis.frames import SUBMISSIONS
from kpis.model import Provenance
from kpis.ui.kit.addresses import link, submission_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.statuses import submission_state_word

FEW = 5


def draw_recent(store: SeenStore) -> None:
    """A short table of what services returned, and the way to the whole history."""
    submissions = store.submissions()
    returns = submissions[submissions["provenance"] == Provenance.RETURN.value].head(FEW)
    history = link(submission_address(), "History of all submissions")
    if returns.empty:
        show(element("p", "No return has been submitted yet. ", history, class_="k-line"))
        return
    lines = [
        row(
            row_header(link(submission_address(each.submission_id), each.file_name)),
            cell(each.submitted_by, label="By"),
            cell(uk_time(each.recorded_at), label="When"),
            cell(submission_state_word(each.state), label="State"),
        )
        for each in SUBMISSIONS.rows(returns)
    ]
    head = row([column(name) for name in ("File", "By", "When", "State")])
    caption = "Returns, newest first."
    show(table(caption, head, lines, class_="k-cards"))
    show(element("p", history, class_="k-line"))
