"""What a document says of itself: whose it is, of when, published how, and how it stands."""

from collections.abc import Iterable, Sequence

from kpis.model import Release, ReleaseStanding, standing_of
from kpis.plan.publication.next_release import next_release
from kpis.reports.quarter import QuarterReport
from kpis.words.days import uk_date, uk_day, uk_time
from kpis.words.publication import (
    NO_ACCESS_CONTACT,
    NO_CONTACT,
    contact_words,
    licence_sentence,
    next_release_sentence,
    publisher_of,
)
from kpis.words.report.release_standing import standing_sentence

_DOUBTFUL = (ReleaseStanding.CORRECTED, ReleaseStanding.WITHDRAWN)
NOT_PUBLISHED = "Not published: figures as they stood on {}. For use inside the council."
NOT_YET_PUBLISHED = "Not published before {}. Keep it to yourself until then."


def about(report: QuarterReport, releases: Iterable[Release]) -> tuple[tuple[str, str], ...]:
    """Names and values, in the order a reader wants them; what is not known is left out.

    releases: all that are published, from which it follows how this one stands today. That is told
    only where readers must not rely on it, so what is made of a release that stands is the same
    whenever it is made.
    """
    plan, release = report.plan, report.release
    is_out = release is not None and release.is_published
    items = [
        ("Council", plan.council),
        ("Plan", plan.title),
        ("Quarter", report.quarter.label),
        ("Of", report.whose),
        ("Release", str(release.number) if release and is_out else ""),
        ("Published", uk_day(release.published_at) if release and is_out else ""),
        ("Published by", release.published_by if release and is_out else ""),
        ("Status", _status(report, list(releases))),
        ("Note", release.note if release else ""),
        ("Corrected", release.reason if release else ""),
        *published_how(report),
    ]
    return tuple((name, value) for name, value in items if value)


def running_line(report: QuarterReport) -> str:
    """What stands at the foot of every page: whose, of when, and which release."""
    release = report.release
    if release is None:
        state = f"not published, as at {uk_day(report.known.as_at)}"
    elif release.is_published:
        state = f"release {release.number}, {uk_day(release.published_at)}"
    else:
        state = f"not published before {uk_time(release.published_at)}"
    return f"{report.plan.council}, {report.plan.title}, {report.quarter.label}, {state}"


def _status(report: QuarterReport, releases: Sequence[Release]) -> str:
    """That it is not published, or no longer holds; "" where neither."""
    release = report.release
    if release is None:
        return NOT_PUBLISHED.format(uk_day(report.known.as_at))
    if not release.is_published:
        return NOT_YET_PUBLISHED.format(uk_time(release.published_at))
    standing = standing_of(release, releases)
    return standing_sentence(release, standing) if standing.kind in _DOUBTFUL else ""


def published_how(report: QuarterReport) -> tuple[tuple[str, str], ...]:
    """Publisher, contact, another form, licence, and when the next figures come.

    What the plan does not say is told as not given.
    """
    plan = report.plan
    following = next_release(plan, report.quarter)
    told_at = report.release.published_at if report.release else report.known.as_at
    label, day = (following.quarter.label, following.published) if following else ("", None)
    return (
        ("Publisher", publisher_of(plan)),
        ("Contact", contact_words(plan.publication.contact) or NO_CONTACT),
        ("In another form", contact_words(plan.publication.accessibility) or NO_ACCESS_CONTACT),
        ("Licence", licence_sentence(plan).removeprefix("Licence: ")),
        ("Next figures", next_release_sentence(label, day, uk_date(told_at))),
    )
