"""Whoever goes through a frame row by row knows the type of its rows."""

import re

from docs.scripts.import_graph import modules

SOURCES = {
    name: path.read_text(encoding="utf-8") for name, path in modules("kpis", "pages").items()
}


def test_rows_with_names_come_from_the_contract_of_their_frame():
    for module in SOURCES.keys() - {"kpis.frames.contract"}:
        text = SOURCES[module].replace("itertuples(index=False, name=None)", "")
        assert not re.search(r"\b(itertuples|iterrows)\(", text), f"{module}: CONTRACT.rows(frame)"


def test_no_name_stands_for_any_type_at_all():
    for module, text in SOURCES.items():
        assert not re.search(r"^\w+ = Any$", text, re.M), module
