"""The dashboard's entry point: set up the page, say which pages there are, run the one asked for.

`st.navigation` is called on every run and before anything can fail, so that every address
resolves. Page scripts stand in sub-folders of pages/ (Streamlit would find and run those directly
in it by itself, without this file).
"""

from pathlib import Path

import streamlit as st

from kpis.answering import note_page
from kpis.ui.kit.layout import page_frame
from kpis.ui.kit.messages import user_errors
from kpis.ui.kit.pages import PAGES
from kpis.ui.post.pages_for import pages_for_visitor, require_page, write_down_page
from kpis.ui.post.signed_in import draw_signed_in
from kpis.ui.state.one_run import one_run
from kpis.ui.state.store_trouble import say_what_is_gone

ROOT = Path(__file__).parent

st.set_page_config(layout="wide", page_icon=str(ROOT / "kpis/ui/kit/icon.svg"), menu_items={})
with one_run():
    in_menu = pages_for_visitor([address for pages in PAGES.values() for _, _, address in pages])
    sections = {
        name: [
            st.Page(
                path,
                title=title,
                url_path=address,
                default=address == "overview",
                visibility="visible" if address in in_menu else "hidden",
            )
            for path, title, address in pages
            if (ROOT / path).exists()
        ]
        for name, pages in PAGES.items()
    }
    page = st.navigation({name: pages for name, pages in sections.items() if pages}, position="top")
    with page_frame(), user_errors():
        note_page(page.url_path)
        write_down_page(page.url_path)
        draw_signed_in()
        require_page(page.url_path)
        say_what_is_gone()
        page.run()
