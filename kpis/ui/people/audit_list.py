"""Acts of the audit, newest first, a page at a time, and the same as a file."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from kpis.model import BY_ITSELF, COMMAND_LINE, DASHBOARD, Actor
from kpis.store import WantedActs
from kpis.ui.kit.addresses import link, submission_address
from kpis.ui.kit.download import CSV, JSON, download
from kpis.ui.kit.html import Html, element
from kpis.ui.kit.layout import show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.ui.people.audit_filters import PAGE, address_of
from kpis.ui.state import visitor
from kpis.use_cases.access import access_given
from kpis.use_cases.audit import acts, exported
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.lists import counted, cut

AT_ONCE = 25  # acts shown at a time
LONGEST = 600  # characters of what one act was about; files have all of it
_COLUMNS = ("When", "Who", "From where", "Act", "What")
_FROM = {
    COMMAND_LINE: "Command line",
    DASHBOARD: "Dashboard",
    BY_ITSELF: "The program by itself",
    "": "From where was not recorded then",
}


def draw_acts(store: SeenStore, wanted: WantedActs, count: int, actor: Actor) -> None:
    """count: how many acts are as wanted."""
    if not count:
        show(element("p", "No act is as asked for. Take a filter out.", class_="k-quiet"))
        return
    pages = -(-count // AT_ONCE)
    page = min(max(1, _page_asked()), pages)
    found = acts(store, wanted, limit=AT_ONCE, offset=(page - 1) * AT_ONCE, actor=actor)
    names = {each.person: each.name for each in access_given(store, actor=actor)}
    show(acts_table(found, names, _caption(count, page, pages)))
    _draw_turning(page, pages)
    with st.container(horizontal=True, gap="small", key="download_audit"):
        for kind, media in (("csv", CSV), ("json", JSON)):
            download(
                f"{counted(count, 'act')} as {kind.upper()}",
                partial(audit_file, store, wanted, kind, visitor.asks_later()),
                f"audit.{kind}",
                key=f"audit_{kind}",
                kind=media,
                help="What the filters find, all pages of it. Times in it are in UTC.",
            )


def acts_table(found: Sequence[Mapping[str, Any]], names: Mapping[str, str], caption: str) -> Html:
    """found: acts, each by the names its document has. names: of people, by id."""
    head = row([column(name) for name in _COLUMNS])
    return table(caption, head, [_line(each, names) for each in found], class_="k-cards k-audit")


def _line(act: Mapping[str, Any], names: Mapping[str, str]) -> Html:
    refused = element("strong", "Refused", class_="k-refused") if act["refused"] else None
    day, _, clock = uk_time(act["at"]).partition(" at ")
    return row(
        row_header(day, _sub(f"{clock}, entry {act['number']}")),
        cell(act["by"] or "Somebody without a post", _sub(act["name"]), label="Who"),
        cell(_FROM.get(act["origin"], act["origin"]), _sub(act["address"]), label="From where"),
        cell(element("span", act["act"]), refused, label="Act"),
        cell(_what(act), _sub(_whom(act, names)), label="What"),
        class_="k-audit-refused" if refused else None,
    )


def _what(act: Mapping[str, Any]) -> list[Html | None]:
    about, submission = cut(act["about"], LONGEST), act["submission"] or ""
    way = link(submission_address(submission), submission) if submission else None
    if way and about.startswith(submission):
        about = about.removeprefix(submission)
    elif way:
        about = f" {about}"
    return [
        element("span", way, about or ("" if way else "–")),
        *(
            _sub(f"{name}: {cut(act[of], LONGEST)}") if act[of] else None
            for name, of in (("Before", "old"), ("After", "new"))
        ),
    ]


def _whom(act: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """The name of the person it was about, whom the entry has by an id alone; "" for nobody."""
    name = names.get(str(act["particulars"].get("person", "")), "")
    return f"This is {name}." if name else ""


def _sub(text: str) -> Html | None:
    return element("span", text, class_="k-sub") if text else None


def _caption(count: int, page: int, pages: int) -> str:
    first = (page - 1) * AT_ONCE + 1
    last = min(count, page * AT_ONCE)
    if pages == 1:
        return f"{counted(count, 'act')}, the newest first. Times are in the UK."
    return f"{first:,} to {last:,} of {count:,} acts, the newest first. Times are in the UK."


def _page_asked() -> int:
    asked = st.query_params.get(PAGE, "1")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1


def _draw_turning(page: int, pages: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="audit_turn"):
        if page > 1:
            st.button("Newer", key="audit_newer", on_click=address_of, args=(page - 1,))
        if page < pages:
            st.button("Older", key="audit_older", on_click=address_of, args=(page + 1,))


def audit_file(store: SeenStore, wanted: WantedActs, kind: str, asks: Callable[[], Actor]) -> bytes:
    """asks: who it is that asks, as they are when the file is made."""
    content, _ = exported(store, wanted, kind, actor=asks())
    return content
