"""Make kpis/server/fonts/*.woff2, what these pages use of the fonts that Streamlit sends.

Run as `python -m docs.scripts.lighter_fonts`, with fonttools and brotli installed for it alone:
neither is needed to run or to test the dashboard. The fonts are under the SIL Open Font License,
which lets nothing that was changed keep the reserved name Source.
"""

import io
from pathlib import Path

from kpis.server.dashboard import streamlit_folder
from kpis.server.static_files import LIGHTER, LIGHTER_FOLDER

AXES = {"serif": {"opsz": 20, "wght": (400, 700)}}  # else the weights alone
CALLED = {"serif": "Heading", "sans": "Reading", "sans-italic": "Reading Italic"}
LETTERS = "U+0020-024F,U+02B0-02FF,U+0300-036F,U+1E00-1EFF,U+2000-2BFF,U+FB00-FB06,U+FFFD"
FIGURES = ["lnum", "tnum", "pnum", "onum", "case", "sups", "subs", "zero"]
NAMES = (1, 3, 4, 6, 16, 25)  # the entries of a font's table of names that call it something


def main() -> None:
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    media = streamlit_folder() / "static/media"
    for whole_name, lighter in LIGHTER.items():
        (path,) = media.glob(f"{whole_name}*.woff2")
        name = Path(lighter).stem
        whole = instantiateVariableFont(TTFont(path), AXES.get(name, {"wght": (400, 700)}))
        whole.flavor = None
        held = io.BytesIO()  # what is cut must have been written once
        whole.save(held)
        font = TTFont(io.BytesIO(held.getvalue()))
        options = Options(name_IDs=["*"], notdef_outline=True)
        options.layout_features += FIGURES
        cutter = Subsetter(options)
        cutter.populate(unicodes=parse_unicodes(LETTERS))
        cutter.subset(font)
        for record in font["name"].names:
            if record.nameID in NAMES:
                record.string = CALLED[name].replace(" ", "")
        font.flavor = "woff2"
        font.save(LIGHTER_FOLDER / lighter)
        print(lighter, path.stat().st_size, "->", (LIGHTER_FOLDER / lighter).stat().st_size)


if __name__ == "__main__":
    main()
