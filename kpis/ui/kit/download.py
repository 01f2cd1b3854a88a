"""A button that hands out a file, made when it is asked for and without drawing the page anew."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

CSV = "text/csv"
JSON = "application/json"
TEXT = "text/plain"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
ANY = "application/octet-stream"  # somebody's own file, as it was given


def download(
    label: str,
    make: Callable[[], str | bytes],
    file_name: str,
    *,
    key: str,
    kind: str = CSV,
    help: str | None = None,
    look: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    """kind: one of the media types above; look: of the button, as Streamlit names it."""
    st.download_button(
        label,
        make,
        file_name=file_name,
        mime=kind,
        on_click="ignore",
        key=key,
        help=help,
        type=look,
    )
