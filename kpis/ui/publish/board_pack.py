"""Choose a board pack, look at how it begins, have it made, and take it away."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpis.errors import KpisError
from kpis.exports.formats import Format, media_type_of, title_of
from kpis.exports.html.sections import section_html
from kpis.exports.html.setting import Setting
from kpis.exports.html.style import blocks_within
from kpis.model import Plan, Release
from kpis.plan.partnership.boards import boards_of
from kpis.reports.blocks import Document
from kpis.reports.parts import keys
from kpis.reports.selection import Selection
from kpis.ui.kit.download import download
from kpis.ui.kit.html import Html, element, join, markdown_text
from kpis.ui.kit.layout import section, show
from kpis.ui.post.field import MAIN_ACTION
from kpis.ui.publish import packs
from kpis.ui.state import seen
from kpis.ui.state.documents import refuse_unpublished
from kpis.ui.state.publication import Shown
from kpis.use_cases.publishing.packs import PAPER, PackFile, every_selection
from kpis.use_cases.seen_store import SeenStore

_OF, _FORMATS, _WANTED = "pack_of", "pack_formats", "pack_wanted"
_SHOWN_FIRST = (keys.HEADLINE, keys.EXCEPTIONS)
_PREVIEW = "k-preview"
# Where rules of the page meet those of the pack.
_BESIDE_THE_PAGE = Html(
    f".{_PREVIEW} .k-tile.k-tile{{padding-left:1rem;border-left:1px solid var(--k-rule)}}"
    f".{_PREVIEW}>h3{{margin:.2rem 0 1.4rem}}.{_PREVIEW} .k-section>h4+*{{margin-top:.6rem}}"
)
_NOT_PUBLISHED = (
    "{} as it stands now is not published: each page of the pack says so, and it is for use inside "
    "the council."
)


def draw_board_pack(shown: Shown) -> None:
    """The choices; once it is asked for, the files and how the pack begins.

    shown: the figures that it is made of.
    """
    asked, formats = _choices(shown.plan)
    if shown.figures.release is None:
        show(element("p", _NOT_PUBLISHED.format(shown.quarter.label), class_="k-note"))
    wanted = (shown.figures.key, asked, formats)
    if st.button("Make the pack", key=f"{MAIN_ACTION}make_pack", disabled=not formats):
        st.session_state[_WANTED] = wanted
    if st.session_state.get(_WANTED) != wanted:
        return
    place = st.empty()
    place.progress(0, text="Gathering what the pack says …")
    document = packs.document_of(shown.figures, shown.quarter, asked)
    files = _made(shown, asked, formats, place)
    place.empty()
    with st.container(horizontal=True):
        for file in files:
            _draw_download(shown, file)
    section("How it begins")
    show(_beginning(document))


def titles_of(plan: Plan) -> Mapping[Selection, str]:
    """All that a pack can be of, with the words for it, the whole plan first."""
    outcomes = {each.number: each.title for each in plan.outcomes}
    themes = {each.id: each.title for each in plan.themes}
    boards = {each.id: each.title for each in boards_of(plan)}
    return {
        each: (
            f"Outcome {each.outcome}: {outcomes[each.outcome]}"
            if each.outcome
            else f"Theme: {themes[each.theme]}"
            if each.theme
            else f"Directorate: {each.directorate}"
            if each.directorate
            else f"Board: {boards[each.board]}"
            if each.board
            else "The whole plan"
        )
        for each in every_selection(plan)
    }


def _choices(plan: Plan) -> tuple[Selection, tuple[Format, ...]]:
    titles = titles_of(plan)
    of, formats = st.columns([3, 2], vertical_alignment="bottom")
    with of:
        asked = st.selectbox(
            "Of",
            list(titles),
            index=_place_asked(list(titles)),
            format_func=titles.__getitem__,
            key=_OF,
        )
    with formats:
        chosen = st.pills(
            "As",
            list(Format),
            selection_mode="multi",
            default=PAPER,
            format_func=title_of,
            key=_FORMATS,
        )
    return asked or next(iter(titles)), tuple(each for each in Format if each in chosen)


def _place_asked(offered: list[Selection]) -> int:
    """Where the choice stands that the address names: "?outcome=5"; 0 for the whole plan."""
    named = {
        kind: st.query_params.get(kind) for kind in ("outcome", "theme", "directorate", "board")
    }
    for place, each in enumerate(offered):
        if any(named[kind] == value for kind, value in each.asked):
            return place
    return 0


def _made(
    shown: Shown, asked: Selection, formats: tuple[Format, ...], place: DeltaGenerator
) -> list[PackFile]:
    """Each file, made while a line says how far that is. place: where the line stands."""
    made: list[PackFile] = []
    for number, each in enumerate(formats):
        words = f"Making the {_in_sentence(each)}, {number + 1} of {len(formats)} …"
        place.progress((number + 1) / (len(formats) + 1), text=words)
        try:
            made.append(packs.file_of(shown.figures, shown.quarter, asked, each))
        except KpisError as error:
            st.error(markdown_text(f"No {_in_sentence(each)} can be made: {error}"))
    return made


def _draw_download(shown: Shown, file: PackFile) -> None:
    size = len(file.content)
    told = f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"
    download(
        f"Download the {_in_sentence(file.format)}, {told}",
        seen.when_asked(
            shown.figures.state.own_plan,
            lambda store: handed_out(store, shown.figures.release, file),
        ),
        file.name,
        key=f"pack_{file.format.value}",
        kind=media_type_of(file.format),
        help=file.name,
    )


def handed_out(store: SeenStore, release: Release | None, file: PackFile) -> bytes:
    """What is in a file, for whoever may read its figures when they ask. Raises AccessRefused."""
    refuse_unpublished(store, release, file.name)
    return file.content


def _in_sentence(format: Format) -> str:
    title = title_of(format)
    return title if title.isupper() else f"{title[0].lower()}{title[1:]}"


def _beginning(document: Document) -> Html:
    """Its title and first sections, as its web page has them; links lead nowhere yet."""
    first = [each for each in document.sections if each.key in _SHOWN_FIRST]
    return join(
        element("style", join(blocks_within(f".{_PREVIEW}"), _BESIDE_THE_PAGE)),
        element(
            "div",
            element("p", document.subtitle, class_="k-small"),
            element("h3", document.title),
            [section_html(each, Setting(phone=False, numbers=False), level=4) for each in first],
            class_=_PREVIEW,
        ),
    )
