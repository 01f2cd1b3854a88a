"""What pages may show by group wherever else than on a measure's page: what that page shows."""

from kpis.analysis.groups.public_figures import PublicFigures, public_figures
from kpis.frames import SubmissionRow
from kpis.ui.kit.html import Html, element
from kpis.ui.state import cache
from kpis.ui.state.figures import Figures
from kpis.ui.state.kept import kept_per_state

WITHHELD_HERE = (
    "[c] Withheld, as on the measure’s page: small counts by group, and what would give them away."
)
NOT_HANDED_OUT = (
    "This file is not handed out here: it holds small counts by group, or may hold some. The "
    "performance team has it."
)


@kept_per_state(max_entries=4)
def public_by_group(figures: Figures) -> PublicFigures:
    """What is public of all groups of all measures."""
    return public_figures(figures.plan, cache.with_groups_of_others(figures))


@kept_per_state(max_entries=4)
def _with_groups(figures: Figures) -> tuple[frozenset[str], bool]:
    """Submissions that brought a figure by group that is withheld; whether there is any at all."""
    by_group = cache.returned_by_group(figures)
    withheld = by_group[public_by_group(figures).withheld(by_group)]
    return frozenset(withheld["submission_id"]), len(withheld) > 0


def may_hand_out(figures: Figures, row: SubmissionRow) -> bool:
    """Whether the file of a submission holds nothing of a group that is withheld.

    What a file changed is stored, what it left unchanged is not, and so may be anything that came
    in another file.
    """
    submissions, any_withheld = _with_groups(figures)
    return row.submission_id not in submissions and not (row.unchanged and any_withheld)


def withheld_note() -> Html:
    """What [c] means where figures are shown as they were returned."""
    return element("p", WITHHELD_HERE, class_="k-foot")
