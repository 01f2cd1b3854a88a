"""Faulty cells typed right on the page, so that one slip does not send a file back to its sender.

The file as it was chosen is kept beside the mended one, and the history says what was typed.
"""

from collections.abc import Sequence

import streamlit as st

from kpis.errors import KpisError
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.kit.sentence import sentence_of
from kpis.ui.returns import uploads
from kpis.ui.returns.submit.checks import Checked
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mending import LONGEST_TYPED, can_be_mended, mended_return, texts_of
from kpis.validation import Issue
from kpis.validation.issues.structure import (
    CellsBesideHeader,
    DuplicateColumn,
    OfficialStatistics,
)
from kpis.words.lists import counted

_OF_MANY_CELLS = (CellsBesideHeader, DuplicateColumn, OfficialStatistics)
BESIDE_EACH_OTHER = 3
SHOWN = 12  # cells: whoever has more to put right does it in the file


def draw_mending(file: uploads.Waiting, checked: Checked) -> None:
    """A field for each faulty cell and one button; and what was typed so far."""
    check = checked.check
    if check is None:
        return
    if file.mended:
        _draw_mended(file)
    faulty = _cells(check.checked.errors)
    opened = open_file(file.content)
    if not faulty or len(faulty) > SHOWN or not can_be_mended(opened):
        return
    texts = texts_of(opened, faulty, checked.used)
    title = f"Correct {'this cell' if len(faulty) == 1 else f'these {len(faulty)} cells'} here"
    with (
        st.expander(title, expanded=True, key=f"mend_{file.key}"),
        st.form(f"mend_form_{file.key}", border=False),
    ):
        places = list(faulty)
        typed = {}
        # Row by row, so that on a phone they stand in the order of the list above.
        for first in range(0, len(places), BESIDE_EACH_OTHER):
            columns = st.columns(BESIDE_EACH_OTHER)
            for column, place in zip(
                columns, places[first : first + BESIDE_EACH_OTHER], strict=False
            ):
                typed[place] = column.text_input(
                    _label(faulty[place]),
                    value=texts[place],
                    max_chars=LONGEST_TYPED,
                    key=_key(file, place),
                )
        if st.form_submit_button("Check the file with these", key=f"mended_{file.key}"):
            _mend(file, checked, texts, typed)


def _mend(
    file: uploads.Waiting,
    checked: Checked,
    texts: dict[tuple[str, str], str],
    typed: dict[tuple[str, str], str],
) -> None:
    changed = {
        place: text.strip() for place, text in typed.items() if text.strip() != texts[place].strip()
    }
    if not changed:
        st.warning("No cell was changed.")
        return
    try:
        content, cells = mended_return(open_file(file.content), changed, checked.used)
    except KpisError as error:
        st.error(markdown_text(sentence_of(error)))
        return
    uploads.mend(file, content, cells)
    st.rerun()


def _cells(errors: Sequence[Issue]) -> dict[tuple[str, str], list[Issue]]:
    """The errors by sheet and cell; those about more than one cell cannot be mended so."""
    cells: dict[tuple[str, str], list[Issue]] = {}
    for issue in errors:
        if issue.cell and not isinstance(issue, _OF_MANY_CELLS):
            cells.setdefault((issue.sheet, issue.cell), []).append(issue)
    return cells


def _label(issues: Sequence[Issue]) -> str:
    """ "C2, 1.3 New enterprises supported"; the place alone where no measure is named.

    Without a colon: where it is escaped, a label is read aloud with the sign that escapes it.
    """
    first = issues[0]
    place = "!".join(part for part in (first.sheet, first.cell) if part)
    return markdown_text(f"{place}, {first.of_measure}" if first.measure else place)


def _key(file: uploads.Waiting, place: tuple[str, str]) -> str:
    return f"mend_cell_{'_'.join(place)}_{file.key}"


def _draw_mended(file: uploads.Waiting) -> None:
    lines = [
        element(
            "li",
            element("span", "!".join(filter(None, (each.sheet, each.cell))), class_="k-cell"),
            " from ",
            element("span", each.before or "empty", class_="k-found"),
            " to ",
            element("span", each.after or "empty", class_="k-found"),
        )
        for each in file.mended
    ]
    count = counted(len(file.mended), "cell")
    words = f"{count} corrected here. The file as you chose it is kept too."
    show(element("p", words, class_="k-line"))
    show(element("ul", lines, class_="k-mended"))
