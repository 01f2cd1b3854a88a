"""What readers meet when something goes wrong: a sentence, never a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kpis.errors import KpisError, PlanError
from kpis.ui.kit.html import markdown_text

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
    except KpisError as error:
        st.error(markdown_text(str(error)))
        st.stop()
    except Exception:
        _LOG.exception("A page failed")
        st.error(
            "This page could not be shown because of a fault in the dashboard. It has been "
            "recorded in the server's log. The other pages still work."
        )
        st.stop()


def say_published_plan_is_used(error: PlanError) -> None:
    """Above what is published: its own plan is in order, the one in the files is not."""
    words = (
        "Published releases are shown with the plan they were published with, and everything else "
        "with that of the newest release. Nothing can be published until the faults are mended."
    )
    st.error(f"{words}\n\n{_with_faults(error)}", title="The plan's files cannot be used")


def _with_faults(error: PlanError) -> str:
    return "\n".join(
        [markdown_text(str(error)), "", *(f"- {markdown_text(fault)}" for fault in error.faults)]
    )
