"""Who has which role, post by post: holders first, then deputies."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from kpis.model import Assignment, Plan
from kpis.regardless import regardless_of_case
from kpis.ui.kit.addresses import directorate_address, link
from kpis.ui.kit.html import Child, Html, element, join
from kpis.ui.kit.table import cell, column, group_header, row, row_header, table
from kpis.ui.state.acting import acting
from kpis.use_cases.access import AccessToday, access_today
from kpis.use_cases.seen_store import SeenStore
from kpis.words.access import HELD
from kpis.words.days import day_in_words, uk_date, uk_day
from kpis.words.lists import listed
from kpis.words.report.shown import NONE

_COLUMNS = ("Person", "Role", "For", "From", "To", "Given")
NO_POST = "Without a post"


def roles_today(store: SeenStore, plan: Plan) -> AccessToday:
    """For whoever looks. Raises AccessRefused, StoreError and StoreBusy."""
    return access_today(store, plan, actor=acting())


def holders_table(shown: Sequence[Assignment], today: date) -> Html:
    """shown: at least one."""
    head = row([column(name) for name in _COLUMNS])
    bodies = [
        [group_header(post or NO_POST, columns=len(_COLUMNS)), [_line(each, today) for each in of]]
        for post, of in _by_post(shown)
    ]
    caption = "Post by post, holders before deputies. Days are in the UK, both of them included."
    return table(caption, head, *bodies, class_="k-cards k-holders")


def for_what(each: Assignment) -> Html:
    """What a role was given for beside the post: "Place, outcomes 2 and 5"; "–" for nothing.

    A directorate leads to its page.
    """
    held = each.holding
    noun = "outcome" if len(held.outcomes) == 1 else "outcomes"
    outcomes = f"{noun} {listed([*map(str, held.outcomes)])}" if held.outcomes else ""
    if not held.directorate:
        return join(outcomes or NONE)
    of = link(directorate_address(held.directorate), held.directorate)
    return join(of, f", {outcomes}" if outcomes else None)


def first_day(each: Assignment) -> date:
    return each.starts_on or uk_date(each.given_at)


def _by_post(shown: Iterable[Assignment]) -> Iterable[tuple[str, list[Assignment]]]:
    def post(each: Assignment) -> str:
        return regardless_of_case(each.holding.post)

    ordered = sorted(
        shown, key=lambda each: (not post(each), post(each), each.holding.deputy, each.number)
    )
    for _, found in groupby(ordered, key=post):
        of = list(found)
        yield of[0].holding.post, of


def _line(each: Assignment, today: date) -> Html:
    held = each.holding
    ends = day_in_words(each.ends_on) if each.ends_on else "until it is taken"
    return row(
        row_header(each.name, _sub(each.login), _sub(_state(each, today))),
        cell(HELD[held.role], _sub("deputy" if held.deputy else ""), label="Role"),
        cell(for_what(each), label="For"),
        cell(day_in_words(first_day(each)), label="From"),
        cell(ends, label="To"),
        cell(
            f"{uk_day(each.given_at)} by {each.given_by}",
            _sub(f"{each.why} (no {each.number})" if each.why else f"no {each.number}"),
            label="Given",
        ),
        class_=None if each.is_in_force(today) else "k-past",
    )


def _state(each: Assignment, today: date) -> str:
    """Why it is not in force; "" where it is."""
    if each.taken_at is not None:
        return f"taken on {uk_day(each.taken_at)} by {each.taken_by}: {each.taken_why}"
    if each.starts_on and each.starts_on > today:
        return "begins later"
    return "" if each.is_in_force(today) else "has ended"


def _sub(text: str) -> Child:
    return element("span", text, class_="k-sub") if text else None
