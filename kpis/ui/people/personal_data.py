"""What is kept of people, for how long, and how it is removed."""

import streamlit as st

from kpis.ui.kit.addresses import link, roles_address
from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.ui.kit.table import cell, column, row, row_header, table
from kpis.words.personal_data import ERASING, HEADER, KEPT, NOT_ERASED, WHEN_TO_ERASE


def draw_personal_data(*, may_erase: bool) -> None:
    """One click further. may_erase: whether whoever looks can do it on the page of roles."""
    title = "Personal data: how long they are kept, and how they are removed"
    with st.expander(title, key="personal_data"):
        head = row([column(name) for name in HEADER])
        lines = [
            row(
                row_header(f"{what[0].upper()}{what[1:]}"),
                cell(where, label=HEADER[1]),
                cell(how_long, label=HEADER[2]),
            )
            for what, where, how_long in KEPT
        ]
        show(table("What is kept of people", head, lines, class_="k-cards"))
        how = (
            [" ", link(roles_address(), "Erase a name"), "."]
            if may_erase
            else " Administrators do so on the page Roles."
        )
        words = f"{ERASING} {WHEN_TO_ERASE} {NOT_ERASED}"
        show(element("p", words, how, class_="k-foot"))
