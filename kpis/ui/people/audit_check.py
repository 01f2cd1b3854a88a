"""Whether the audit is whole, when that was checked, and what it means.

To check a long audit takes seconds, so it is done once for each state of the store.
"""

from datetime import datetime

import streamlit as st

from kpis.clock import utc_now
from kpis.model import the_program
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.use_cases.audit import Verified, verify
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.lists import counted

SHOWN = 20  # faults
_WHOLE = (
    "Each entry carries a fingerprint of itself and of the one before (a hash). They all fit: no "
    "entry was changed, taken out or put in another's place, and every record in the store has "
    "its entry."
)
_NOTE_IT = (
    "Only somebody who wrote the whole audit anew could hide a change. Note the number and the "
    "fingerprint of the last entry somewhere else, in the minutes of a meeting for instance; "
    "`kpis verify --noted` asks for it again."
)
_BROKEN = (
    "Keep the store's file and its backups as they are, and tell whoever runs the dashboard: a "
    "backup from before shows what the entries said."
)


def draw_check(store: SeenStore) -> None:
    """For whoever may read the audit."""
    with st.spinner("Checking whether the audit is whole…"):
        done, checked_at = _checked(str(store.path), store.version(), store)
    when = f"Checked on {uk_time(checked_at)}: {counted(done.entries, 'entry', 'entries')}."
    if done.faults:
        told = [f"- {markdown_text(fault.sentence)}" for fault in done.faults[:SHOWN]]
        if more := len(done.faults) - SHOWN:
            told += [f"- and {more:,} more"] if more > 0 else []
        st.error("\n".join([f"{when} {_BROKEN}", "", *told]), title="The audit is not whole")
    else:
        words = element("strong", "The audit is whole."), f" {when}"
        show(element("p", words, class_="k-note"))
    with st.expander("How this is known", key="audit_how"):
        if not done.faults:
            show(element("p", _WHOLE, class_="k-line"))
        st.markdown(_NOTE_IT)
        if done.last is not None:
            last = f"{done.last.number}:{done.last.hash}"
            show(element("p", element("code", last, class_="k-hash"), class_="k-line"))
        st.button("Check again", key="audit_check_again", on_click=_checked.clear)


@st.cache_resource(max_entries=4, show_spinner=False)
def _checked(path: str, version: str, _store: SeenStore) -> tuple[Verified, datetime]:  # noqa: ARG001 any write is another
    # Whoever looks was asked for what they may before; what is found is the same for all.
    return verify(_store, actor=the_program("pages")), utc_now()
