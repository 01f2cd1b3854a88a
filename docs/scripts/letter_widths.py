"""Make kpis/charts/svg/letter_widths.json: how wide each letter of the shipped sans font is.

Run as `python -m docs.scripts.letter_widths`, with fonttools and brotli installed for it alone,
after `docs.scripts.lighter_fonts`: neither is needed to run or to test the dashboard. Widths are
in thousandths of the size of the type, letters of one width together, those of the usual weight
and those of bold; and the SHA-256 of the font, by which a test knows an old table.
"""

import hashlib
import json
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
FONT = ROOT / "kpis/server/fonts/sans.woff2"
TABLE = ROOT / "kpis/charts/svg/letter_widths.json"
WEIGHTS = {"regular": 400, "bold": 700}


def widths(weight: int) -> dict[str, str]:
    """Width → the letters that have it, of one weight of the font."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(TTFont(FONT), {"wght": weight})
    per_em = font["head"].unitsPerEm
    letters: dict[int, list[str]] = defaultdict(list)
    for code, glyph in sorted(font.getBestCmap().items()):
        width, _ = font["hmtx"][glyph]
        letters[round(width * 1000 / per_em)].append(chr(code))
    return {str(width): "".join(letters[width]) for width in sorted(letters)}


def main() -> None:
    of_font = hashlib.sha256(FONT.read_bytes()).hexdigest()
    table = {name: widths(weight) for name, weight in WEIGHTS.items()} | {"font": of_font}
    text = json.dumps(table, ensure_ascii=True, indent=1)
    TABLE.write_text(f"{text}\n", encoding="utf-8")
    print(TABLE.name, len(text), "characters")


if __name__ == "__main__":
    main()
