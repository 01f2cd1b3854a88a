"""What became of mails, for who looks after them, and the button that sends what was not sent."""

from collections.abc import Sequence
from threading import Event

import streamlit as st

from kpis.errors import SettingsError
from kpis.model import Act, Mail, MailState
from kpis.periods import period_of_id
from kpis.ui.kit.addresses import link, release_address
from kpis.ui.kit.html import Html, element, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.use_cases.allow import allow
from kpis.use_cases.publishing.mails import mails_listed, settings_for
from kpis.use_cases.seen_store import SeenStore
from kpis.words.days import uk_time
from kpis.words.lists import counted
from kpis.words.report.mails import STATES, mail_about
from kpis.words.report.shown import NONE

SHOWN = 100
_SENDING = "mails_being_sent"
_COLUMNS = ("Mail", "To", "About", "State", "When", "What went wrong")
_NOT_SENT = (MailState.WAITING, MailState.GIVEN_UP)
ASKED = Event()  # somebody wants what was not sent to be tried at once: the server's clock sees it


def draw_mails(store: SeenStore) -> None:
    """The last mails, the newest first, and how they go."""
    section("What became of mails")
    _say_how_they_go(store)
    mails = mails_listed(store, actor=store.actor, limit=SHOWN)
    if not mails:
        show(element("p", "No mail was due yet.", class_="k-quiet"))
        return
    if st.session_state.pop(_SENDING, False):
        st.success("They are being sent. Open this page again to see what became of them.")
    if waiting := [each for each in mails if each.state in _NOT_SENT]:
        words = f"{counted(len(waiting), 'mail')} not sent yet, or given up."
        with st.container(horizontal=True, vertical_alignment="center"):
            show(element("p", words, class_="k-line"))
            st.button("Try them now", key="send_mails", on_click=_send, args=(store,))
    show(_table(mails))


def _say_how_they_go(store: SeenStore) -> None:
    try:
        server = settings_for(store).server
    except SettingsError as error:
        st.error(markdown_text(str(error)), title="No mail is sent")
        return
    words = (
        f"Mails go by {server.host}, port {server.at_port}, within a minute of a release."
        if server
        else "No mail server is named, so mails are written into a folder beside the store: "
        "docs/how_to/mail.md says how one is."
    )
    show(element("p", words, class_="k-foot"))


def _send(store: SeenStore) -> None:
    """Nobody looks at an empty page while a mail server is asked: the server's own thread does."""
    allow(store, store.actor, Act.MANAGE_MAILS)
    ASKED.set()
    st.session_state[_SENDING] = True


def _table(mails: Sequence[Mail]) -> Html:
    head = row([column(name) for name in _COLUMNS])
    caption = f"The last {counted(len(mails), 'mail')}, the newest first."
    return table(caption, head, [_line(each) for each in mails], class_="k-cards k-mails")


def _line(mail: Mail) -> Html:
    to = mail.subscription
    tries = f"{counted(mail.tries, 'try', 'tries')}" if mail.tries > 1 else ""
    again = f"next on {uk_time(mail.due_at)}" if mail.due_at else ""
    return row(
        row_header(
            link(
                release_address(mail.release, mail.quarter_id),
                f"Release {mail.release}: {period_of_id(mail.quarter_id).label}",
            ),
            element("span", "withdrawn", class_="k-sub") if mail.withdrawal else None,
        ),
        cell(to.post, label="To"),
        cell(mail_about(to.about, to.of_what), label="About"),
        cell(
            STATES[mail.state],
            element("span", ", ".join(filter(None, (tries, again))), class_="k-sub")
            if tries or again
            else None,
            label="State",
        ),
        cell(uk_time(mail.noted_at or mail.queued_at), label="When"),
        cell(mail.why or NONE, label="What went wrong"),
    )
