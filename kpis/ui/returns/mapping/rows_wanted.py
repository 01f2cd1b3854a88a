"""Which rows of a file are to be read: by what stands in some of its columns.

What stands there is counted in the whole sheet and chosen from a list, so that nothing is typed
that the file does not say.
"""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from kpis.readers.mapping.names import texts_in_column
from kpis.regardless import regardless_of_case
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.kept.last_opened import open_file
from kpis.words.lists import counted, cut

MOST_TEXTS = 2_000  # in one list, the most frequent first
MOST_FILTERS = 6
ABREAST = 2  # lists beside each other
LONGEST = 60  # characters of one of them


def choose_rows(
    file: Waiting,
    sheet: str,
    header: int,
    columns: Mapping[int, str],
    before: Mapping[int, Sequence[str]],
) -> dict[int, list[str]]:
    """Column number → the texts of which one must stand there; nothing for all rows.

    header: the last row of it. columns: those to choose from, with their names. before: as it was
    said of the file before.
    """
    place = f"{sheet}_{header}_{file.key}"
    show(element("h3", "Which rows are read", class_="k-file-head"))
    chosen = st.multiselect(
        "Only those with certain words in",
        list(columns),
        default=[column for column in before if column in columns],
        format_func=lambda column: columns[column],
        key=f"map_filters_{place}",
        placeholder="All rows are read",
        max_selections=MOST_FILTERS,
        help="An extract may hold other areas, groups or kinds of figure beside those that are "
        "returned.",
    )
    filters: dict[int, list[str]] = {}
    for start in range(0, len(chosen), ABREAST):
        abreast = sorted(chosen)[start : start + ABREAST]
        for box, column in zip(st.columns(ABREAST), abreast, strict=False):
            said = before.get(column, ())
            with box:
                filters[column] = _choose_texts(file, sheet, header, column, columns[column], said)
    return filters


def _choose_texts(
    file: Waiting, sheet: str, header: int, column: int, name: str, before: Sequence[str]
) -> list[str]:
    found = _texts(file, sheet, column, header)
    wanted = set(map(regardless_of_case, before))
    letters, _, words = name.partition(": ")
    texts = list(found)[:MOST_TEXTS]
    return st.multiselect(
        f"{letters}: {markdown_text(words)} says one of",
        texts,
        default=[text for text in texts if regardless_of_case(text) in wanted],
        format_func=partial(_with_count, found),
        key=f"map_says_{column}_{sheet}_{header}_{file.key}",
        placeholder="Choose one or more",
        help=f"The {MOST_TEXTS:,} most frequent of {len(found):,} are listed."
        if len(found) > MOST_TEXTS
        else None,
    )


def _with_count(found: Mapping[str, int], text: str) -> str:
    shown = cut(text, LONGEST)
    return f"{shown} ({counted(found.get(text, 0), 'row')})"


@st.cache_data(
    max_entries=16, show_spinner="Reading the column", hash_funcs={Waiting: lambda f: f.sha256}
)
def _texts(file: Waiting, sheet: str, column: int, header: int) -> dict[str, int]:
    return texts_in_column(open_file(file.content), sheet, column, header)
