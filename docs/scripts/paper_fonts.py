"""Make kpis/exports/pdf/fonts: the fonts of PDFs, as files of one weight each.

Run as `python -m docs.scripts.paper_fonts DEJAVU BENGALI`, with fonttools and brotli installed for
it alone: DEJAVU is DejaVuSans.ttf as its makers give it out, BENGALI the Bengali letters of Noto
Sans Bengali (the file of weight 400 of the npm package @fontsource/noto-sans-bengali). What a PDF
is set in otherwise is what the pages are: `kpis/server/fonts`, by `docs.scripts.lighter_fonts`.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kpis.server.static_files import LIGHTER_FOLDER

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = Path("kpis/exports/pdf/fonts")
# File → the font it is made of, its weight, and what it is called inside: family and style.
CUTS = {
    "reading.ttf": ("sans.woff2", 400, "Reading", "Regular"),
    "reading-semibold.ttf": ("sans.woff2", 600, "Reading", "SemiBold"),
    "reading-italic.ttf": ("sans-italic.woff2", 400, "Reading", "Italic"),
    "heading.ttf": ("serif.woff2", 600, "Heading", "SemiBold"),
}
# Of DejaVu Sans: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, signs and shapes.
OTHER_LETTERS = (
    "U+0020-007E,U+00A0-024F,U+02B0-058F,U+0591-05F4,U+0600-06FF,U+10A0-10FF,U+1E00-1FFF,"
    "U+2000-27BF,U+FB00-FEFC,U+FFFD"
)
ITALIC, REGULAR, BOLD = 1, 64, 32  # bits of a font's fsSelection
NAMES = {1, 2, 3, 4, 6, 16, 17, 21, 22, 25}  # the entries of its table of names that call it so


def main(dejavu: str, bengali: str) -> None:
    from fontTools.ttLib import TTFont

    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (source, weight, family, style) in CUTS.items():
        _cut(LIGHTER_FOLDER / source, weight, family, style).save(FOLDER / name)
    _subset(Path(dejavu)).save(FOLDER / "dejavu.ttf")
    other = TTFont(bengali, recalcTimestamp=False)
    other.flavor = None
    other.save(FOLDER / "bengali.ttf")
    known = {
        letter
        for path in sorted(FOLDER.glob("*.ttf"))
        if path.name.startswith(("reading.", "dejavu", "bengali"))
        for letter in TTFont(path).getBestCmap()
    }
    (FOLDER / "letters.txt").write_text("\n".join(_ranges(sorted(known))) + "\n")
    for path in sorted(FOLDER.iterdir()):
        print(path.name, path.stat().st_size)


def _cut(source: Path, weight: int, family: str, style: str) -> "TTFont":
    """One weight of a font that has all, named so that it is chosen by family, weight and slant."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(source, recalcTimestamp=False), {"wght": weight})
    font.flavor = None
    names = font["name"]
    names.names = [each for each in names.names if each.nameID not in NAMES]
    whole = f"{family} {style}"
    called = {1: family, 2: style, 3: whole, 4: whole, 6: whole.replace(" ", "-")}
    for number, words in called.items():
        names.setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    slanted = style == "Italic"
    font["OS/2"].fsSelection = ITALIC if slanted else REGULAR
    font["head"].macStyle = 2 if slanted else 0
    if "STAT" in font:
        del font["STAT"]
    return font


def _subset(path: Path) -> "TTFont":
    from fontTools.subset import Options, Subsetter, parse_unicodes
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    cutter = Subsetter(Options(name_IDs=["*"], notdef_outline=True))
    cutter.populate(unicodes=parse_unicodes(OTHER_LETTERS))
    cutter.subset(font)
    return font


def _ranges(letters: list[int]) -> list[str]:
    """ "0020-007E" for letters beside each other, "00A0" for one alone."""
    ranges: list[list[int]] = []
    for letter in letters:
        if ranges and ranges[-1][1] == letter - 1:
            ranges[-1][1] = letter
        else:
            ranges.append([letter, letter])
    return [f"{low:04X}-{high:04X}" if low < high else f"{low:04X}" for low, high in ranges]


if __name__ == "__main__":
    main(*sys.argv[1:])
