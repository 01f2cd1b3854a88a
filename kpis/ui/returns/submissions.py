"""Everything that was ever submitted, newest first, and the ways to take some of it back."""

from functools import partial

import pandas as pd
import streamlit as st

from kpis.model import Provenance
from kpis.store import Store
from kpis.ui.figures import Row
from kpis.ui.html import Html, element
from kpis.ui.layout import show
from kpis.ui.returns.issue_table import figures
from kpis.ui.returns.moments import uk_time
from kpis.ui.returns.withdrawal import ask_to_withdraw, told_of_withdrawal

PAGE = 10  # submissions shown at first, and more each time older ones are asked for
FROM = {
    Provenance.RETURN: "Return",
    Provenance.PUBLISHED: "Official statistic",
    Provenance.ILLUSTRATIVE: "Illustrative",
}
_SHOWN = "submissions_shown"
_WIDTHS = [4, 1]  # of the facts and the buttons beside them
_NAMES = ("From", "By", "Figures", "State")
# The head of the list where it looks like a table; each line names its facts for screen readers.
_HEAD = element(
    "div",
    element("span", "File"),
    element("div", [element("span", name) for name in _NAMES], class_="k-submission-facts"),
    class_="k-submission k-submission-head",
    aria_hidden="true",
)


def draw_submissions(store: Store, submissions: pd.DataFrame) -> None:
    """The list. submissions: SUBMISSIONS, newest first."""
    told_of_withdrawal()
    _draw_illustrative(store, submissions)
    if submissions.empty:
        show(element("p", "Nothing has been submitted yet.", class_="k-quiet"))
        return
    with st.columns(_WIDTHS)[0]:
        show(_HEAD)
    shown = st.session_state.get(_SHOWN, PAGE)
    for row in submissions.head(shown).itertuples(index=False):
        _draw_submission(store, row)
    if len(submissions) > shown:
        st.button(
            f"Show older submissions ({len(submissions) - shown} more)",
            key="submissions_older",
            on_click=_show_more,
        )


def _show_more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, PAGE) + PAGE


def _draw_illustrative(store: Store, submissions: pd.DataFrame) -> None:
    """The one action for made-up figures, as long as there are any."""
    made_up = submissions[
        (submissions["provenance"] == Provenance.ILLUSTRATIVE.value)
        & submissions["withdrawn_at"].isna()
    ]
    if made_up.empty:
        return
    count = int(made_up[["new", "restated", "unchanged"]].to_numpy().sum())
    words = (
        f"{figures(count)} here are illustrative: made up to show how the dashboard works. Taking "
        "them out withdraws them. Official statistics and your own returns stay as they are."
    )
    text, action = st.columns([5, 2], vertical_alignment="center")
    with text:
        show(element("p", words, class_="k-note"))
    with action, st.container(horizontal_alignment="right"):
        if st.button("Take all illustrative figures out", key="withdraw_illustrative"):
            ask_to_withdraw(
                store,
                made_up["submission_id"].tolist(),
                "Take all illustrative figures out",
                f"{figures(count)} stop counting at once. Measures without a return or an official "
                "statistic are then shown as awaited or late.",
            )


def _draw_submission(store: Store, row: Row) -> None:
    stands = pd.isna(row.withdrawn_at)
    facts, actions = st.columns(_WIDTHS)
    with facts:
        show(submission_facts(row))
    with actions, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        st.download_button(
            "Download file",
            partial(store.file, row.sha256),
            file_name=row.file_name,
            mime="application/octet-stream",
            on_click="ignore",
            key=f"file_{row.submission_id}",
            help=f"The file of {row.submission_id} as it was submitted.",
        )
        if stands and st.button(
            "Withdraw",
            key=f"withdraw_{row.submission_id}",
            help=f"Take {row.submission_id} back. It stays in this list.",
        ):
            ask_to_withdraw(
                store,
                [row.submission_id],
                f"Withdraw {row.submission_id}",
                _consequence(row),
            )


def _consequence(row: Row) -> str:
    """What withdrawing does. Only a return can be submitted again from this page."""
    words = (
        f"The figures of {row.file_name} stop counting at once; those they replaced are shown "
        "again. The file stays in the list"
    )
    again = row.provenance == Provenance.RETURN
    return f"{words} and can be submitted again." if again else f"{words}."


def submission_facts(row: Row) -> Html:
    """One SUBMISSIONS row: what it was, by whom and when, what it brought, how it stands."""
    stands = pd.isna(row.withdrawn_at)
    facts = (
        (FROM[Provenance(row.provenance)], ""),
        (row.submitted_by, uk_time(row.recorded_at)),
        (f"{row.new:,} new", f"{row.restated:,} restated, {row.unchanged:,} unchanged"),
        ("Stands" if stands else "Withdrawn", ""),
    )
    title = element(
        "h3",
        element("span", row.file_name, class_="k-submission-file"),
        element("span", row.submission_id, class_="k-sub"),
        class_="k-submission-title",
    )
    details = [
        element(
            "div",
            element("dt", name),
            element("dd", first, element("span", second, class_="k-sub") if second else None),
            class_=f"k-submission-{name.lower()}",
        )
        for name, (first, second) in zip(_NAMES, facts, strict=True)
    ]
    why = (
        f"{uk_time(row.withdrawn_at)} by {row.withdrawn_by}: {row.withdrawn_why}"
        if not stands
        else ""
    )
    return element(
        "article",
        title,
        element("dl", details, class_="k-submission-facts"),
        element("p", f"Note: {row.note}", class_="k-foot") if row.note else None,
        element("p", element("strong", "Withdrawn "), why, class_="k-note") if why else None,
        class_="k-submission" if stands else "k-submission k-submission-withdrawn",
    )
