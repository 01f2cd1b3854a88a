"""What an administrator should look at: empty posts, roles that end, people without a role."""

from collections.abc import Sequence

from kpis.store import TriedWithoutRole
from kpis.ui.kit.addresses import audit_address, link
from kpis.ui.kit.html import Html, element
from kpis.ui.people.role_forms import held_in_words
from kpis.use_cases.access import SOON, AccessToday
from kpis.words.days import day_in_words, how_long, uk_time
from kpis.words.lists import counted, listed

FEW = 8  # posts
_NOBODY_HAS_ONE = "Nobody was given a role yet."


def attention(found: AccessToday) -> Html:
    """A list of three parts, each of which says so where there is nothing."""
    return element(
        "div",
        _part(f"Roles that end within {SOON} days", _ending(found)),
        _part(f"Refused in the last {SOON} days, without a role", _tried(found)),
        _empty_posts(found),
        class_="k-attention",
    )


def _part(title: str, lines: Sequence[Html | str]) -> Html:
    return element(
        "section",
        element("h3", title),
        element("ul", [element("li", line) for line in lines])
        if lines
        else element("p", "None.", class_="k-quiet"),
    )


def _empty_posts(found: AccessToday) -> Html:
    """Folded where they are many, as they are in a plan of many owners at first."""
    title = "Posts without a holder today"
    if not found.given:
        return _part(title, [_NOBODY_HAS_ONE])
    posts = [
        f"{post} (deputy: {listed(list(deputies))})" if deputies else post
        for post, deputies in found.without_holder.items()
    ]
    if len(posts) <= FEW:
        return _part(title, posts)
    which = element("ul", [element("li", post) for post in posts], class_="k-attention-many")
    return element(
        "section",
        element("h3", title),
        element("details", element("summary", counted(len(posts), "post")), which),
        class_="k-attention-wide",
    )


def _ending(found: AccessToday) -> list[Html | str]:
    def when(days: int) -> str:
        return f"in {how_long(days)}" if days else "today"

    return [
        f"{held_in_words(each)}, ends on {day_in_words(each.ends_on)} "
        f"({when((each.ends_on - found.today).days)})"
        for each in found.ending
        if each.ends_on
    ]


def _tried(found: AccessToday) -> list[Html | str]:
    lines: list[Html | str] = [_who_tried(each) for each in found.tried]
    if lines:
        lines.append(link(audit_address(state="refused"), "All that was refused, in the audit"))
    return lines


def _who_tried(each: TriedWithoutRole) -> str:
    who = each.name or "Somebody the store does not know"
    place = f" from {each.address}" if each.address else ""
    times = counted(each.times, "time")
    return f"{who}{place}, {times}, last on {uk_time(each.last_at)}: {listed(list(each.acts))}"
