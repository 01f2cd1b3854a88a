"""The line or banner that says whose figures a page shows: a release's, or the latest ones.

A release has words for readers, and a correction a reason: they stand on every page of it, so that
nobody reads a figure without them. They are plain text that a post typed.
"""

from kpis.model import Release, ScheduledRelease, Standing
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, release_changes_address
from kpis.ui.kit.html import Html, element
from kpis.words.days import uk_day
from kpis.words.lists import counted
from kpis.words.releasing.preparation import approved_sentence, for_readers_sentence
from kpis.words.report.release_standing import standing_sentence


def release_banner(
    shown: Release,
    standing: Standing,
    *,
    is_correction: bool,
    latest: Html | None,
    instead: Html | None,
) -> Html:
    """On a page that shows a release.

    standing: how it stands among all. latest, instead: links to the same page with the latest
    figures, None for who may not see them, and as the release shows it that is to be looked at
    instead, None where there is none.
    """
    quarter = period_of_id(shown.quarter_id).label
    kind = f", a correction of {quarter}" if is_correction else f" of {quarter}"
    lines = [
        element(
            "p",
            element("strong", f"Release {shown.number}{kind}"),
            f", {uk_day(shown.published_at)}. ",
            latest,
        ),
        element(
            "p",
            f"{standing_sentence(shown, standing)} ",
            instead,
            class_=f"k-release-standing k-release-{standing.kind.value}",
        ),
    ]
    if is_correction:
        lines.append(
            element(
                "p",
                element("span", f"Corrected: {shown.reason} ") if shown.reason else None,
                link(release_changes_address(shown.number), "What changed"),
            )
        )
    if shown.note:
        lines.append(element("p", shown.note, class_="k-release-note"))
    if not shown.keeps_its_plan:
        words = "It was made before releases kept their plan: ratings follow today's targets."
        lines.append(element("p", words))
    return element("section", lines, class_="k-release", aria_label="About this release")


def early_banner(due: ScheduledRelease, *, is_staff: bool) -> Html:
    """On a page that shows a release before it is published.

    is_staff: whether whoever looks sees it as staff, or as one of its pre-release readers.
    """
    quarter = period_of_id(due.quarter_id).label
    told = approved_sentence(due) if is_staff else for_readers_sentence(due)
    lines = [
        element(
            "p",
            element("strong", f"Not yet published: the release of {quarter}"),
            f". {told}",
        ),
        element("p", f"Corrected: {due.reason}") if due.reason else None,
        element("p", due.note, class_="k-release-note") if due.note else None,
    ]
    return element("section", lines, class_="k-release", aria_label="About this release")


def latest_line(to_newest: Html | None, unapproved: int) -> Html:
    """On a page that shows the latest figures.

    to_newest: a link to the last release of the quarter, None where there is none. unapproved: how
    many of the council's figures up to the quarter nobody has approved yet.
    """
    doubt = ""
    if unapproved:
        doubt = (
            f" {counted(unapproved, 'figure')} {'is' if unapproved == 1 else 'are'} not approved."
        )
    if to_newest is None:
        words = "Not yet released: the latest figures."
        return element("p", f"{words}{doubt}", class_="k-standing")
    words = f"Latest figures, not as released.{doubt} "
    return element("p", words, to_newest, class_="k-standing")


def words_for_latest(unapproved: int) -> str:
    """What the link to the latest figures is called: it says so where some are not approved."""
    return f"Latest figures, {unapproved:,} not approved" if unapproved else "Latest figures"
