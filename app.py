"""The dashboard's entry point: set up the page, say which pages there are, run the one asked for.

`st.navigation` is called on every run and before anything can fail, so that every address
resolves. Page scripts stand in sub-folders of pages/ (Streamlit would find and run those directly
in it by itself, without this file).
"""

from pathlib import Path

import streamlit as st

from kpis.ui.kit.layout import page_frame
from kpis.ui.kit.messages import user_errors

ROOT = Path(__file__).parent
PAGES = {
    "": [
        ("pages/performance/overview.py", "Overview", "overview"),
        ("pages/performance/outcome.py", "Outcomes", "outcome"),
        ("pages/performance/theme.py", "Themes", "theme"),
        ("pages/performance/measure.py", "Measures", "measure"),
        ("pages/performance/activities.py", "Activities", "activities"),
    ],
    "Returns": [
        ("pages/returns/submit.py", "Submit a return", "submit"),
        ("pages/returns/progress.py", "Progress", "progress"),
        ("pages/returns/quality.py", "Data quality", "quality"),
        ("pages/returns/history.py", "History", "history"),
    ],
    "Publish": [
        ("pages/publish/releases.py", "Releases", "releases"),
    ],
    "Guide": [
        ("pages/guide/how_to_read.py", "How to read these pages", "how_to_read"),
        ("pages/guide/definitions.py", "Definitions", "definitions"),
    ],
}

st.set_page_config(layout="wide", page_icon=str(ROOT / "kpis/ui/kit/icon.svg"), menu_items={})
sections = {
    name: [
        st.Page(path, title=title, url_path=address, default=address == "overview")
        for path, title, address in pages
        if (ROOT / path).exists()
    ]
    for name, pages in PAGES.items()
}
page = st.navigation({name: pages for name, pages in sections.items() if pages}, position="top")
with page_frame(), user_errors():
    page.run()
