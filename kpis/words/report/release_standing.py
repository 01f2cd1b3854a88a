"""The words for how a release stands: what a reader of an old address is told."""

from kpis.model import Release, ReleaseStanding, Standing
from kpis.periods import period_of_id
from kpis.words.days import uk_day

STANDING_WORDS = {
    ReleaseStanding.CURRENT: "latest",
    ReleaseStanding.SUPERSEDED: "a later quarter is out",
    ReleaseStanding.CORRECTED: "corrected",
    ReleaseStanding.WITHDRAWN: "withdrawn",
}


def standing_sentence(release: Release, standing: Standing) -> str:
    """How a release stands, in a sentence or two: "This is the latest release."

    What posts typed, why it was corrected or withdrawn, stands in it as they typed it.
    """
    by = standing.by
    if standing.kind is ReleaseStanding.WITHDRAWN:
        return f"{withdrawn_sentence(release)} {instead_sentence(release, by)}"
    if by is None:
        return "This is the latest release."
    if standing.kind is ReleaseStanding.CORRECTED:
        why = f": {ended(by.reason)}" if by.reason else "."
        return f"Corrected by release {by.number} of {uk_day(by.published_at)}{why}"
    own, later = (period_of_id(each.quarter_id).label for each in (release, by))
    return (
        f"It is still right for {own}. A later quarter is out: release {by.number} of {later}, "
        f"published on {uk_day(by.published_at)}."
    )


def withdrawn_sentence(release: Release) -> str:
    """ "Withdrawn on 3 December 2019: why." "" of one that stands."""
    if release.withdrawn_at is None:
        return ""
    return f"Withdrawn on {uk_day(release.withdrawn_at)}: {ended(release.withdrawn_why)}"


def ended(text: str) -> str:
    """What a post typed as a sentence: with a full stop where it ends with no mark."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) or not text else f"{text}."


def instead_sentence(release: Release, by: Release | None) -> str:
    """Which release stands for the quarter of one that was withdrawn."""
    quarter = period_of_id(release.quarter_id).label
    if by is None:
        return f"No other release of {quarter} stands."
    return f"Release {by.number} of {uk_day(by.published_at)} stands for {quarter}."
