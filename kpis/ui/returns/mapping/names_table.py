"""The names that a file has for measures, matched to the plan once for all.

One list for the whole file: beside each name the measure that it means. Names for which nothing is
chosen are left out knowingly, and all of it is kept with the mapping for the next file.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from kpis.errors import KpisError
from kpis.model import Plan
from kpis.ui.kit.html import element, markdown_text
from kpis.ui.kit.layout import show
from kpis.ui.returns.mapping import in_use
from kpis.ui.returns.uploads import Waiting
from kpis.use_cases.kept.last_opened import open_file
from kpis.use_cases.mappings import MappingUsed, NameInFile, names_to_match, with_names
from kpis.words.lists import counted

FEW = 20  # names that are all listed; of more, a person first picks those that matter
_LEFT_OUT = ""


def draw_names(
    plan: Plan, file: Waiting, used: MappingUsed, answered: Collection[str] = ()
) -> None:
    """The names nobody has spoken of yet in full view, the others on asking.

    answered: keys of questions about the file.
    """
    try:
        names = names_to_match(plan, open_file(file.content), used.mapping, answered)
    except KpisError:
        return  # told where the file itself is checked
    if any(name.matched is None for name in names):
        _draw_form(plan, file, used, names)
    elif names:
        with st.expander(
            "Names of measures in this file", key=f"names_again_{file.key}", on_change="rerun"
        ) as again:
            if again.open:
                _draw_form(plan, file, used, names)


def _draw_form(plan: Plan, file: Waiting, used: MappingUsed, names: Sequence[NameInFile]) -> None:
    new = [name for name in names if name.matched is None]
    if new:
        show(element("h3", "Names of measures in this file", class_="k-file-head"))
        which = "is no measure" if len(new) == 1 else "are no measures"
        words = (
            f"{counted(len(new), 'name')} {which} of the plan. Say once what each of them means: "
            "it holds for your next file too. Rows of the others are left out."
        )
        show(element("p", words[:1].upper(), words[1:], class_="k-line"))
    listed = _choose_names(file, names)
    measures = {measure.id: f"{measure.code} {measure.title}" for measure in plan.counted}
    with st.form(f"names_{file.key}", border=False, enter_to_submit=False):
        meant = {name.text: _choose_measure(file, name, measures) for name in listed}
        done = st.form_submit_button("Read these names so", key=f"names_told_{file.key}")
    if not done:
        return
    others = {name.text: name.matched or _LEFT_OUT for name in names if name.text not in meant}
    in_use.use(file, with_names(used.mapping, others | meant))
    st.rerun()


def _choose_names(file: Waiting, names: Sequence[NameInFile]) -> list[NameInFile]:
    """All where they are few; else those that a person picks, at first those matched before."""
    if len(names) <= FEW:
        return list(names)
    by_text = {name.text: name for name in names}
    chosen = st.multiselect(
        f"Names that are measures of the plan, of the {len(names)} in this file",
        list(by_text),
        default=[name.text for name in names if name.matched],
        format_func=lambda text: f"{text} ({counted(by_text[text].rows, 'row')})",
        key=f"names_listed_{file.key}",
        placeholder="Choose names",
    )
    return [by_text[text] for text in chosen]


def _choose_measure(file: Waiting, name: NameInFile, measures: dict[str, str]) -> str:
    """The id of the measure that a name means; "" where its rows are left out."""
    near = [measure.id for measure in name.near if measure.id in measures]
    options = [_LEFT_OUT, *dict.fromkeys((*near, *measures))]
    text_box, measure_box = st.columns([2, 3], vertical_alignment="center")
    with text_box:
        count = element("span", f" ({counted(name.rows, 'row')})", class_="k-quiet")
        show(element("p", name.text, count, class_="k-line"))
    with measure_box:
        return st.selectbox(
            f"{markdown_text(name.text)} means",
            options,
            index=options.index(name.matched) if name.matched in options else 0,
            format_func=lambda option: measures.get(option, "Not in the plan: leave it out"),
            key=f"name_{name.text}_{file.key}",
            label_visibility="collapsed",
        )
