"""How to name what was read, so that another reader finds just that again."""

from datetime import datetime

from kpis.model import Release
from kpis.words.days import uk_day, uk_time


def citation(
    *,
    publisher: str,
    title: str,
    plan: str,
    quarter: str,
    release: Release | None,
    address: str,
    seen_at: datetime,
) -> str:
    """ "Northmere (2019). Recycling rate, Q2 2019/20. Strategic Plan, release 3 of 3 December 2019.
    https://…"

    Of figures that are not published it says so, and when they were seen. address: "" for none.
    seen_at: UTC.
    """
    when = release.published_at if release else seen_at
    if release is None:
        state = f"not published, as at {uk_day(when)}"
    elif release.is_published:
        state = f"release {release.number} of {uk_day(when)}"
    else:
        state = f"not published before {uk_time(when)}"
    told = f"{publisher} ({when.year}). {title}, {quarter}. {plan}, {state}."
    return f"{told} {address}".strip()
