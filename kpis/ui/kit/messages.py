"""What readers meet when something goes wrong: a sentence, never a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kpis.answering import answering
from kpis.errors import (
    AccessRefused,
    AuditBroken,
    FrameError,
    KpisError,
    NothingPublished,
    PlanError,
    StoreError,
)
from kpis.ui.kit.faults import record_fault, to_quote
from kpis.ui.kit.html import markdown_text
from kpis.ui.kit.sentence import sentence_of

OF_THE_SERVER = (StoreError, AuditBroken, FrameError)  # and none of what they are the base of

_LOG = logging.getLogger(__name__)


@contextmanager
def user_errors() -> Iterator[None]:
    """Show a KpisError as its sentence and end the page there; log anything unforeseen.

    Streamlit's own stop and rerun signals are no errors and pass through.
    """
    try:
        yield
    except PlanError as error:
        st.error(_with_faults(error), title="The plan cannot be used")
        st.stop()
    except (AccessRefused, NothingPublished) as answer:  # nothing went wrong
        title = (
            "Nothing to see yet" if isinstance(answer, NothingPublished) else "Not for everybody"
        )
        st.info(markdown_text(sentence_of(answer)), title=title)
        st.stop()
    except KpisError as error:
        st.error(_told(error))
        st.stop()
    except Exception as error:
        _tell(error)
        st.stop()


def say_published_plan_is_used(error: PlanError) -> None:
    """Above what is published: its own plan is in order, the one in the files is not."""
    words = (
        "Published releases are shown with the plan they were published with, and everything else "
        "with that of the newest release. Nothing can be published until the faults are mended."
    )
    st.error(f"{words}\n\n{_with_faults(error)}", title="The plan's files cannot be used")


def on_script_error(error: Exception) -> bool:
    """For what fails outside `user_errors`: a part of a page that is drawn anew by itself.

    Returns True: that it is told, so that Streamlit need not.
    """
    if isinstance(error, KpisError):
        st.error(_told(error))
    else:
        _tell(error)
    return True


def _told(error: KpisError) -> str:
    """Its sentence. What only who looks after the server can mend is in the log too."""
    sentence = markdown_text(sentence_of(error))
    if type(error) not in OF_THE_SERVER:
        return sentence
    _LOG.warning("Somebody was told: %s", error)
    now = answering()
    return f"{sentence} {to_quote(now.id)}" if now else sentence


def _tell(error: Exception) -> None:
    number = record_fault(error, "a page could not be shown")
    st.error(
        "This page could not be shown because of a fault in the dashboard. It has been recorded "
        f"in the server's log. {to_quote(number)} The other pages still work."
    )


def _with_faults(error: PlanError) -> str:
    return "\n".join(
        [
            markdown_text(sentence_of(error)),
            "",
            *(f"- {markdown_text(fault)}" for fault in error.faults),
        ]
    )
