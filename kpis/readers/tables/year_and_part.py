"""A period in two columns, read as one text: "Q2" and "2019/20" as "Q2 2019/20".

What the text means is for `kpis.period_text` and validation: "Q2 2019" is still in doubt there.
"""

import re
from calendar import month_name

_NAMES_A_YEAR = re.compile(r"\d{2}")


def joined(part: str, year: str, word: str) -> str:
    """Part and year as one text; a part that names a year itself is left as it is.

    word: what heads the parts. A bare "2" is read with it, as "Quarter 2"; below Month it is
    February.
    """
    if not year or (_NAMES_A_YEAR.search(part) and not _is_month_number(part, word)):
        return part
    if part.isascii() and part.isdigit():
        named = _is_month_number(part, word)
        part = month_name[int(part)] if named else f"{word.capitalize()} {part}"
    return f"{part} {year}".strip()


def _is_month_number(part: str, word: str) -> bool:
    return word.lower() == "month" and part.isascii() and part.isdigit() and 1 <= int(part) <= 12
