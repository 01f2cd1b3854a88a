"""The fields of a form that changes the plan, each with what was found wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from kpis.ui.kit.html import element
from kpis.ui.kit.layout import show
from kpis.use_cases.plans.acts.draft import FieldFault

Choice = TypeVar("Choice")
LOOK = "See what would change"
LONGEST_LINE, LONGEST_TEXT = 200, 2_000  # characters


class Fields:
    """Draws fields. name: of the form, begins their keys. faults: of the last look at it."""

    def __init__(self, name: str, faults: Sequence[FieldFault]) -> None:
        self.name = name
        self.faults = faults
        self._drawn: set[str] = set()
        self.pressed: bool | None = None  # None while the form has no button of its own

    def key(self, field: str) -> str:
        return f"plan_{self.name}_{field}"

    def line(self, field: str, label: str, value: str = "", help: str | None = None) -> str:
        """A text of one line."""
        self._begin(field, value)
        text = st.text_input(label, key=self.key(field), max_chars=LONGEST_LINE, help=help)
        self.tell(field)
        return text.strip()

    def text(self, field: str, label: str, value: str = "", help: str | None = None) -> str:
        """A text of several lines."""
        self._begin(field, value)
        text = st.text_area(
            label, key=self.key(field), max_chars=LONGEST_TEXT, help=help, height=96
        )
        self.tell(field)
        return " ".join(text.split())

    def one_of(
        self,
        field: str,
        label: str,
        options: Mapping[Choice, str],
        first: Choice | None = None,
        help: str | None = None,
    ) -> Choice:
        """One of a list. options: what to show by what is chosen."""
        self._begin(field, first if first in options else next(iter(options)))
        if st.session_state[self.key(field)] not in options:
            st.session_state[self.key(field)] = next(iter(options))
        chosen: Choice = st.selectbox(
            label, list(options), format_func=options.__getitem__, key=self.key(field), help=help
        )
        self.tell(field)
        return chosen

    def some_of(self, field: str, label: str, options: Mapping[Choice, str]) -> list[Choice]:
        """Any of a list; [] for none."""
        chosen: list[Choice] = st.multiselect(
            label,
            list(options),
            format_func=options.__getitem__,
            key=self.key(field),
            placeholder="None",
        )
        self.tell(field)
        return chosen

    def number(self, field: str, label: str, help: str | None = None) -> float | None:
        value = st.number_input(label, value=None, key=self.key(field), help=help, format="%g")
        self.tell(field)
        return value

    def whole(self, field: str, label: str, value: int, most: int) -> int:
        self._begin(field, value)
        found = st.number_input(label, min_value=0, max_value=most, step=1, key=self.key(field))
        self.tell(field)
        return int(found)

    def day(self, field: str, label: str, value: date) -> date:
        self._begin(field, value)
        found: Any = st.date_input(label, key=self.key(field), format="DD/MM/YYYY")
        self.tell(field)
        return found if isinstance(found, date) else value

    def look_button(self) -> None:
        """The button that looks at what would change, inside a form that is sent as a whole."""
        self.pressed = st.form_submit_button(LOOK, key=f"see_{self.name}")

    def tell(self, field: str) -> None:
        """What was wrong with a field; nothing for nothing. For fields that are drawn elsewhere."""
        self._drawn.add(field)
        for fault in self.faults:
            if fault.field == field:
                show(element("p", _capital(fault.message), class_="k-field-fault", role="alert"))

    def rest(self) -> list[FieldFault]:
        """What is wrong with fields that were not drawn, or with none in particular."""
        return [each for each in self.faults if each.field not in self._drawn]

    def take_over(self, other: "Fields") -> None:
        """Take what another drew of the same form for drawn."""
        self._drawn |= other._drawn

    def _begin(self, field: str, value: object) -> None:
        if self.key(field) not in st.session_state:
            st.session_state[self.key(field)] = value


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
